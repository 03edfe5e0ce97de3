// Writing the files of an export. Synchronous, as reading is; what is on the disk in the end is synced once, not letter
// by letter.

import { closeSync, fsyncSync, openSync, readdirSync, writeSync } from 'node:fs';

export type OutputFile = Disposable & {
  /** Writes all of it. Throws the system's error. */
  write(octets: Uint8Array | string): void;
  sync(): void;
};

/** Makes a file for its owner alone. Throws the system's error, also where there is one already. */
export function makeFile(path: string): OutputFile {
  const descriptor = openSync(path, 'wx', 0o600);
  return {
    write(octets) {
      const all = typeof octets === 'string' ? Buffer.from(octets) : octets;
      for (let at = 0; at < all.length; ) at += writeSync(descriptor, all, at);
    },
    sync: () => fsyncSync(descriptor),
    [Symbol.dispose]: () => closeSync(descriptor),
  };
}

/** Throws EEXIST for a directory that has something in it: an export never mixes with what is there. */
export function assertEmpty(directory: string): void {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (names.length > 0) throw Object.assign(new Error(`${directory} is not empty`), { code: 'EEXIST' });
}

/** Makes the names in a directory durable. */
export function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
