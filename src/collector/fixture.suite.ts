// A store with one account, a server far away with letters, and a collector between the two.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { lettersOf } from '../../test/collector/fake/letters.ts';
import { RemoteMaildrop } from '../../test/collector/fake/maildrop.ts';
import { type FakeOptions, type FakeServer, startFake } from '../../test/collector/fake-server.ts';
import type { ClientLimits } from '../pop3/index.ts';
import { type AccountId, openSqliteStore, type SqliteStore, type Store } from '../store/index.ts';
import { Collector, type SourceName } from './collector.ts';
import type { RunStore } from './run-options.ts';
import { Secrets } from './secrets.ts';
import { type SourceSettings, sourceDefaults } from './source.ts';

export type Far = {
  sqlite: SqliteStore;
  store: Store;
  directory: string;
  account: AccountId;
  fake: FakeServer;
  collector: Collector;
  of: SourceName;
  settings: SourceSettings;
  /** What the clock says: milliseconds since 1970. */
  clock: { now: number };
  /** Faults that were logged. */
  faults: unknown[];
};

export type FarOptions = {
  letters?: number | readonly Uint8Array[];
  fake?: FakeOptions;
  settings?: Partial<SourceSettings>;
  secret?: string;
  limits?: Partial<ClientLimits>;
  /** What the collector sees of the store. */
  see?: (store: Store) => RunStore;
};

/** Closed and gone when the test is over. */
export async function openFar(t: TestContext, options: FarOptions = {}): Promise<Far> {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-collector-'));
  const sqlite = await openSqliteStore({ directory, reserve: 0 });
  const { store } = sqlite;
  const clock = { now: Date.UTC(2026, 10, 24, 20) };
  const row = { name: 'ana', nameKey: 'ana', verifier: null, now: clock.now };
  const { account } = await store.write('createAccount', row);
  const { letters = 3 } = options;
  const maildrop = new RemoteMaildrop(typeof letters === 'number' ? lettersOf(letters) : letters);
  const fake = await startFake({ maildrop, ...options.fake });
  const faults: unknown[] = [];
  const collector = new Collector({
    store: options.see?.(store) ?? store,
    secrets: { secrets: new Secrets(new Uint8Array(32).fill(7)), environment: {} },
    now: () => clock.now,
    random: () => 0.5,
    log: { error: (fields) => void faults.push(fields) },
    ...(options.limits && { limits: options.limits }),
  });
  t.after(async () => {
    await collector.close();
    await fake[Symbol.asyncDispose]();
    await sqlite.close();
    rmSync(directory, { recursive: true });
  });
  const settings: SourceSettings = {
    ...sourceDefaults,
    host: '127.0.0.1',
    port: fake.port,
    tls: 'none',
    user: 'ana',
    pins: [],
    ...options.settings,
  };
  const source = await collector.add(account, 'far', settings, options.secret ?? fake.password);
  const of = { account, source };
  return { sqlite, store, directory, account, fake, collector, of, settings, clock, faults };
}
