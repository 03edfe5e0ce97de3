// The files of a store in its directory.

import { join } from 'node:path';
import { bodiesMigrations, indexMigrations } from '../../migrations/index.ts';
import { Database } from './database.ts';
import { migrate } from './migrate.ts';

const indexPage = 4096;
const bodiesPage = 16_384;
/** Pages of its log after which the octets move into the file: on a full disk, what waits there needs room twice. */
const bodiesLog = 256;

/**
 * KiB of pages that the writer keeps: what a batch changes. Everything else is found in the system's cache: with four
 * times as much, 200,000 letters were imported no faster.
 */
const writerCache = { index: 16_384, bodies: 8192 };

export function prepareFiles(directory: string): void {
  migrate(join(directory, 'index.db'), indexPage, indexMigrations);
  migrate(join(directory, 'bodies.db'), bodiesPage, bodiesMigrations);
}

export type OpenFiles = { index: Database; bodies: Database };

export function openForReading(directory: string): OpenFiles {
  return {
    index: new Database(join(directory, 'index.db'), { readOnly: true }),
    bodies: new Database(join(directory, 'bodies.db'), { readOnly: true, cache: 2048 }),
  };
}

/** The maildrop locks live with the writer, in memory: they are gone when the process is. */
const locks = `CREATE TEMP TABLE maildrop_locks (
  account INTEGER NOT NULL,
  mailbox INTEGER NOT NULL,
  token BLOB NOT NULL,
  holder TEXT NOT NULL,
  expires_at INTEGER NOT NULL, -- milliseconds
  PRIMARY KEY (account, mailbox)
) STRICT, WITHOUT ROWID`;

/** `maximumPages`: how large the files may get. */
export function openForWriting(
  directory: string,
  maximumPages: { index?: number; bodies?: number },
): OpenFiles {
  const index = new Database(join(directory, 'index.db'), { cache: writerCache.index });
  const bodies = new Database(join(directory, 'bodies.db'), { cache: writerCache.bodies });
  for (const [db, most] of [
    [index, maximumPages.index],
    [bodies, maximumPages.bodies],
  ] as const) {
    // Durable means synced at every commit, also in WAL mode.
    db.exec('PRAGMA synchronous = FULL');
    if (most !== undefined) db.exec(`PRAGMA max_page_count = ${most}`);
  }
  bodies.exec(`PRAGMA wal_autocheckpoint = ${bodiesLog}`);
  index.exec(locks);
  return { index, bodies };
}
