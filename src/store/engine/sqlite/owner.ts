// One owner: whoever opens the store for writing holds an exclusive transaction on lock.db for its whole life. The
// kernel frees it however the process ends, so nothing is left behind that somebody must judge.
//
// Danger: POSIX gives up a process's locks on a file when it closes any descriptor of it. Never open lock.db otherwise.

import { join } from 'node:path';
import { Database } from './database.ts';
import { isBusy } from './failure.ts';
import { StoreInUse } from './opening.ts';

/** Throws StoreInUse. Closing the database gives the store up. */
export function takeOwnership(directory: string): Database {
  let lock: Database | undefined;
  try {
    lock = new Database(join(directory, 'lock.db'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    throw isBusy(error) ? new StoreInUse(directory, { cause: error }) : error;
  }
}
