import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { bodiesMigrations, indexMigrations } from '../../migrations/index.ts';
import type { Sql } from '../../operation.ts';
import type { AccountId, ReceiveOptions } from '../../store.ts';
import { receiveLetter } from '../../take-in/receive-letter.ts';
import type { WriteInput, WriteName } from '../../write/index.ts';
import { Ballast } from './ballast.ts';
import { ChangeCounters, newCounters } from './change-counters.ts';
import type { Database } from './database.ts';
import { DiskSpace } from './disk-space.ts';
import { openForWriting, prepareFiles } from './files.ts';
import { GroupCommit } from './group-commit.ts';
import { type Job, type OperationJob, type Outcome, operationJob } from './job.ts';
import { OctetsCommit } from './octets-commit.ts';
import { temporaryDirectory } from './temporary.suite.ts';

const now = Date.UTC(2026, 10, 24, 16);
const options: ReceiveOptions = { accounts: [], now, limit: 10e6 };

/** A connection that counts its commits and can be told to fail. */
class Watched {
  readonly db: Database;
  commits = 0;
  /** Called before each statement; what it throws is what the statement throws. */
  before: (text: string) => void = () => {};

  constructor(db: Database) {
    this.db = db;
    const all = db.all.bind(db);
    db.all = (text: string, values: Sql[] = []) => {
      this.before(text);
      if (text === 'COMMIT') this.commits++;
      return all(text, values);
    };
    const changes = db.changes.bind(db);
    db.changes = (text: string, values: Sql[] = []) => {
      this.before(text);
      return changes(text, values);
    };
  }
}

function sqliteError(errcode: number): Error {
  return Object.assign(new Error('injected'), { errcode });
}

class Bench implements Disposable {
  readonly directory = temporaryDirectory();
  readonly index: Watched;
  readonly bodies: Watched;
  readonly counters = new ChangeCounters(newCounters());
  readonly commit: GroupCommit;
  full = 0;

  constructor(maximumPages: { index?: number; bodies?: number } = {}) {
    prepareFiles(this.directory);
    const files = openForWriting(this.directory, maximumPages);
    this.index = new Watched(files.index);
    this.bodies = new Watched(files.bodies);
    const full = () => this.full++;
    const space = new DiskSpace(this.directory, 0, () => 0);
    const ballast = new Ballast(this.directory);
    const octets = new OctetsCommit(files.bodies, files.index, space, ballast, full);
    this.commit = new GroupCommit({ ...files, octets, ballast }, this.counters, full);
  }

  run(...jobs: Job[]): Outcome[] {
    const { outcomes } = this.commit.run(jobs);
    return jobs.map((job) => outcomes.get(job)!);
  }

  does<N extends WriteName>(name: N, input: WriteInput<N>): Outcome {
    return this.run(operationJob(name, input))[0]!;
  }

  account(name: string): AccountId {
    const outcome = this.does('createAccount', { name, nameKey: name, verifier: null, now });
    assert.equal(outcome.at, 'done');
    return (outcome as { answer: { account: AccountId } }).answer.account;
  }

  count(table: string, file = this.index): number {
    return file.db.all(`SELECT count(*) FROM ${table}`)[0]![0] as number;
  }

  [Symbol.dispose](): void {
    this.index.db.close();
    this.bodies.db.close();
    rmSync(this.directory, { recursive: true });
  }
}

async function delivery(account: AccountId, text: string, octets = 0): Promise<OperationJob> {
  const incoming = receiveLetter(
    options,
    async () => {},
    async () => {},
  );
  await incoming.write(Buffer.from(`Subject: ${text}\r\n\r\n${'x'.repeat(octets)}\r\n`));
  const letter = await incoming.finish();
  return operationJob('deliver', { letter, targets: [{ account }], now });
}

async function deliveries(count: number, account: AccountId, octets: number): Promise<OperationJob[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => delivery(account, `${i}`, octets)));
}

const at = (outcomes: Outcome[]) =>
  outcomes.map((outcome) => (outcome.at === 'refused' ? outcome.refusal.code : outcome.at));

test('fifty deliveries are one commit of each file', async () => {
  using bench = new Bench();
  const account = bench.account('ana');
  const [index, bodies] = [bench.index.commits, bench.bodies.commits];
  const outcomes = bench.run(...(await deliveries(50, account, 1000)));
  assert.deepEqual(at(outcomes), new Array(50).fill('done'));
  assert.deepEqual([bench.index.commits - index, bench.bodies.commits - bodies], [1, 1]);
});

test('octets are committed before the index names them', async () => {
  using bench = new Bench();
  const account = bench.account('ana');
  const order: string[] = [];
  bench.index.before = (text) => void (text === 'COMMIT' && order.push('index'));
  bench.bodies.before = (text) => void (text === 'COMMIT' && order.push('bodies'));
  bench.run(...(await deliveries(2, account, 10)));
  assert.deepEqual(order, ['bodies', 'index']);
});

