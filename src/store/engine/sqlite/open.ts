// Opens the store for writing: one owner in one process, the writer's thread, and a line for every thread that wants.

import { mkdirSync } from 'node:fs';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { StoreRefusal } from '../../refusal.ts';
import type { Store } from '../../store.ts';
import { Ballast } from './ballast.ts';
import { newCounters } from './change-counters.ts';
import { connectStore } from './connect.ts';
import type { Order, Report, StorePort, WriterData } from './conversation.ts';
import { isSqliteNewEnough, oldestSqlite } from './database.ts';
import { isFull } from './failure.ts';
import { prepareFiles } from './files.ts';
import { SqliteTooOld, StoreHasNoRoom } from './opening.ts';
import { takeOwnership } from './owner.ts';

export type SqliteStoreOptions = {
  /** Made where there is none, for us alone. */
  directory: string;
  /** Octets that must stay free on the disk: below it new mail is refused 'no-space'. */
  reserve: number;
  /** Hears faults: they are bugs, or the disk. */
  log?: { error(fields: object, message: string): void; warn(fields: object, message: string): void };
  /** How large the files may get, in pages; the disk is the limit where not given. */
  maximumPages?: { index?: number; bodies?: number };
};

export type SqliteStore = {
  /** The store in this thread. */
  store: Store;
  /** A line for another thread: see connectStore. `holder`: the name under which it takes maildrop locks. */
  connect(holder: string): StorePort;
  /** Frees the maildrop locks of a thread that died. */
  releaseHolder(holder: string): Promise<void>;
  setReserve(octets: number): void;
  /** Resolves when a sync failed or the writer died: what is on the disk is not known, and the process must end. */
  failed: Promise<Error>;
  /** Waits for what was begun, then gives the store up. Other threads close theirs first. */
  close(): Promise<void>;
};

/** Rejects with StoreInUse, StoreTooNew, StoreHasNoRoom, SqliteTooOld, or what the file system says. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  try {
    return await openFiles(options);
  } catch (error) {
    if (!isFull(error)) throw error;
    // Locks, logs and what a killed process left in them want room: deleting begins with opening.
    if (new Ballast(options.directory).drop()) return openSqliteStore(options);
    throw new StoreHasNoRoom(options.directory, { cause: error });
  }
}

async function openFiles(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { directory, reserve, log, maximumPages = {} } = options;
  if (!isSqliteNewEnough()) throw new SqliteTooOld(process.versions.sqlite ?? 'none', oldestSqlite);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const ownership = takeOwnership(directory);
  try {
    prepareFiles(directory);
    const counters = newCounters();
    const writer = await startWriter({ directory, counters, reserve, maximumPages });
    return new OpenStore(directory, counters, writer, log, () => ownership.close());
  } catch (error) {
    ownership.close();
    throw error;
  }
}

async function startWriter(data: WriterData): Promise<Worker> {
  // Built, it stands beside this file as .js.
  const file = import.meta.url.endsWith('.ts') ? './writer-thread.ts' : './writer-thread.js';
  // Flags for the main script (--eval, --test) are not for this one.
  const options = { workerData: data, name: 'writer', execArgv: [] };
  const worker = new Worker(new URL(file, import.meta.url), options);
  await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return worker;
}

class OpenStore implements SqliteStore {
  readonly store: Store;
  readonly failed: Promise<Error>;
  readonly #directory: string;
  readonly #counters: SharedArrayBuffer;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #giveUp: () => void;
  #closing: Promise<void> | undefined;

  constructor(
    directory: string,
    counters: SharedArrayBuffer,
    worker: Worker,
    log: SqliteStoreOptions['log'],
    giveUp: () => void,
  ) {
    this.#directory = directory;
    this.#counters = counters;
    this.#worker = worker;
    this.#giveUp = giveUp;
    this.#ended = new Promise((resolve) => worker.once('exit', () => resolve()));
    this.failed = new Promise((resolve) => {
      worker.once('error', resolve);
      worker.once('exit', (code) => {
        if (this.#closing === undefined) resolve(new Error(`the writer of the store ended with ${code}`));
      });
    });
    worker.on('message', (report: Report) => {
      if (report.say === 'fault') log?.error({ operation: report.name, err: report.error }, 'a write failed');
      else if (report.say === 'full') log?.warn({ file: report.what }, 'the disk is full');
    });
    this.store = connectStore(this.connect('owner'));
    this.#finishRemovals().catch((error: unknown) => {
      if (!(error instanceof StoreRefusal)) log?.error({ err: error }, 'a removal could not be finished');
    });
  }

  connect(holder: string): StorePort {
    const { port1, port2 } = new MessageChannel();
    this.#order({ say: 'connect', port: port1 }, [port1]);
    return { holder, directory: this.#directory, counters: this.#counters, port: port2, transfer: [port2] };
  }

  async releaseHolder(holder: string): Promise<void> {
    await this.store.write('unlockHolder', { holder });
  }

  setReserve(octets: number): void {
    this.#order({ say: 'reserve', octets });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.store.close();
    this.#order({ say: 'close' });
    await this.#ended;
    this.#giveUp();
  }

  #order(order: Order, transfer: MessagePort[] = []): void {
    this.#worker.postMessage(order, transfer);
  }

  /** What a crash interrupted. */
  async #finishRemovals(): Promise<void> {
    const { accounts, mailboxes, sources } = await this.store.read('listUnfinished', {});
    for (const account of accounts) await this.store.write('removeAccount', { account, now: Date.now() });
    for (const each of mailboxes) await this.store.write('deleteMailbox', { ...each, now: Date.now() });
    const gone = new Set(accounts);
    for (const each of sources) if (!gone.has(each.account)) await this.store.write('removeSource', each);
  }
}
