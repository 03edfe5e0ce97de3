// The fields that our export puts in front of each letter of an mbox, so that nothing of what the letter has is lost:
// X-Casilla-Letter for us, and the status fields for other programs. An import takes exactly these away again.

import { folderName } from '../folder-name.ts';
import type { LetterFacts, OutgoingLetter } from '../letter.ts';
import { isUidl } from '../uidl.ts';
import { formatStatusFields, isStatusLine, parseStatusFields } from './status-fields.ts';

const mark = 'X-Casilla-Letter: ';

export type OwnFields = {
  facts: LetterFacts;
  isLf: boolean;
  isUnterminated: boolean;
  /** Octets that the fields take. */
  length: number;
};

export function formatOwnFields({ facts, isLf, isUnterminated }: OutgoingLetter): string {
  const status = formatStatusFields(facts.flags, facts.keywords);
  const said = [
    '1',
    `fields=${status.length}`,
    `ends=${isLf ? 'lf' : 'crlf'}`,
    `last=${isUnterminated ? 'open' : 'ended'}`,
    `flags=${facts.flags}`,
    `date=${facts.internalDate}`,
    `uidl=${encodeURIComponent(facts.uidl)}`,
    `folder=${encodeURIComponent(facts.folder)}`,
  ];
  return `${mark}${said.join('; ')}\n${status.join('')}`;
}

/** Whether our fields begin the letter. */
export function isOwn(header: Buffer): boolean {
  return header.toString('latin1', 0, mark.length) === mark;
}

/** `header`: the beginning of the letter. Undefined where our fields do not begin it. Never throws. */
export function parseOwnFields(header: Buffer): OwnFields | undefined {
  if (!isOwn(header)) return undefined;
  const [line, ...rest] = header.toString('latin1', 0, 16_384).split('\n');
  const pairs = line!.slice(mark.length).split('; ');
  const said = new Map(pairs.map((each): [string, string] => cut(each, '=')));
  const text = (name: string) => decodeText(said.get(name) ?? '');
  const folder = folderName((text('folder') ?? '').split('/'));
  const uidl = text('uidl');
  const [flags, date] = [Number(said.get('flags')), Number(said.get('date'))];
  if (
    !said.has('1') ||
    folder === undefined ||
    uidl === undefined ||
    !Number.isInteger(flags) ||
    !Number.isFinite(date)
  )
    return undefined;
  const status: string[] = [];
  for (const each of rest.slice(0, Number(said.get('fields')))) {
    // Another program may have taken them away since.
    if (!isStatusLine(each)) break;
    status.push(`${each}\n`);
  }
  return {
    facts: {
      folder,
      flags: flags & 31,
      keywords: parseStatusFields(Buffer.from(status.join(''), 'latin1')).keywords,
      internalDate: date,
      uidl: isUidl(uidl) ? uidl : null,
    },
    isLf: said.get('ends') === 'lf',
    isUnterminated: said.get('last') === 'open',
    length: line!.length + 1 + status.join('').length,
  };
}

function cut(text: string, at: string): [string, string] {
  const found = text.indexOf(at);
  return found < 0 ? [text, ''] : [text.slice(0, found), text.slice(found + 1)];
}

function decodeText(coded: string): string | undefined {
  try {
    return decodeURIComponent(coded);
  } catch {
    return undefined;
  }
}
