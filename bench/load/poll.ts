// What a mail program does every few minutes: log in, UIDL, LIST, QUIT.
import { openTalk } from '../../test/interop/talk.ts';
import type { Done, Job } from '../job.ts';
import { positive } from './positive.ts';

export async function poll(job: Extract<Job, { kind: 'poll' }>): Promise<Done> {
  const began = performance.now();
  await Promise.all(
    job.names.map(async (name) => {
      for (let count = 0; count < job.sessions; count++) await session(job.port, name, job.password);
    }),
  );
  return { units: job.names.length * job.sessions, milliseconds: performance.now() - began };
}

async function session(port: number, name: string, password: string): Promise<void> {
  const talk = await openTalk(port);
  await positive(talk);
  for (const command of [`USER ${name}`, `PASS ${password}`]) {
    await talk.send(`${command}\r\n`);
    await positive(talk);
  }
  for (const command of ['UIDL', 'LIST']) {
    await talk.send(`${command}\r\n`);
    await positive(talk);
    await talk.untilDot();
  }
  await talk.send('QUIT\r\n');
  await positive(talk);
  talk.close();
}
