// Deliveries over LMTP: one connection for each name, each letter answered before the next is sent.
import { openMailTalk } from '../../test/interop/mail-talk.ts';
import type { Done, Job } from '../job.ts';
import { letter } from '../letters.ts';

export async function deliver(job: Extract<Job, { kind: 'deliver' }>): Promise<Done> {
  let next = job.first;
  const last = job.first + job.count;
  const talks = await Promise.all(job.names.map(() => openMailTalk('lmtp', job.port)));
  const began = performance.now();
  await Promise.all(
    job.names.map(async (name, index) => {
      while (next < last) {
        const [answer] = await talks[index]!.deliver(letter(job.seed, next++), name);
        if (!answer!.startsWith('250')) throw new Error(answer);
      }
    }),
  );
  const milliseconds = performance.now() - began;
  await Promise.all(talks.map((talk) => talk.quit()));
  return { units: job.count, milliseconds };
}
