// A store, an account, a source and the fake server behind it, for one test; at its end everything that was promised of
// collecting is checked, and the whole store verified.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { ProbeReport, Report, SourceSettings, SourceState } from '../../src/collector/index.ts';
import type { ClientLimits } from '../../src/pop3/index.ts';
import { type AccountId, Flag, type SqliteStore, type Store, verifyStore } from '../../src/store/index.ts';
import { assertNothingLostOrRepeated, digestsOf, type Holdings, watchDeletions } from './checker.ts';
import { lettersOf } from './fake/letters.ts';
import { type RemoteLetter, RemoteMaildrop } from './fake/maildrop.ts';
import { type FakeOptions, type FakeServer, startFake } from './fake-server.ts';
import { openPost, type Post } from './post.ts';
import { Sources } from './sources.ts';

export type CollectingOptions = {
  /** What lies on the server: so many, or these. */
  letters?: number | readonly Uint8Array[];
  fake?: FakeOptions;
  settings?: Partial<SourceSettings>;
  secret?: string;
  limits?: Partial<ClientLimits>;
  quotaMessages?: number;
};

/** `name` is what a test calls a source by. */
export type Name = string;

export class Collecting {
  readonly directory = mkdtempSync(join(tmpdir(), 'casilla-collecting-'));
  readonly fakes: FakeServer[] = [];
  /** The source of the first server. */
  readonly source: Name = 'far';
  /** What was logged, of the store and of runs. */
  readonly logged: unknown[] = [];
  /** What the clock of the runs says, in milliseconds since 1970. */
  now = Date.UTC(2026, 10, 24, 19);
  readonly #options: CollectingOptions;
  readonly #watches: (() => void)[] = [];
  #post: Post | undefined;
  #sources: Sources | undefined;

  constructor(options: CollectingOptions) {
    this.#options = options;
  }

  get fake(): FakeServer {
    return this.fakes[0]!;
  }
  get post(): Post {
    return this.#post!;
  }
  get sqlite(): SqliteStore {
    return this.post.sqlite;
  }
  get store(): Store {
    return this.post.store;
  }
  get account(): AccountId {
    return this.post.account;
  }
  get holdings(): Holdings {
    return this.post.holdings;
  }

  /** Opens the store in `directory`. */
  async open(): Promise<void> {
    const { quotaMessages, limits = {} } = this.#options;
    const log = (fields: object, message: string) => void this.logged.push(fields, message);
    this.#post = await openPost(this.directory, {
      ...(quotaMessages !== undefined && { quotaMessages }),
      log,
    });
    const { store, account } = this.#post;
    this.#sources = await Sources.open({
      store,
      account,
      directory: this.directory,
      now: () => this.now,
      limits,
      log,
    });
    for (const fake of this.fakes) this.#watch(fake);
  }

  /** Of the store; the servers stay. */
  async close(): Promise<void> {
    for (const stop of this.#watches.splice(0)) stop();
    await this.#sources?.collector.close();
    await this.#post?.[Symbol.asyncDispose]();
    this.#post = undefined;
  }

  async addFake(options: FakeOptions): Promise<FakeServer> {
    const fake = await startFake(options);
    this.fakes.push(fake);
    this.#watch(fake);
    return fake;
  }

  async addSource(
    fake: FakeServer,
    settings: Partial<SourceSettings>,
    name: Name = `far-${fake.port}`,
  ): Promise<Name> {
    const secret = this.#options.secret ?? fake.password;
    await this.#sources!.add(name, fake.port, settings, secret);
    return name;
  }

  edit(change: Partial<SourceSettings>, name = this.source): Promise<void> {
    return this.#sources!.edit(name, change);
  }

  run(name = this.source, { signal }: { signal?: AbortSignal } = {}): Promise<Report> {
    return this.#sources!.run(name, signal);
  }

  /** One run, and more, an hour apart, until it is so: at most 30. */
  async runUntil(done: () => boolean | Promise<boolean>): Promise<void> {
    let last: Report | undefined;
    for (let run = 0; run < 30; run++) {
      last = await this.run();
      if (await done()) return;
      this.now += 3_600_000;
    }
    assert.fail(`never so; the last run: ${JSON.stringify(last)}`);
  }

  probe(name = this.source): Promise<ProbeReport> {
    return this.#sources!.probe(name);
  }

  state(name = this.source): Promise<SourceState> {
    return this.#sources!.state(name);
  }

  /** All that the store tells of the source. */
  row(name = this.source): Promise<object> {
    return this.#sources!.row(name);
  }

  /** Deletes the oldest so many letters of the INBOX here. */
  async deleteHere(count: number): Promise<void> {
    const { store, account, inbox: mailbox } = this.post;
    await this.holdings.ever();
    const oldest = await store.read('listMessages', { account, mailbox, after: 0, limit: count });
    const uids = oldest.map(({ uid }) => uid);
    await store.write('changeFlags', { account, mailbox, uids, how: 'add', flags: Flag.Deleted });
    await store.write('expunge', { account, mailbox, uids, now: this.now });
  }

  /** As the store names what arrived. */
  digest(letter: RemoteLetter): string {
    return digestsOf(letter)[0]!;
  }

  /** Everything that must hold at the end of a test. */
  async check(): Promise<void> {
    if (this.#post === undefined) await this.open();
    await assertNothingLostOrRepeated(this.fakes, this.holdings);
    assert.deepEqual((await verifyStore(this.store)).findings, []);
  }

  async dispose(): Promise<void> {
    for (const fake of this.fakes) await fake[Symbol.asyncDispose]();
    await this.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  #watch(fake: FakeServer): void {
    if (this.#post !== undefined) this.#watches.push(watchDeletions(fake, this.#post.holdings));
  }
}

/** Checked, closed and removed when the test is over. */
export async function collecting(t: TestContext, options: CollectingOptions): Promise<Collecting> {
  const c = new Collecting(options);
  let ready = false;
  t.after(async () => {
    try {
      if (ready) await c.check();
    } finally {
      await c.dispose();
    }
  });
  await c.open();
  const { letters = 0, fake = {}, settings = {} } = options;
  const maildrop = new RemoteMaildrop(typeof letters === 'number' ? lettersOf(letters) : letters);
  const first = await c.addFake({ maildrop, ...fake });
  await c.addSource(first, settings, c.source);
  ready = true;
  return c;
}
