// A store in a directory of its own that goes with it.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Opened } from '../../store.suite.ts';
import { openSqliteStore, type SqliteStore, type SqliteStoreOptions } from './open.ts';

// In memory where there is such a place: the tests look at what is stored, not at how long a sync takes.
const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export function temporaryDirectory(): string {
  return mkdtempSync(join(parent, 'casilla-store-'));
}

export type Temporary = Opened & { directory: string; sqlite: SqliteStore };

export async function openTemporary(options: Partial<SqliteStoreOptions> = {}): Promise<Temporary> {
  const directory = temporaryDirectory();
  const open = () => openSqliteStore({ directory, reserve: 0, ...options });
  const sqlite = await open();
  const opened: Temporary = {
    directory,
    sqlite,
    store: sqlite.store,
    async reopen() {
      await opened.sqlite.close();
      opened.sqlite = await open();
      opened.store = opened.sqlite.store;
      return opened.store;
    },
    async close() {
      await opened.sqlite.close();
      rmSync(directory, { recursive: true });
    },
  };
  return opened;
}
