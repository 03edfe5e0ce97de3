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

/** The uid of a file that no list names: behind all others. */
const unlisted = Number.POSITIVE_INFINITY;

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
    total: folders.reduce((sum, folder) => sum + countFiles(folder), 0),
    async *items() {
      let done = 0;
      for (const folder of folders) {
        yield { kind: 'folder', folder: folder.folder, done };
        for (const item of itemsOf(folder, uidlFormat)) yield { ...item, done: ++done };
      }
    },
  };
}

function* itemsOf({ folder, path }: FolderDirectory, uidlFormat: string): Generator<SourceItem> {
  const uidlist = parseUidlist(textOf(join(path, 'dovecot-uidlist')));
  const keywords = parseKeywordsFile(textOf(join(path, 'dovecot-keywords')));
  for (const { part, name, uid } of filesOf(path, uidlist)) {
    const file = join(path, part, name);
    try {
      using opened = openFile(file);
      const facts = {
        folder,
        ...parseFlags(name, keywords),
        internalDate: opened.modifiedAt,
        uidl: uidlOf(name, uid, uidlist, uidlFormat),
      };
      yield {
        kind: 'letter',
        name: file,
        facts,
        octets: () => readFilePieces(file),
        ownsMemory: true,
        done: 0,
      };
    } catch (error) {
      yield { kind: 'bad', name: file, reason: reasonOf(error), done: 0 };
    }
  }
}

/** In order. Names and numbers only, as there may be hundreds of thousands; the uids of the list are taken out of it. */
function* filesOf(
  path: string,
  uidlist: Uidlist | undefined,
): Generator<{ part: string; name: string; uid: number }> {
  const current = namesIn(join(path, 'cur'));
  const names = [...current, ...namesIn(join(path, 'new'))];
  const uids = Float64Array.from(
    names,
    (name) => uidlist?.uids.get(baseName(name)) ?? Number.POSITIVE_INFINITY,
  );
  uidlist?.uids.clear();
  const order = Uint32Array.from(names, (_, index) => index);
  order.sort((a, b) => {
    const [one, other] = [uids[a]!, uids[b]!];
    // Infinity minus itself is NaN: two without a uid go by their names.
    return one === other ? compareNames(names[a]!, names[b]!) : one - other;
  });
  for (const index of order)
    yield { part: index < current.length ? 'cur' : 'new', name: names[index]!, uid: uids[index]! };
}

function countFiles({ path }: FolderDirectory): number {
  return namesIn(join(path, 'cur')).length + namesIn(join(path, 'new')).length;
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

function uidlOf(name: string, uid: number, uidlist: Uidlist | undefined, format: string): string | null {
  if (uidlist === undefined || uid === unlisted) return null;
  const { uidvalidity, uidls } = uidlist;
  return uidls.get(uid) ?? formatDovecotUidl(format, { uid, uidvalidity, base: baseName(name) });
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
