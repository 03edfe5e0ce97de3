// The load: a process of its own, so that none of its work is counted as the server's. Takes one job as JSON, does
// it, prints what it took. It speaks to ports of this machine only, and ends when the job is done.

import { runImap } from './imap/load.ts';
import type { Done, Job } from './job.ts';
import { deliver } from './load/deliver.ts';
import { large } from './load/large.ts';
import { poll } from './load/poll.ts';
import { retrieve } from './load/retrieve.ts';

const job = JSON.parse(process.argv[2]!) as Job;
console.log(JSON.stringify(await run(job)));

function run(job: Job): Promise<Done> {
  switch (job.kind) {
    case 'poll':
      return poll(job);
    case 'deliver':
      return deliver(job);
    case 'retrieve':
      return retrieve(job);
    case 'large':
      return large(job);
    case 'imap-sessions':
    case 'imap-commands':
    case 'imap-append':
    case 'imap-resync':
      return runImap(job);
  }
}