test('one operation that is refused, or breaks, undoes itself alone', async () => {
  using bench = new Bench();
  const account = bench.account('ana');
  const [first, last] = [await delivery(account, 'first'), await delivery(account, 'last')];
  const nobody = await delivery(999 as AccountId, 'nobody');
  const broken = operationJob('setQuota', { account, octets: 'many' as unknown as number, messages: null });
  const half = operationJob('createAccounts', {
    accounts: [
      { name: 'x', nameKey: 'x', verifier: null },
      { name: 'y', nameKey: {} as unknown as string, verifier: null },
    ],
    now,
  });
  assert.deepEqual(at(bench.run(first, nobody, broken, half, last)), [
    'done',
    'nonexistent',
    'fault',
    'fault',
    'done',
  ]);
  assert.deepEqual([bench.count('messages'), bench.count('accounts')], [2, 1]);
});

test('a commit that finds the disk full is done again one by one, and who does not fit is refused', async () => {
  using bench = new Bench();
  const account = bench.account('ana');
  const jobs = await deliveries(3, account, 10);
  let commits = 0;
  bench.index.before = (text) => {
    if (text !== 'COMMIT') return;
    commits++;
    if (commits === 1 || commits === 3) throw sqliteError(13);
  };
  assert.deepEqual(at(bench.run(...jobs)), ['done', 'no-space', 'done']);
  assert.equal(bench.count('messages'), 2);
  assert.equal(bench.full, 2);
});

test('a transaction that a full disk took away answers nobody as done', async () => {
  using bench = new Bench();
  const account = bench.account('ana');
  const jobs = await deliveries(5, account, 10);
  let armed = true;
  bench.index.before = (text) => {
    if (
      !armed ||
      !text.startsWith('INSERT INTO messages') ||
      bench.index.db.all('SELECT count(*) FROM messages')[0]![0] !== 3
    )
      return;
    armed = false;
    bench.index.db.exec('ROLLBACK');
    throw sqliteError(13);
  };
  const outcomes = bench.run(...jobs);
  assert.deepEqual(at(outcomes), new Array(5).fill('done'));
  const uids = outcomes.map((outcome) => (outcome as { answer: { uid: number }[] }).answer[0]!.uid);
  assert.deepEqual(uids, [1, 2, 3, 4, 5]);
  assert.equal(bench.count('messages'), 5);
});

test('a file that is really full refuses letters, lets people delete, and takes letters again', async () => {
  using bench = new Bench({ bodies: 40 });
  const account = bench.account('ana');
  const box = { account, mailbox: 1 as never };
  const outcomes = at((await deliveries(30, account, 30_000)).map((job) => bench.run(job)[0]!));
  const fitted = outcomes.filter((each) => each === 'done').length;
  assert.ok(fitted > 5 && fitted < 30);
  assert.deepEqual(outcomes, [...new Array(fitted).fill('done'), ...new Array(30 - fitted).fill('no-space')]);
  const lock = bench.does('lockMaildrop', { ...box, holder: 't', now, lease: 1000 });
  const { token } = (lock as { answer: { token: Uint8Array } }).answer;
  const uids = Array.from({ length: fitted }, (_, i) => i + 1);
  assert.equal(bench.does('popUpdate', { ...box, token, uids, now }).at, 'done');
  const sweep = operationJob('sweep', { deadBefore: now + 1, begunBefore: now + 1 });
  while (bench.run(sweep)[0]!.at === 'again');
  assert.equal(bench.count('chunks', bench.bodies), 0);
  assert.equal(bench.run(await delivery(account, 'again', 30_000))[0]!.at, 'done');
});

test('an index that is really full loses nothing that was answered', async () => {
  using bench = new Bench({ index: 45 });
  const account = bench.account('ana');
  const jobs = await deliveries(200, account, 10);
  const outcomes = [...bench.run(...jobs.slice(0, 5)), ...bench.run(...jobs.slice(5))];
  const fitted = outcomes.filter(({ at }) => at === 'done').length;
  assert.ok(fitted > 5 && fitted < 200);
  assert.deepEqual(new Set(at(outcomes)), new Set(['done', 'no-space']));
  assert.equal(bench.count('messages'), fitted);
});

test('when the octets do not fit, their letters are refused and everything else goes on', async () => {
  using bench = new Bench();
  const account = bench.account('ana');
  bench.bodies.before = (text) => {
    if (text.startsWith('INSERT INTO chunks')) throw sqliteError(13);
  };
  const quota = operationJob('setQuota', { account, octets: 1000, messages: null });
  assert.deepEqual(at(bench.run(await delivery(account, 'x'), quota)), ['no-space', 'done']);
});

