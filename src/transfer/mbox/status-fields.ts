// Flags in the header of a letter in an mbox: Status and X-Status as mutt, Pine and Dovecot write them, X-Keywords, and
// Thunderbird's X-Mozilla-Status. There is no standard; https://doc.dovecot.org/2.3/admin_manual/mailbox_formats/mbox/

import { parseHeaderFields } from '../../message/index.ts';
import { Flag } from '../../store/index.ts';
import { isKeyword } from '../keyword.ts';

const letters: Readonly<Record<string, number>> = {
  R: Flag.Seen,
  A: Flag.Answered,
  F: Flag.Flagged,
  D: Flag.Deleted,
  T: Flag.Draft,
};
const mozilla: readonly [bit: number, flag: number][] = [
  [0x0001, Flag.Seen],
  [0x0002, Flag.Answered],
  [0x0004, Flag.Flagged],
  [0x0008, Flag.Deleted],
];
const wanted = new Set(['status', 'x-status', 'x-keywords', 'x-mozilla-status', 'x-mozilla-keys']);

/** `header`: the header block. Never throws. */
export function parseStatusFields(header: Uint8Array): { flags: number; keywords: string[] } {
  let flags = 0;
  const keywords: string[] = [];
  for (const { name, value } of parseHeaderFields(header, wanted)) {
    switch (name) {
      case 'status':
      case 'x-status':
        for (const letter of value) flags |= letters[letter] ?? 0;
        break;
      case 'x-mozilla-status': {
        const bits = /^[0-9a-f]{4}$/i.test(value) ? Number.parseInt(value, 16) : 0;
        for (const [bit, flag] of mozilla) if (bits & bit) flags |= flag;
        break;
      }
      default:
        for (const word of value.split(/[\s,]+/))
          if (isKeyword(word) && !keywords.includes(word)) keywords.push(word);
    }
  }
  return { flags, keywords };
}

/** The fields as lines, each with LF; X-Status and X-Keywords only where they say something. */
export function formatStatusFields(flags: number, keywords: readonly string[]): string[] {
  const state = Object.entries(letters)
    .filter(([letter, flag]) => letter !== 'R' && flags & flag)
    .map(([letter]) => letter)
    .join('');
  const fields = [`Status: ${flags & Flag.Seen ? 'RO' : 'O'}\n`];
  if (state !== '') fields.push(`X-Status: ${state}\n`);
  if (keywords.length > 0) fields.push(`X-Keywords: ${keywords.join(' ')}\n`);
  return fields;
}

/** Whether a line is one of those fields. */
export function isStatusLine(line: string): boolean {
  return /^(Status|X-Status|X-Keywords): /.test(line);
}
