// The data directory: made for us alone, and opened by one process at a time.

import { accessSync, constants, mkdirSync } from 'node:fs';
import type { Settings } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import {
  openSqliteStore,
  type SqliteStore,
  SqliteTooOld,
  StoreHasNoRoom,
  StoreInUse,
  StoreTooNew,
} from '../store/index.ts';
import { OfficeError } from './office-error.ts';

/** Makes the data directory, for us alone, and tries whether it can be written. Throws OfficeError. */
export function prepareDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new OfficeError('data-not-writable', directory, { cause });
  }
}

/** Opens the store of a data directory for this process alone. Rejects with OfficeError. */
export async function openStore(settings: Settings, log: Log): Promise<SqliteStore> {
  try {
    return await openSqliteStore({ directory: settings.data, reserve: settings.store.reserve, log });
  } catch (cause) {
    if (cause instanceof StoreInUse) throw new OfficeError('data-in-use', settings.data, { cause });
    if (cause instanceof StoreHasNoRoom) throw new OfficeError('disk-full', settings.data, { cause });
    if (cause instanceof StoreTooNew) throw new OfficeError('store-too-new', settings.data, { cause });
    if (cause instanceof SqliteTooOld) throw new OfficeError('runtime-too-old', cause.message, { cause });
    throw cause;
  }
}
