// Sections as an answer repeats them, so that the client knows what it is given. RFC 9051 §7.5.2, §9 section

import { formatString } from '../../message/index.ts';
import type { Partial, Section } from '../syntax/section.ts';

const atom = /^[^\x00-\x20\x7f-\xff(){%*"\\\]]+$/;

/** `BODY[1.HEADER.FIELDS (DATE FROM)]<0>` */
export function formatBodySection({ part, text, fields }: Section, partial: Partial | undefined): string {
  const words: string[] = part.map(String);
  if (fields !== undefined) {
    const names = fields.names.map((name) => (atom.test(name) ? name : formatString(name)));
    words.push(`HEADER.FIELDS${fields.not ? '.NOT' : ''} (${names.join(' ')})`);
  } else if (text !== undefined) words.push(text.toUpperCase());
  return `BODY[${words.join('.')}]${formatOrigin(partial)}`;
}

/** `BINARY[1.2]<0>` */
export function formatBinarySection(part: readonly number[], partial: Partial | undefined): string {
  return `BINARY[${part.join('.')}]${formatOrigin(partial)}`;
}

function formatOrigin(partial: Partial | undefined): string {
  return partial === undefined ? '' : `<${partial.offset}>`;
}
