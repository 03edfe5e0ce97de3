// A whole maildrop fetched by one session.
import { openTalk } from '../../test/interop/talk.ts';
import type { Done, Job } from '../job.ts';
import { positive } from './positive.ts';

export async function retrieve(job: Extract<Job, { kind: 'retrieve' }>): Promise<Done> {
  const talk = await openTalk(job.port);
  await positive(talk);
  for (const command of [`USER ${job.name}`, `PASS ${job.password}`]) {
    await talk.send(`${command}\r\n`);
    await positive(talk);
  }
  const commands = Array.from({ length: job.count }, (_, index) => `RETR ${index + 1}\r\n`);
  const began = performance.now();
  // Not awaited: the server stops reading commands while we have not read its answers.
  const sending = job.pipelined ? talk.send(commands.join('')) : undefined;
  for (const command of commands) {
    if (!job.pipelined) await talk.send(command);
    await positive(talk);
    await talk.untilDot();
  }
  await sending;
  const milliseconds = performance.now() - began;
  await talk.send('QUIT\r\n');
  await positive(talk);
  talk.close();
  return { units: job.count, milliseconds };
}
