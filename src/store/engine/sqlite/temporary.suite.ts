// A store in a directory of its own that goes with it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Opened } from '../../store.suite.ts';
import { openSqliteStore, type SqliteStore, type SqliteStoreOptions } from './open.ts';

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'casilla-store-'));
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
