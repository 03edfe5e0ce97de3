// Reading files of letters. Synchronous: a local file of a letter's size is read faster than another thread is asked.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Octets of a piece: a letter of at most this travels whole. */
export const pieceOctets = 256 * 1024;

export type OpenFile = Disposable & {
  size: number;
  /** Milliseconds. */
  modifiedAt: number;
  /** `length` octets, or as many as there are. In memory of their own. */
  read(from: number, length: number): Buffer;
};

/** Throws the system's error; an error with the code ENOTFILE for what is no file, such as a directory or a pipe. */
export function openFile(path: string): OpenFile {
  // Not to wait for ever for somebody to write into a named pipe.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile()) throw Object.assign(new Error(`${path} is no file`), { code: 'ENOTFILE' });
    return {
      size: found.size,
      modifiedAt: Math.round(found.mtimeMs),
      read: (from, length) => readFully(descriptor, from, length),
      [Symbol.dispose]: () => closeSync(descriptor),
    };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function readFully(descriptor: number, from: number, length: number): Buffer {
  const octets = Buffer.from(new ArrayBuffer(Math.max(0, length)));
  let filled = 0;
  while (filled < octets.length) {
    const count = readSync(descriptor, octets, filled, octets.length - filled, from + filled);
    if (count === 0) break;
    filled += count;
  }
  return octets.subarray(0, filled);
}

/** A whole file in pieces. Throws the system's error, when it is iterated. */
export function* readFilePieces(path: string): Generator<Uint8Array> {
  using file = openFile(path);
  // One octet more than it has: less than asked for is its end, and a file that grows is read to its new end.
  for (let at = 0, wanted = Math.min(pieceOctets, file.size + 1); ; wanted = pieceOctets) {
    const piece = file.read(at, wanted);
    if (piece.length > 0) yield piece;
    if (piece.length < wanted) return;
    at += piece.length;
  }
}

/** The same file, with the part around the last reading kept: for one that is read by small steps. */
export function withWindow(file: OpenFile, octets = 1024 * 1024): Pick<OpenFile, 'size' | 'read'> {
  let start = 0;
  let window: Buffer = Buffer.alloc(0);
  return {
    size: file.size,
    read(from, length) {
      const end = Math.min(from + length, file.size);
      if (from < start || end > start + window.length) {
        start = from;
        window = file.read(from, Math.max(octets, end - from));
      }
      return window.subarray(from - start, Math.max(0, end - start));
    },
  };
}

/** Why a file could not be read, for a person: the system's code. */
export function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
