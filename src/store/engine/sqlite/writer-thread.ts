// The thread that writes. It ends by itself when it is told to close; any other end is the end of the process.

import { parentPort, workerData } from 'node:worker_threads';
import { Ballast } from './ballast.ts';
import { ChangeCounters } from './change-counters.ts';
import type { Order, Report, WriterData } from './conversation.ts';
import { DiskSpace } from './disk-space.ts';
import { openForWriting } from './files.ts';
import { GroupCommit } from './group-commit.ts';
import { leaveOutUids } from './lost-time.ts';
import { OctetsCommit } from './octets-commit.ts';
import { Writer } from './writer.ts';

const owner = parentPort!;
const report = (said: Report) => owner.postMessage(said);

const { directory, counters, reserve, maximumPages } = workerData as WriterData;
const { index, bodies } = openForWriting(directory, maximumPages);
leaveOutUids(index, Date.now());
const space = new DiskSpace(directory, reserve, () => performance.now());
const ballast = new Ballast(directory);
const octets = new OctetsCommit(bodies, index, space, ballast, () => report({ say: 'full', what: 'bodies' }));
octets.takeBallast();
const commit = new GroupCommit({ index, bodies, octets, ballast }, new ChangeCounters(counters), () =>
  report({ say: 'full', what: 'index' }),
);
const writer = new Writer(commit, (name, error) => report({ say: 'fault', name, error }));

owner.on('message', (order: Order) => {
  switch (order.say) {
    case 'connect':
      writer.connect(order.port);
      break;
    case 'reserve':
      space.reserve = order.octets;
      break;
    case 'close':
      close();
      break;
  }
});
report({ say: 'ready' });

async function close(): Promise<void> {
  await writer.close();
  octets.close();
  index.close();
  bodies.close();
  owner.close();
}
