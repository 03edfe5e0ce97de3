// Letters out of a Maildir: each file of `cur` and `new`, in the order of Dovecot's uids where there is a list of them,
// then of their names. What a file has besides is in its name, its time, and the folder's lists.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source, SourceItem } from '../letter.ts';
import { openFile, readFilePieces, reasonOf } from '../open-file.ts';
import { formatDovecotUidl } from './dovecot-uidl.ts';
import { baseName, parseFlags } from './file-name.ts';
import { type FolderDirectory, findFolders } from './find-folders.ts';
import { parseKeywordsFile } from './keywords-file.ts';
import { parseUidlist, type Uidlist } from './uidlist.ts';

export type MaildirOptions = {
  directory: string;
  /** Dovecot's pop3_uidl_format: see dovecot-uidl.ts. */
  uidlFormat: string;
};

/** Throws the system's error where there is no such directory; ENOTMAILDIR for one without a folder. */
export function openMaildirSource({ directory, uidlFormat }: MaildirOptions): Source {
  const folders = findFolders(directory);
  if (folders.length === 0)
    throw Object.assign(new Error(`${directory} is no Maildir`), { code: 'ENOTMAILDIR' });
  return {
    total: folders.reduce((sum, folder) => sum + filesOf(folder, undefined).length, 0),
    async *items() {
      let done = 0;
      for (const folder of folders) {
        yield { kind: 'folder', folder: folder.folder, done };
        for (const item of itemsOf(folder, uidlFormat)) yield { ...item, done: ++done };
      }
    },
  };
}

type File = { path: string; name: string; uid: number };

function* itemsOf({ folder, path }: FolderDirectory, uidlFormat: string): Generator<SourceItem> {
  const uidlist = parseUidlist(textOf(join(path, 'dovecot-uidlist')));
  const keywords = parseKeywordsFile(textOf(join(path, 'dovecot-keywords')));
  for (const file of filesOf({ folder, path }, uidlist)) {
    try {
      using opened = openFile(file.path);
      const facts = {
        folder,
        ...parseFlags(file.name, keywords),
        internalDate: opened.modifiedAt,
        uidl: uidlOf(file.name, uidlist, uidlFormat),
      };
      yield { kind: 'letter', name: file.path, facts, octets: () => readFilePieces(file.path), done: 0 };
    } catch (error) {
      yield { kind: 'bad', name: file.path, reason: reasonOf(error), done: 0 };
    }
  }
}

/** In order. */
function filesOf({ path }: FolderDirectory, uidlist: Uidlist | undefined): File[] {
  const files: File[] = [];
  for (const part of ['cur', 'new'])
    for (const name of namesIn(join(path, part))) {
      const uid = uidlist?.entries.get(baseName(name))?.uid ?? Number.POSITIVE_INFINITY;
      files.push({ path: join(path, part, name), name, uid });
    }
  // Infinity minus itself is NaN: two without a uid go by their names.
  return files.sort((a, b) => (a.uid === b.uid ? compareNames(a.name, b.name) : a.uid - b.uid));
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => !name.startsWith('.'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Names begin with the seconds of their delivery. */
function compareNames(a: string, b: string): number {
  const seconds = Number.parseInt(a, 10) - Number.parseInt(b, 10);
  return seconds || (a < b ? -1 : 1);
}

function uidlOf(name: string, uidlist: Uidlist | undefined, format: string): string | null {
  const base = baseName(name);
  const entry = uidlist?.entries.get(base);
  if (uidlist === undefined || entry === undefined) return null;
  return entry.uidl ?? formatDovecotUidl(format, { uid: entry.uid, uidvalidity: uidlist.uidvalidity, base });
}

/** '' where there is none. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
