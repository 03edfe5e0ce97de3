// The folders of a Maildir: those of Maildir++ beside `cur` (`.Level.Level`), and those of Dovecot's LAYOUT=fs, plain
// directories within each other.

import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodeModifiedUtf7, folderName } from '../folder-name.ts';
import { parseFolderDirectory } from './folder-directory.ts';

export type FolderDirectory = { folder: string; path: string };

const own = new Set(['cur', 'new', 'tmp']);
const deepest = 30;

/** The INBOX first, then in the order of names. Throws the system's error where there is no such directory. */
export function findFolders(maildir: string): FolderDirectory[] {
  const entries = readdirSync(maildir, { withFileTypes: true });
  const folders: FolderDirectory[] = [];
  for (const { name } of directories(entries)) {
    const folder = parseFolderDirectory(name);
    const path = join(maildir, name);
    if (folder !== undefined && isFolder(readdirSync(path, { withFileTypes: true })))
      folders.push({ folder, path });
  }
  folders.push(...findNested(maildir, entries, []));
  folders.sort((a, b) => (a.folder < b.folder ? -1 : 1));
  return isFolder(entries) ? [{ folder: 'INBOX', path: maildir }, ...folders] : folders;
}

function findNested(path: string, entries: readonly Dirent[], levels: readonly string[]): FolderDirectory[] {
  if (levels.length > deepest) return [];
  return directories(entries)
    .filter(({ name }) => !name.startsWith('.') && !own.has(name))
    .flatMap(({ name }) => {
      const below = join(path, name);
      const inside = readdirSync(below, { withFileTypes: true });
      const names = [...levels, decodeModifiedUtf7(name)];
      const folder = folderName(names);
      const here = folder !== undefined && isFolder(inside) ? [{ folder, path: below }] : [];
      return [...here, ...findNested(below, inside, names)];
    });
}

function directories(entries: readonly Dirent[]): Dirent[] {
  return entries.filter((entry) => entry.isDirectory());
}

function isFolder(entries: readonly Dirent[]): boolean {
  return entries.some((entry) => (entry.name === 'cur' || entry.name === 'new') && entry.isDirectory());
}
