// The chores thread: sweeps what nobody needs any more, gives its pages back to the file system, forgets what is old,
// does what takes long for who asks at the local socket: verification, imports and exports; and collects from sources.

import { statfsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { createLog } from '../log/index.ts';
import { connectStore, StoreRefusal, verifyStore } from '../store/index.ts';
import { Collecting } from './collecting.ts';
import { LettersDesk } from './letters-desk.ts';
import { openLine } from './line.ts';
import { SourcesDesk } from './sources-desk.ts';
import { tellRun } from './tell-alarms.ts';
import type { ChoresCalls, ChoresThreadData, MainCalls } from './thread-calls.ts';

/** Milliseconds between two rounds. */
const every = 2_000;
/** Milliseconds that a deleted letter can still be read by a session that began to; none when space is short. */
const grace = 60_000;
/** Milliseconds that a letter may take to come in: at 100 octets a second, 8 MB. Longer is refused, not lost. */
const longestArrival = 24 * 3_600_000;
/** Milliseconds: how often old memories are pruned, and how old they get. A client that was away for longer asks anew. */
const pruneEvery = 24 * 3_600_000;
const remembered = 90 * pruneEvery;
const accountsAtOnce = 100;
/** Pages returned at once: some 20 ms of the writer's time. */
const pagesAtOnce = 1_000;

const data = workerData as ChoresThreadData;
let { settings } = data;
const store = connectStore(data.store);
const desk = new LettersDesk(store, () => settings);
const log = createLog(settings.log).child({ thread: 'chores' });
const collecting = new Collecting({
  store,
  settings: () => settings,
  log,
  tell: (report, account) => tellRun(report, account, log),
});
const sources = new SourcesDesk(store, collecting);
let round: Promise<void> = Promise.resolve();
let pages = true;

const main = openLine<MainCalls>(parentPort!, {
  verify: () => verifyStore(store, (done, total) => void main.call('verifyProgress', { done, total })),
  letters: (request) => desk.ask(request),
  sources: ({ number, ...request }) =>
    sources.ask(request, (progress) => void main.call('sourcesProgress', { number, progress })),
  async clientLeft({ client }) {
    await Promise.all([desk.leave(client), sources.leave(client)]);
  },
  async reload(next) {
    settings = next;
  },
  async stop({ graceful }) {
    clearInterval(timer);
    clearInterval(pruning);
    await round;
    await Promise.all([desk.close(), sources.close(), collecting.stop(graceful)]);
    await store.close();
  },
} satisfies ChoresCalls);

collecting.begin().catch(report);

const timer = setInterval(() => {
  round = round.then(sweepAndReturn).catch(report);
}, every);

const pruning = setInterval(() => {
  round = round.then(prune).catch(report);
}, pruneEvery);

async function prune(): Promise<void> {
  const before = Date.now() - remembered;
  for (let after = ''; ; ) {
    const page = await store.read('listAccounts', { after, limit: accountsAtOnce });
    for (const { account } of page) {
      await store.write('pruneVanished', { account, before });
      await store.write('pruneOperations', { account, before });
    }
    if (page.length < accountsAtOnce) return;
    after = page.at(-1)!.nameKey;
  }
}

async function sweepAndReturn(): Promise<void> {
  const disk = statfsSync(settings.data);
  const short = disk.bavail * disk.bsize < 2 * settings.store.reserve;
  const now = Date.now();
  const { bodies } = await store.write('sweep', {
    deadBefore: short ? now : Math.min(now - grace, desk.readNoneBefore(now)),
    begunBefore: now - longestArrival,
  });
  // Letters that were broken off leave free pages too; only when space is short do they matter.
  pages ||= bodies > 0 || short;
  // One slice a round, unless space is short: the writer has better things to do.
  while (pages) {
    pages = (await store.write('returnPages', { pages: pagesAtOnce })).left > 0;
    if (!short) return;
  }
}

function report(error: unknown): void {
  // Closing, or a disk too full even to delete: the next round tries again.
  if (!(error instanceof StoreRefusal)) throw error;
}
