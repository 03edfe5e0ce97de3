// Letters into a Maildir++ that Dovecot can serve as it is: flags in the names, dates as the files' times, unique-ids in
// dovecot-uidlist, keywords in dovecot-keywords.

import { mkdirSync, renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { forwarded } from '../keyword.ts';
import type { Destination, OutgoingFolder, OutgoingLetter } from '../letter.ts';
import { assertEmpty, makeFile, type OutputFile, syncDirectory } from '../output-file.ts';
import { formatInfo, mostKeywords } from './file-name.ts';
import { formatFolderDirectory } from './folder-directory.ts';
import { formatKeywordsFile } from './keywords-file.ts';
import { formatUidlistHead, formatUidlistLine } from './uidlist.ts';

type Folder = { path: string; uidlist: OutputFile; keywords: string[] };

/** Throws the system's error; EEXIST where the directory is there and not empty. */
export function openMaildirDestination(directory: string): Destination {
  assertEmpty(directory);
  let current: Folder | undefined;
  let withoutKeywords = 0;
  return {
    async folder(folder) {
      if (current !== undefined) finishFolder(current);
      current = makeFolder(directory, folder);
    },
    async add(letter, octets) {
      const { path, keywords, uidlist } = current!;
      const { numbers, isWhole } = numberKeywords(letter.facts.keywords, keywords);
      if (!isWhole) withoutKeywords++;
      const name = await writeLetter(path, letter, numbers, octets);
      uidlist.write(formatUidlistLine(letter.uid, letter.facts.uidl, name));
    },
    async end() {
      if (current !== undefined) finishFolder(current);
      syncDirectory(directory);
      return { withoutKeywords };
    },
  };
}

function makeFolder(directory: string, { folder, uidvalidity, uidnext }: OutgoingFolder): Folder {
  const name = formatFolderDirectory(folder);
  const path = join(directory, name);
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(path, part), { recursive: true, mode: 0o700 });
  // Maildir++: how programs that deliver tell a folder from a Maildir.
  if (name !== '') makeFile(join(path, 'maildirfolder'))[Symbol.dispose]();
  const uidlist = makeFile(join(path, 'dovecot-uidlist'));
  uidlist.write(formatUidlistHead({ uidvalidity, uidnext }));
  return { path, uidlist, keywords: [] };
}

function finishFolder({ path, uidlist, keywords }: Folder): void {
  uidlist.sync();
  uidlist[Symbol.dispose]();
  if (keywords.length > 0) {
    using file = makeFile(join(path, 'dovecot-keywords'));
    file.write(formatKeywordsFile(keywords));
    file.sync();
  }
  for (const each of [join(path, 'cur'), path]) syncDirectory(each);
}

/** A folder has room for 26 keywords; `known` grows. */
function numberKeywords(keywords: readonly string[], known: string[]) {
  const numbers: number[] = [];
  let isWhole = true;
  for (const keyword of keywords) {
    if (keyword === forwarded) continue;
    if (!known.includes(keyword) && known.length < mostKeywords) known.push(keyword);
    const number = known.indexOf(keyword);
    if (number >= 0) numbers.push(number);
    else isWhole = false;
  }
  return { numbers, isWhole };
}

/** Answers the file's name. Under `tmp` until it is whole. */
async function writeLetter(
  path: string,
  { facts, uid, size }: OutgoingLetter,
  numbers: readonly number[],
  octets: AsyncIterable<Uint8Array>,
): Promise<string> {
  const seconds = Math.floor(facts.internalDate / 1000);
  const unique = `${seconds}.U${uid}.casilla`;
  const unfinished = join(path, 'tmp', unique);
  let written = 0;
  {
    using file = makeFile(unfinished);
    for await (const piece of octets) {
      file.write(piece);
      written += piece.length;
    }
  }
  utimesSync(unfinished, facts.internalDate / 1000, facts.internalDate / 1000);
  // Dovecot's S and W: the sizes as it is, and with CRLF; they save it from reading the file.
  const info = formatInfo(facts.flags, facts.keywords.includes(forwarded), numbers);
  const name = `${unique},S=${written},W=${size}${info}`;
  renameSync(unfinished, join(path, 'cur', name));
  return name;
}
