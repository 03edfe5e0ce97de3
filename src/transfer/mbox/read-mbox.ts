// Letters out of mbox files. The folder and the rest of what they have comes from our own fields, else from the From
// line and the status fields; then the letter itself is left as it is, those fields included.

import type { LetterFacts, Source, SourceItem } from '../letter.ts';
import { lfToCrlf } from '../line-ends.ts';
import { type OctetFilter, type Octets, through } from '../octet-filter.ts';
import { type OpenFile, openFile, pieceOctets, reasonOf, withWindow } from '../open-file.ts';
import { type OwnFields, parseOwnFields } from './own-fields.ts';
import { type Quoting, unquoteFrom } from './quoting.ts';
import { type MboxLetter, type RandomAccess, splitMbox } from './split.ts';
import { parseStatusFields } from './status-fields.ts';

export type MboxOptions = {
  files: readonly string[];
  /** Where letters go that do not say it themselves. */
  folder: string;
  quoting: Quoting;
};

/** Throws nothing: a file that cannot be read is an item. */
export function openMboxSource({ files, folder, quoting }: MboxOptions): Source {
  const sizes = files.map(sizeOf);
  return {
    total: sizes.reduce((sum, size) => sum + size, 0),
    async *items() {
      let before = 0;
      for (const [index, name] of files.entries()) {
        yield* itemsOf(name, { folder, quoting }, before);
        before += sizes[index]!;
      }
    },
  };
}

function sizeOf(name: string): number {
  try {
    using file = openFile(name);
    return file.size;
  } catch {
    return 0; // Named when its turn comes.
  }
}

function* itemsOf(
  name: string,
  options: Pick<MboxOptions, 'folder' | 'quoting'>,
  before: number,
): Generator<SourceItem> {
  let opened: OpenFile;
  try {
    opened = openFile(name);
  } catch (error) {
    yield { kind: 'bad', name, reason: reasonOf(error), done: before };
    return;
  }
  using closing = opened;
  const file = withWindow(closing);
  const letters = splitMbox(file);
  if (letters === undefined) {
    yield { kind: 'bad', name, reason: 'not-an-mbox', done: before };
    return;
  }
  let number = 0;
  for (const letter of letters) {
    number++;
    const header = file.read(letter.from, letter.headerEnd - letter.from);
    if (isFolderData(header, number)) continue;
    const own = parseOwnFields(header);
    yield {
      kind: 'letter',
      name: `${name}:${number}`,
      facts: own?.facts ?? foreignFacts(header, letter.date, options.folder),
      octets: () => octetsOf(file, letter, own, options.quoting),
      ownsMemory: false,
      done: before + letter.to,
    };
  }
}

function foreignFacts(header: Buffer, date: number | null, folder: string): LetterFacts {
  return { folder, ...parseStatusFields(header), internalDate: date, uidl: null };
}

/** The first "letter" of Pine's and the IMAP toolkit's files is none: it holds the folder's numbers. */
function isFolderData(header: Buffer, number: number): boolean {
  return (
    number === 1 &&
    /^Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\r?$/m.test(header.toString('latin1'))
  );
}

function octetsOf(
  file: RandomAccess,
  letter: MboxLetter,
  own: OwnFields | undefined,
  quoting: Quoting,
): Octets {
  const filters: OctetFilter[] = [];
  const wanted = own === undefined ? quoting : 'mboxrd';
  if (wanted !== 'none' && !letter.isCounted) filters.push(unquoteFrom(wanted));
  if (own?.isLf === false) filters.push(lfToCrlf());
  const to = own?.isUnterminated ? letter.to - 1 : letter.to;
  return through(pieces(file, letter.from + (own?.length ?? 0), to), filters);
}

function* pieces(file: RandomAccess, from: number, to: number): Generator<Uint8Array> {
  for (let at = from; at < to; at += pieceOctets) yield file.read(at, Math.min(pieceOctets, to - at));
}
