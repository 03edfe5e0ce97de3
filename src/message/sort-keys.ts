// What SORT compares, as text. RFC 5256 §3, RFC 5957

import type { Address } from './addresses.ts';
import { baseSubject } from './base-subject.ts';
import { guessOctets } from './charset.ts';
import type { SortKeys } from './derived.ts';
import { decodeEncodedWords } from './encoded-words.ts';
import type { Envelope } from './envelope.ts';
import { maxSortKey } from './limits.ts';

export function sortKeys(envelope: Envelope): SortKeys {
  const { subject, reply } = baseSubject(decodeEncodedWords(envelope.subject ?? ''));
  return {
    subject: cut(subject),
    reply,
    from: mailboxOf(envelope.from),
    to: mailboxOf(envelope.to),
    cc: mailboxOf(envelope.cc),
    displayFrom: displayOf(envelope.from),
    displayTo: displayOf(envelope.to),
  };
}

/** addr-mailbox of the first address; of a group that is its name. RFC 5256 §3 */
function mailboxOf(list: readonly Address[]): string {
  const first = list[0];
  if (first === undefined || first.kind === 'group-end') return '';
  return cut(guessOctets(first.kind === 'group' ? first.name : (first.mailbox ?? '')));
}

/** The display name, else mailbox@host, of the first address; of a group its name. RFC 5957 §2 */
function displayOf(list: readonly Address[]): string {
  const first = list[0];
  if (first === undefined || first.kind === 'group-end') return '';
  if (first.kind === 'group') return cut(decodeEncodedWords(first.name));
  const name = first.name === undefined ? '' : decodeEncodedWords(first.name).trim();
  if (name !== '') return cut(name);
  const { mailbox = '', domain = '' } = first;
  return cut(guessOctets(domain === '' ? mailbox : `${mailbox}@${domain}`));
}

/** A surrogate whose other half is cut off is no text. */
function cut(text: string): string {
  return text.slice(0, maxSortKey).toWellFormed();
}
