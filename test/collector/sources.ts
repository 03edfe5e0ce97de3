// The sources of one account as the tests use them: by name, over loopback, with the clock that the test says.

import { join } from 'node:path';
import {
  Collector,
  openSecrets,
  type ProbeReport,
  parseSettings,
  parseState,
  type Report,
  type SourceName,
  type SourceSettings,
  type SourceState,
  sourceDefaults,
} from '../../src/collector/index.ts';
import type { ClientLimits } from '../../src/pop3/index.ts';
import type { AccountId, Store } from '../../src/store/index.ts';

const loopback: SourceSettings = {
  ...sourceDefaults,
  tls: 'none',
  host: '127.0.0.1',
  port: 0,
  user: 'ana',
  pins: [],
};

export type SourcesOptions = {
  store: Store;
  account: AccountId;
  directory: string;
  now: () => number;
  limits?: Partial<ClientLimits>;
  log?: (fields: object, message: string) => void;
};

export class Sources {
  readonly collector: Collector;
  readonly #store: Store;
  readonly #account: AccountId;

  private constructor({ store, account }: SourcesOptions, collector: Collector) {
    this.collector = collector;
    this.#store = store;
    this.#account = account;
  }

  static async open(options: SourcesOptions): Promise<Sources> {
    const { store, directory, now, limits = {}, log = () => {} } = options;
    const secrets = await openSecrets(join(directory, 'collector.key'));
    const collector = new Collector({
      store,
      secrets: { secrets, environment: {} },
      now,
      random: () => 0.5,
      limits,
      log: { error: log },
    });
    return new Sources(options, collector);
  }

  async has(name: string): Promise<boolean> {
    return (await this.#sourceOf(name)) !== undefined;
  }

  async add(name: string, port: number, settings: Partial<SourceSettings>, secret: string): Promise<void> {
    await this.collector.add(this.#account, name, { ...loopback, port, ...settings }, secret);
  }

  async edit(name: string, change: Partial<SourceSettings>): Promise<void> {
    const { settings } = await this.row(name);
    await this.collector.edit(await this.#of(name), {
      settings: { ...parseSettings(settings), ...change },
    });
  }

  async run(name: string, signal?: AbortSignal): Promise<Report> {
    return this.collector.run(await this.#of(name), signal && { signal });
  }

  async probe(name: string): Promise<ProbeReport> {
    return this.collector.probe(await this.#of(name));
  }

  async state(name: string): Promise<SourceState> {
    return parseState((await this.row(name)).state);
  }

  /** All that the store tells of it. */
  async row(name: string) {
    return (await this.#store.read('readSource', await this.#of(name)))!;
  }

  async #sourceOf(name: string) {
    const rows = await this.#store.read('listSources', { account: this.#account });
    return rows.find((row) => row.name === name)?.source;
  }

  async #of(name: string): Promise<SourceName> {
    return { account: this.#account, source: (await this.#sourceOf(name))! };
  }
}
