// Collecting in one process that owns the store: the collector with the key of its secrets, opened when the first source
// is there; runs that several may listen to; and, in a server, the clock that polls.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Collector,
  openSecrets,
  type Progress,
  parseSettings,
  parseState,
  type Report,
  Secrets,
  type SourceName,
} from '../collector/index.ts';
import type { Settings } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import { type SourceRow, type Store, StoreRefusal } from '../store/index.ts';
import { PollClock } from './poll-clock.ts';
import { namesOfAccounts } from './source-summary.ts';
import type { HearProgress } from './sources.ts';

export type CollectingOptions = {
  store: Store;
  settings: () => Settings;
  log: Log;
  /** Told of every run once, with the name of its account. */
  tell?: (report: Report, account: string) => void;
};

/** Milliseconds between two looks at what is due, and between two tellings of progress. */
const lookEvery = 1_000;
const tellEvery = 100;

type Keeper = {
  collector: Collector /** Why secrets cannot be sealed; undefined: they can. */;
  keyless?: unknown;
};

export class Collecting {
  readonly #options: CollectingOptions;
  readonly #clock: PollClock;
  readonly #running = new Map<number, { report: Promise<Report>; heard: Set<HearProgress> }>();
  #keeper: Promise<Keeper> | undefined;
  /** Whose each source is that is polled; and what accounts are called, as far as that was asked. */
  readonly #accounts = new Map<number, SourceName['account']>();
  #names: ReadonlyMap<number, string> = new Map();
  #looking: NodeJS.Timeout | undefined;

  constructor(options: CollectingOptions) {
    this.#options = options;
    this.#clock = new PollClock({
      poll: (source) => this.#poll(source as SourceName['source']),
      now: Date.now,
      random: Math.random,
    });
  }

  /** Polls what is due, from now on. */
  async begin(): Promise<void> {
    let after = { account: 0, source: 0 };
    for (;;) {
      const rows = await this.#options.store.read('listAllSources', after);
      for (const row of rows) this.#know(row);
      if (rows.length < 1_000) break;
      after = rows.at(-1)!;
    }
    this.#looking = setInterval(() => this.#clock.tick(), lookEvery);
  }

  async collector(): Promise<Collector> {
    return (await this.#keep()).collector;
  }

  /** Why a secret given now could not be opened again later; undefined: it could. */
  async keyless(): Promise<unknown> {
    return (await this.#keep()).keyless;
  }

  /** Rejects as Collector.run does. `signal` counts where this begins the run. */
  run(of: SourceName, heard?: HearProgress, signal?: AbortSignal): Promise<Report> {
    const running = this.#running.get(of.source);
    if (running !== undefined) {
      if (heard) running.heard.add(heard);
      return running.report;
    }
    const all = new Set<HearProgress>(heard ? [heard] : []);
    const report = this.#run(of, seldom(all), signal).finally(() => this.#running.delete(of.source));
    this.#running.set(of.source, { report, heard: all });
    return report;
  }

  /** Something of it changed, or it is new or gone. */
  async changed(of: SourceName): Promise<void> {
    const row = await this.#options.store.read('readSource', of);
    if (row === null) this.#forget(of.source);
    else this.#know(row);
  }

  /** Runs may come to their end for `graceful` milliseconds; then they are ended, and what they stored stays. */
  async stop(graceful: number): Promise<void> {
    clearInterval(this.#looking);
    const reports = [...this.#running.values()].map(({ report }) => report.catch(() => {}));
    const ended = Promise.all([this.#clock.stop(), ...reports]);
    const patience = new AbortController();
    const waited = sleep(graceful, undefined, { signal: patience.signal }).catch(() => {});
    await Promise.race([ended, waited]);
    patience.abort();
    await (await this.#keeper)?.collector.close();
    await ended;
  }

  #know({ account, source, settings, state }: SourceRow): void {
    const { host, port, every, enabled } = parseSettings(settings);
    this.#accounts.set(source, account);
    this.#clock.know({ source, host, port, every, enabled, schedule: parseState(state).schedule });
  }

  #forget(source: number): void {
    this.#accounts.delete(source);
    this.#clock.forget(source);
  }

  async #poll(source: SourceName['source']): Promise<{ trouble: Report['trouble'] } | null> {
    const account = this.#accounts.get(source);
    if (account === undefined) return null;
    try {
      const { trouble } = await this.run({ account, source });
      return { trouble };
    } catch (error) {
      // Removed meanwhile, alone or with its account.
      if (error instanceof StoreRefusal && error.code === 'nonexistent') return null;
      if (!(error instanceof StoreRefusal))
        this.#options.log.error({ source, err: error }, 'a run of a source failed');
      throw error;
    }
  }

  async #run(of: SourceName, progress: HearProgress, signal: AbortSignal | undefined): Promise<Report> {
    const { tell } = this.#options;
    const collector = await this.collector();
    const report = await collector.run(of, { progress, ...(signal && { signal }) });
    if (tell !== undefined) tell(report, await this.#nameOf(of.account));
    await this.changed(of);
    return report;
  }

  async #nameOf(account: number): Promise<string> {
    if (!this.#names.has(account)) this.#names = await namesOfAccounts(this.#options.store);
    return this.#names.get(account) ?? String(account);
  }

  #keep(): Promise<Keeper> {
    this.#keeper ??= this.#open();
    return this.#keeper;
  }

  async #open(): Promise<Keeper> {
    const { store, settings, log } = this.#options;
    const opened = await openSecrets(join(settings().data, 'collector.key')).catch((error: unknown) => {
      log.error({ err: error }, 'the key of the secrets of sources cannot be read');
      return { keyless: error };
    });
    const collector = new Collector({
      store,
      secrets: {
        // Under a key of this moment nothing opens: each source says that its secret cannot be read.
        secrets: opened instanceof Secrets ? opened : new Secrets(randomBytes(32)),
        environment: process.env,
      },
      now: Date.now,
      random: Math.random,
      limits: {
        get letter() {
          return settings().letter.limit;
        },
      },
      log,
    });
    return { collector, ...(opened instanceof Secrets ? {} : opened) };
  }
}

/** Tells all, now and then: a thousand letters a second are not a thousand messages. */
function seldom(all: ReadonlySet<HearProgress>): HearProgress {
  let told = 0;
  return (progress: Progress) => {
    const at = Date.now();
    if (at - told < tellEvery) return;
    told = at;
    for (const heard of all) heard(progress);
  };
}
