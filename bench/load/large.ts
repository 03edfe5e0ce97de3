// Large letters, all at once in, then all at once out.
import { openMailTalk } from '../../test/interop/mail-talk.ts';
import { openPop3Talk } from '../../test/interop/pop3-talk.ts';
import type { Done, Job } from '../job.ts';
import { largeLetter } from '../letters.ts';

export async function large(job: Extract<Job, { kind: 'large' }>): Promise<Done> {
  const began = performance.now();
  await Promise.all(
    job.names.map(async (name, index) => {
      const talk = await openMailTalk('lmtp', job.lmtp);
      const [answer] = await talk.deliver(largeLetter(job.octets, index), name);
      if (!answer!.startsWith('250')) throw new Error(answer);
      await talk.quit();
    }),
  );
  await Promise.all(
    job.names.map(async (name) => {
      const talk = await openPop3Talk(job.pop3, name, job.password);
      const octets = await talk.askMany('RETR 1');
      if (octets.length < job.octets) throw new Error(`${octets.length} octets came back`);
      await talk.quit();
    }),
  );
  return { units: job.names.length, milliseconds: performance.now() - began };
}
