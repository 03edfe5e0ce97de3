// The schemas, forward only: `PRAGMA user_version` says how many of them a file has seen. A released one is never
// changed again.

import { first } from './0001-first.ts';
import { collecting } from './0002-collecting.ts';
import { imap } from './0003-imap.ts';
import { chunks } from './bodies-0001-chunks.ts';

export const indexMigrations: readonly string[] = [first, collecting, imap];
export const bodiesMigrations: readonly string[] = [chunks];
