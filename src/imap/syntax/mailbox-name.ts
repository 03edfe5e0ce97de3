// Names of mailboxes: what a client writes, in modified UTF-7 or UTF-8, and the one name that it means: NFC, '/' between levels,
// INBOX in upper case. RFC 9051 §5.1, RFC 3501 §5.1.3, RFC 5198 §2

import type { Cursor } from './cursor.ts';
import { textOf } from './cursor.ts';
import { syntaxLimits as limits } from './limits.ts';
import { decodeModifiedUtf7, encodeModifiedUtf7 } from './modified-utf7.ts';
import { formatQuoted } from './string.ts';

export const delimiter = '/';

// RFC 5198 §2: no control characters, and lines are told apart by CRLF alone.
const unspeakable = /[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]/;

/** The next argument as the name of a mailbox; refuses what can be none. */
export function takeMailboxName(cursor: Cursor): string | undefined {
  const octets = cursor.astring();
  if (octets === undefined) return undefined;
  return parseMailboxName(octets, cursor.dialect.utf8Names) ?? cursor.refuse('mailbox-name');
}

/** CREATE's: a delimiter at the end says that mailboxes will stand below it, and is no part of its name. RFC 9051 §6.3.4 */
export function takeNewMailboxName(cursor: Cursor): string | undefined {
  const octets = cursor.astring();
  if (octets === undefined) return undefined;
  const name = octets.endsWith(delimiter) ? octets.slice(0, -1) : octets;
  return parseMailboxName(name, cursor.dialect.utf8Names) ?? cursor.refuse('mailbox-name');
}

/** `octets`: one character per octet. Undefined: no mailbox can have that name. */
export function parseMailboxName(octets: string, utf8: boolean): string | undefined {
  const text = decodeName(octets, utf8)?.normalize('NFC');
  if (text === undefined || text.length > limits.name) return undefined;
  const levels = text.split(delimiter);
  if (levels.length > limits.nameLevels || unspeakable.test(text) || !text.isWellFormed()) return undefined;
  if (levels.some((level) => level === '' || Buffer.byteLength(level) > limits.nameLevel)) return undefined;
  if (Buffer.byteLength(text) > limits.name) return undefined;
  // INBOX is one in any case (RFC 9051 §5.1), and so is what stands below it: two trees would differ by case alone.
  if (isInbox(levels[0]!)) levels[0] = 'INBOX';
  return levels.join(delimiter);
}

/** As octets for an answer: a quoted string. Without `utf8` in modified UTF-7. */
export function formatMailboxName(name: string, utf8: boolean): string {
  const octets = utf8 ? Buffer.from(name).toString('latin1') : encodeModifiedUtf7(name);
  return formatQuoted(octets);
}

/**
 * Text of a name or of a pattern. A client that sends octets beyond ASCII knows nothing of modified UTF-7, and '&' is '&' to it.
 * Only the one right way of writing is let in: RFC 3501 §5.1.3 asks for that, and two names of one mailbox mislead whoever compares them.
 */
export function decodeName(octets: string, utf8: boolean): string | undefined {
  if (utf8 || /[\x80-\xff]/.test(octets)) return textOf(octets);
  if (!octets.includes('&')) return octets;
  const text = decodeModifiedUtf7(octets);
  return text !== undefined && encodeModifiedUtf7(text) === octets ? text : undefined;
}

/** ASCII letters only: toUpperCase would make INBOX of `ınbox`. */
export function isInbox(name: string): boolean {
  return /^[Ii][Nn][Bb][Oo][Xx]$/.test(name);
}
