// Letters into single files: a directory for each folder, `UID.eml` for each letter as it came, and letters.jsonl for
// what it has besides.

import { mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Destination } from '../letter.ts';
import { assertEmpty, makeFile, type OutputFile, syncDirectory } from '../output-file.ts';
import { formatIndexLine, indexName } from './index-line.ts';

type Folder = { path: string; index: OutputFile };

/** Digits of the largest uid: names in the order of uids. */
const digits = 10;

/** Throws the system's error; EEXIST where the directory is there and not empty. */
export function openEmlDestination(directory: string): Destination {
  assertEmpty(directory);
  let current: Folder | undefined;
  return {
    async folder({ folder }) {
      if (current !== undefined) finishFolder(current);
      const path = join(directory, ...folder.split('/').map(safeName));
      mkdirSync(path, { recursive: true, mode: 0o700 });
      current = { path, index: makeFile(join(path, indexName)) };
    },
    async add({ facts, uid }, octets) {
      const { path, index } = current!;
      const name = `${String(uid).padStart(digits, '0')}.eml`;
      {
        using file = makeFile(join(path, name));
        for await (const piece of octets) file.write(piece);
      }
      utimesSync(join(path, name), facts.internalDate / 1000, facts.internalDate / 1000);
      index.write(formatIndexLine(name, facts));
    },
    async end() {
      if (current !== undefined) finishFolder(current);
      return { withoutKeywords: 0 };
    },
  };
}

function finishFolder({ path, index }: Folder): void {
  index.sync();
  index[Symbol.dispose]();
  syncDirectory(path);
}

/** A level of a folder's name that is a plain name for any file system; the index tells the real one. */
function safeName(level: string): string {
  return level.replaceAll(/[^\p{L}\p{N} _@+-]/gu, (letter) => encodeURIComponent(letter).replace('.', '%2E'));
}