for (const [what, errcode] of [
  ['a failed sync', 1034],
  ['a failed write', 778],
] as const) {
  test(`${what} is thrown: nothing of the batch may be answered`, async () => {
    using bench = new Bench();
    const account = bench.account('ana');
    bench.index.before = (text) => {
      if (text === 'COMMIT') throw sqliteError(errcode);
    };
    const jobs = await deliveries(2, account, 10);
    assert.throws(() => bench.run(...jobs), { errcode });
    bench.index.before = () => {};
    bench.index.db.exec('ROLLBACK');
    bench.bodies.before = bench.index.before;
  });
}

test('octets that are known are not written twice, and are when they went meanwhile', async () => {
  using bench = new Bench();
  const account = bench.account('ana');
  const refusedFirst = await delivery(999 as AccountId, 'same', 5000);
  const same = await delivery(account, 'same', 5000);
  // The first was to bring the octets; it was refused after they were written under its own id.
  assert.deepEqual(at(bench.run(refusedFirst, same)), ['nonexistent', 'again']);
  assert.equal(bench.run(same)[0]!.at, 'done');
  const known = await delivery(account, 'same', 5000);
  const chunks = bench.count('chunks', bench.bodies);
  assert.equal(bench.run(known)[0]!.at, 'done');
  assert.equal(bench.count('chunks', bench.bodies), chunks);
  assert.equal(bench.count('bodies'), 1);
});

test('a body that was published after the sweeper chose it keeps its octets and what was computed of it', async () => {
  using bench = new Bench();
  const account = bench.account('ana');
  const slow = await delivery(account, 'slow', 5000);
  const refused = operationJob('deliver', {
    ...(slow.input as WriteInput<'deliver'>),
    targets: [{ account: 999 as AccountId }],
  });
  assert.deepEqual(at(bench.run(refused)), ['nonexistent']);
  const sweep = operationJob('sweep', { deadBefore: now + 1, begunBefore: now + 1 });
  // It chooses the body in the same batch that publishes it.
  assert.deepEqual(at(bench.run(sweep, slow)), ['again', 'done']);
  while (bench.run(sweep)[0]!.at === 'again');
  assert.deepEqual([bench.count('bodies'), bench.count('chunks', bench.bodies)], [1, 1]);
  assert.equal(bench.count('letters'), 1);
});

test('that a body was published is noted with the next octets; the sweeper notes what a crash prevented', async () => {
  using bench = new Bench();
  const account = bench.account('ana');
  bench.run(await delivery(account, 'one'));
  assert.equal(bench.count('unpublished', bench.bodies), 1);
  bench.run(await delivery(account, 'two'));
  assert.equal(bench.count('unpublished', bench.bodies), 1);
  using after = reopened(bench);
  const sweep = operationJob('sweep', { deadBefore: now + 1, begunBefore: now + 1 });
  assert.equal(after.run(sweep)[0]!.at, 'done');
  after.run(await delivery(account, 'three'));
  assert.deepEqual([after.count('unpublished', after.bodies), after.count('chunks', after.bodies)], [1, 3]);
});

/** As after a crash: what the first remembered is forgotten. */
function reopened(bench: Bench) {
  const files = openForWriting(bench.directory, {});
  const [index, bodies] = [new Watched(files.index), new Watched(files.bodies)];
  const ballast = new Ballast(bench.directory);
  const octets = new OctetsCommit(
    files.bodies,
    files.index,
    new DiskSpace(bench.directory, 0, () => 0),
    ballast,
    () => {},
  );
  const commit = new GroupCommit({ ...files, octets, ballast }, bench.counters, () => {});
  return {
    index,
    bodies,
    run: (...jobs: Job[]) => {
      const { outcomes } = commit.run(jobs);
      return jobs.map((job) => outcomes.get(job)!);
    },
    count: (table: string, file: Watched) => file.db.all(`SELECT count(*) FROM ${table}`)[0]![0] as number,
    [Symbol.dispose]() {
      files.index.close();
      files.bodies.close();
    },
  };
}

test('a counter moves for every change that became durable, and for none that did not', async () => {
  using bench = new Bench();
  const account = bench.account('ana');
  const before = bench.counters.read(1);
  bench.run(await delivery(999 as AccountId, 'x'));
  assert.equal(bench.counters.read(1), before);
  const { notices } = bench.commit.run(await deliveries(2, account, 10));
  assert.equal(bench.counters.read(1), before + 2);
  assert.deepEqual(notices, [
    { account, mailbox: 1, modseq: 2 },
    { account, mailbox: 1, modseq: 3 },
  ]);
});

test('both files know how many migrations they have seen', () => {
  using bench = new Bench();
  const version = ({ db }: Watched) => db.all('PRAGMA user_version')[0]![0];
  assert.deepEqual(
    [version(bench.index), version(bench.bodies)],
    [indexMigrations.length, bodiesMigrations.length],
  );
});
