// The letter in which UW-IMAP and Pine keep their notes of a folder, at its beginning. It is neither collected nor
// deleted: without it the server numbers all letters anew (fetchmail, design notes on "FOLDER INTERNAL DATA").

import { firstField, parseHeaderFields } from '../message/index.ts';

/** Of a header, or a whole letter. Ask only of the letter with number 1, and only where the server is known for it. */
export function isFolderInternalData(octets: Uint8Array): boolean {
  const fields = parseHeaderFields(octets, new Set(['subject', 'from', 'x-imap', 'x-imapbase']));
  return (
    /FOLDER INTERNAL DATA/i.test(firstField(fields, 'subject') ?? '') &&
    /mail system internal data/i.test(firstField(fields, 'from') ?? '') &&
    fields.some(({ name }) => name === 'x-imap' || name === 'x-imapbase')
  );
}
