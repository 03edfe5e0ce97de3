// Brings a file to the newest schema, forward only, each step in one transaction.

import { Database } from './database.ts';
import { StoreTooNew } from './opening.ts';

/** Creates the file where there is none. `pageSize`: octets, for a new one. Throws StoreTooNew. */
export function migrate(path: string, pageSize: number, migrations: readonly string[]): void {
  const db = new Database(path);
  try {
    // These two only take effect before the first table is made.
    db.exec(`PRAGMA page_size = ${pageSize}; PRAGMA auto_vacuum = INCREMENTAL`);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    const version = db.all('PRAGMA user_version')[0]![0] as number;
    if (version > migrations.length) throw new StoreTooNew(path, version, migrations.length);
    for (const [index, text] of migrations.entries()) {
      if (index < version) continue;
      db.exec('BEGIN IMMEDIATE');
      db.exec(text);
      db.exec(`PRAGMA user_version = ${index + 1}`);
      db.exec('COMMIT');
    }
  } finally {
    db.close();
  }
}
