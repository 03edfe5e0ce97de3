// Kills a process that collects, at random moments, over and over, while letters keep coming and the policy changes;
// then compares what was offered with what is stored and what is still on the server.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatKeep, type Keep } from '../../src/collector/index.ts';
import { verifyStore } from '../../src/store/index.ts';
import { letterOf } from './fake/letters.ts';
import { digestOf } from './fake/maildrop.ts';
import { type FakeServer, startFake } from './fake-server.ts';
import { openPost } from './post.ts';

const policies: readonly Keep[] = [
  { kind: 'everything' },
  { kind: 'nothing' },
  { kind: 'days-since-download', days: 1 },
  { kind: 'days-old', days: 1 },
  { kind: 'newest', messages: 20 },
  { kind: 'newest-octets', octets: 20_000 },
  { kind: 'fuller-than', percent: 50, capacity: 40_000 },
  { kind: 'until-deleted-here' },
];

export type Killed = { stored: number; deleted: number; runs: number };

/** `random`: from 0 to below 1. Rejects when a letter was lost, stored twice, or deleted before it was stored. */
export async function killCollecting(kills: number, letters: number, random = Math.random): Promise<Killed> {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-collect-kill-'));
  await using fake = await startFake({ exclusive: false });
  const seen = new Seen(join(directory, 'index.db'));
  let deleted = 0;
  let now = Date.now();
  fake.listen(({ verb, letter }) => {
    if (verb !== 'DELE' || letter === undefined) return;
    deleted++;
    assert.ok(seen.has(digestOf(letter.octets)), `DELE of ${letter.uidl}, which is not stored`);
  });
  try {
    let offered = 0;
    for (let kill = 0; kill < kills; kill++) {
      const until = Math.round(((kill + random()) * letters) / kills);
      while (offered < until) fake.maildrop.add(letterOf(++offered, { octets: 300 + (offered % 7) * 900 }));
      // A server that was moved: the same letters under other names.
      if (random() < 0.02) fake.maildrop.renameAll();
      const keep = policies[kill % policies.length]!;
      now += 6 * 3_600_000;
      await collectUntilKilled({ directory, fake, keep, now }, random);
      fake.assertNoFaults();
    }
    while (offered < letters) fake.maildrop.add(letterOf(++offered));
    await collectToTheEnd({ directory, fake, keep: { kind: 'nothing' }, now, toTheEnd: true });
    fake.assertNoFaults();
    return { ...(await compare(directory, fake)), deleted };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const program = join(import.meta.dirname, 'collect-child.ts');

/** `now`: what its clock says at its start. */
type Work = { directory: string; fake: FakeServer; keep: Keep; now: number; toTheEnd?: boolean };

function collect({ directory, fake, keep, now, toTheEnd = false }: Work): ChildProcess {
  const work = { directory, port: fake.port, keep: formatKeep(keep), now, toTheEnd };
  return spawn(process.execPath, [program, JSON.stringify(work)], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The moment is so many commands of the session, and up to some milliseconds more. */
async function collectUntilKilled(work: Work, random: () => number): Promise<void> {
  const child = collect(work);
  const gone = once(child, 'exit');
  let commands = Math.ceil(random() ** 2 * 60);
  const moment = Promise.withResolvers<void>();
  const stop = work.fake.listen(() => {
    if (--commands <= 0) moment.resolve();
  });
  // A child that has nothing left to do is killed where it is.
  const late = setTimeout(moment.resolve, 1_500);
  await Promise.race([moment.promise, gone]);
  clearTimeout(late);
  await sleep(random() * 12);
  child.kill('SIGKILL');
  const [, signal] = await gone;
  stop();
  assert.equal(signal, 'SIGKILL', 'the child ended by itself');
}

async function collectToTheEnd(work: Work): Promise<void> {
  const child = collect(work);
  const timer = setTimeout(() => child.kill('SIGKILL'), 120_000);
  const [code] = await once(child, 'exit');
  clearTimeout(timer);
  assert.equal(code, 0);
}

async function compare(directory: string, fake: FakeServer): Promise<Omit<Killed, 'deleted'>> {
  await using post = await openPost(directory);
  const stored = await post.holdings.ever();
  const there = new Set(fake.maildrop.letters);
  for (const letter of fake.maildrop.offered) {
    const count = stored.get(digestOf(letter.octets)) ?? 0;
    assert.ok(count <= 1, `${letter.uidl} is stored ${count} times`);
    assert.ok(count === 1 || there.has(letter), `${letter.uidl} is lost`);
  }
  assert.deepEqual((await verifyStore(post.store)).findings, []);
  return { stored: stored.size, runs: fake.heard.connections };
}

/** Which digests the store of another process has, as of its last commit. */
class Seen {
  readonly #file: string;
  readonly #digests = new Set<string>();
  #after = 0;

  constructor(file: string) {
    this.#file = file;
  }

  has(digest: string): boolean {
    if (!this.#digests.has(digest)) this.#look();
    return this.#digests.has(digest);
  }

  #look(): void {
    const database = new DatabaseSync(this.#file, { readOnly: true });
    try {
      const rows = database
        .prepare('SELECT uid, hex(arrived_digest) AS digest FROM messages WHERE uid > ? ORDER BY uid')
        .all(this.#after) as { uid: number; digest: string }[];
      for (const { uid, digest } of rows) {
        this.#digests.add(digest.toLowerCase());
        this.#after = uid;
      }
    } finally {
      database.close();
    }
  }
}
