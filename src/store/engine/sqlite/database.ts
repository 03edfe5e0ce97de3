// One connection to one SQLite file: rows as arrays, statements prepared once and kept by their text. The only module
// that knows node:sqlite, whose class is being renamed between releases of Node.

import { closeSync, openSync } from 'node:fs';
import sqlite from 'node:sqlite';
import type { Row, Sql } from '../../operation.ts';

const Sqlite = (sqlite as { Database?: typeof sqlite.DatabaseSync }).Database ?? sqlite.DatabaseSync;
type Statement = ReturnType<InstanceType<typeof Sqlite>['prepare']>;

/** Before this version a checkpoint could meet a restarting WAL and lose a commit. */
export const oldestSqlite = '3.51.3';

export type DatabaseOptions = {
  readOnly?: boolean;
  /** Milliseconds to wait for a lock that somebody else holds. */
  timeout?: number;
  /** KiB of pages kept in memory. */
  cache?: number;
};

export class Database {
  readonly #db: InstanceType<typeof Sqlite>;
  readonly #prepared = new Map<string, Statement>();

  constructor(path: string, { readOnly = false, timeout = 5000, cache = 8192 }: DatabaseOptions = {}) {
    if (!readOnly) makeForUsAlone(path);
    this.#db = new Sqlite(path, {
      readOnly,
      timeout,
      returnArrays: true,
      enableForeignKeyConstraints: false,
    });
    this.#db.enableDefensive(true);
    this.#db.exec(`PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -${cache}`);
  }

  all(text: string, values: Sql[] = []): Row[] {
    return this.#prepare(text).all(...values) as unknown as Row[];
  }

  changes(text: string, values: Sql[] = []): number {
    return Number(this.#prepare(text).run(...values).changes);
  }

  /** Runs several statements without values; nothing is kept prepared. */
  exec(text: string): void {
    this.#db.exec(text);
  }

  /** Whether a transaction stands. A full disk can take it away between two statements. */
  get isTransaction(): boolean {
    return this.#db.isTransaction;
  }

  close(): void {
    this.#prepared.clear();
    this.#db.close();
  }

  #prepare(text: string): Statement {
    let statement = this.#prepared.get(text);
    if (statement === undefined) {
      statement = this.#db.prepare(text);
      this.#prepared.set(text, statement);
    }
    return statement;
  }
}

/**
 * Makes the file where there is none. SQLite would let everybody read it, as far as the umask does; its log and its
 * journal get the mode of the file. One that is there is not even opened: see owner.ts.
 */
function makeForUsAlone(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Whether the SQLite in this Node can be trusted with a WAL. */
export function isSqliteNewEnough(version: string = process.versions.sqlite ?? '0'): boolean {
  const [found, oldest] = [version, oldestSqlite].map((text) => text.split('.').map(Number));
  for (const [i, least] of oldest!.entries()) {
    const part = found![i] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
