// The schemas, forward only: `PRAGMA user_version` says how many of them a file has seen. A released one is never
// changed again.

import { first } from './0001-first.ts';
import { imap } from './0003-imap.ts';
import { chunks } from './bodies-0001-chunks.ts';

export const indexMigrations: readonly string[] = [first, imap];
export const bodiesMigrations: readonly string[] = [chunks];
