// Everything that is done with sources, over one store: never two sessions at once with one maildrop, whoever asks.

import { type AccountId, type SourceId, StoreRefusal } from '../store/index.ts';
import { checkSource } from './check.ts';
import { Leases } from './leases.ts';
import { LedgerCache } from './ledger-cache.ts';
import type { SealedSource } from './open-source.ts';
import { planSource } from './plan.ts';
import { probeSource } from './probe.ts';
import {
  type CheckReport,
  formatState,
  freshState,
  type PlanReport,
  type ProbeReport,
  type Progress,
  parseState,
  type Report,
  type SourceState,
} from './report.ts';
import { runSource } from './run.ts';
import type { RunOptions } from './run-options.ts';
import { formatSettings, parseSettings, type SourceSettings } from './source.ts';

export type CollectorOptions = Omit<RunOptions, 'ledgers' | 'progress' | 'signal'>;

export type SourceName = { account: AccountId; source: SourceId };

export type RunningOptions = { progress?: (progress: Progress) => void; signal?: AbortSignal };

export type SourceChange = {
  name?: string;
  settings?: SourceSettings;
  /** null: it is elsewhere now. */
  secret?: string | null;
};

/** What these reject with: StoreRefusal 'nonexistent' where the source is gone, 'exists' where its name is taken. */
export class Collector {
  readonly #options: CollectorOptions;
  readonly #ledgers: LedgerCache;
  readonly #leases = new Leases();
  readonly #running = new Map<SourceId, { report: Promise<Report>; stop: AbortController }>();

  constructor(options: CollectorOptions) {
    this.#options = options;
    this.#ledgers = new LedgerCache(options.store);
  }

  /** `secret`: sealed for this source; null: it has none, or it is elsewhere. */
  async add(
    account: AccountId,
    name: string,
    settings: SourceSettings,
    secret: string | null,
  ): Promise<SourceId> {
    const { store, now } = this.#options;
    const row = { account, name, settings: formatSettings(settings), secret: null };
    const { source } = await store.write('addSource', { ...row, state: formatState(freshState), now: now() });
    // What it is bound to is known only now. Without it, after a crash, the source says that it has no secret.
    if (secret !== null) await this.edit({ account, source }, { secret });
    return source;
  }

  /** Ends a run of it first. What waited for a person, or for its time, is tried anew. */
  async edit(of: SourceName, { name, settings, secret }: SourceChange): Promise<void> {
    const { store, secrets } = this.#options;
    await this.#stop(of.source);
    const { state } = await this.#read(of);
    const sealed = secret === null || secret === undefined ? secret : secrets.secrets.seal(secret, of);
    const again: SourceState = { ...state, schedule: null, listing: null, nextDue: null };
    await store.write('editSource', {
      ...of,
      state: formatState(again),
      ...(name !== undefined && { name }),
      ...(settings !== undefined && { settings: formatSettings(settings) }),
      ...(sealed !== undefined && { secret: sealed }),
    });
  }

  /** Its letters stay. */
  async remove(of: SourceName): Promise<void> {
    await this.#stop(of.source);
    await this.#options.store.write('removeSource', of);
    this.#ledgers.forget(of.source);
  }

  /**
   * A run; where one is under way already, that one. What goes wrong with the source is in the report. Rejects with the
   * signal's reason when it comes while another has the maildrop.
   */
  run(of: SourceName, { progress, signal }: RunningOptions = {}): Promise<Report> {
    const running = this.#running.get(of.source);
    if (running !== undefined) return running.report;
    const stop = new AbortController();
    const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
    const report = this.#alone(of, both, async (source, state) =>
      runSource(source, state, { ...this.#run(both), ...(progress && { progress }) }),
    ).finally(() => this.#running.delete(of.source));
    this.#running.set(of.source, { report, stop });
    return report;
  }

  /** Rejects also with Pop3ClientError and SecretUnreadable, as plan does. */
  probe(of: SourceName, { signal }: Pick<RunningOptions, 'signal'> = {}): Promise<ProbeReport> {
    return this.#alone(of, signal, (source) => probeSource(source, this.#run(signal)));
  }

  plan(of: SourceName, { signal }: Pick<RunningOptions, 'signal'> = {}): Promise<PlanReport> {
    return this.#alone(of, signal, (source, state) => planSource(source, state, this.#run(signal)));
  }

  /** `progress` hears how many letters of how many were read. */
  async check(
    of: SourceName,
    progress?: (done: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<CheckReport> {
    const { source } = await this.#read(of);
    return checkSource(source, this.#options.store, this.#ledgers, progress, signal);
  }

  /** A person wants these letters to stay at their source, or does not any more: what was pending is cancelled. */
  async hold(of: SourceName, entries: readonly number[], held: boolean): Promise<number> {
    const { changed } = await this.#options.store.write('holdLetters', { ...of, entries, held });
    await this.edit(of, {});
    return changed;
  }

  /** Letters that were set aside are tried again, from the next run on. */
  async tryAgain(of: SourceName, entries: readonly number[]): Promise<number> {
    const { changed } = await this.#options.store.write('tryAgain', { ...of, entries });
    await this.edit(of, {});
    return changed;
  }

  /** Ends what runs, and waits for it. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((source) => this.#stop(source)));
  }

  async #stop(source: SourceId): Promise<void> {
    const running = this.#running.get(source);
    running?.stop.abort();
    await running?.report.catch(() => {});
  }

  async #alone<T>(
    of: SourceName,
    signal: AbortSignal | undefined,
    work: (source: SealedSource, state: SourceState) => Promise<T>,
  ): Promise<T> {
    const { source } = await this.#read(of);
    return await this.#leases.hold(source.settings, signal, async () => {
      // It may have changed while another had the maildrop.
      const { source, state } = await this.#read(of);
      return await work(source, state);
    });
  }

  async #read(of: SourceName): Promise<{ source: SealedSource; state: SourceState }> {
    const row = await this.#options.store.read('readSource', of);
    if (row === null) throw new StoreRefusal('nonexistent');
    const { account, source: id, name, settings, state, secret } = row;
    return {
      source: { account, id, name, settings: parseSettings(settings), sealed: secret },
      state: parseState(state),
    };
  }

  #run(signal: AbortSignal | undefined): RunOptions {
    return { ...this.#options, ledgers: this.#ledgers, ...(signal && { signal }) };
  }
}
