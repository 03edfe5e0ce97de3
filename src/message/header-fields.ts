// A header block as fields: names and unfolded bodies, in order. It knows nothing of what any field means.
// RFC 5322 §2.2

import { Buffer } from 'node:buffer';
import { maxHeaderFields } from './limits.ts';

/** Name in lower case; the body unfolded, one character per octet, without white space around it and without NUL. */
export type HeaderField = { name: string; value: string };

/** U+FFFD in UTF-8, one character per octet: what stands for a NUL, which IMAP cannot say. RFC 9051 §9 CHAR8 */
const nulReplacement = '\xef\xbf\xbd';

/** One character per octet. */
export function latin1(octets: Uint8Array, from = 0, to = octets.length): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1', from, to);
}

/**
 * Reads a header block up to its empty line, or to its end. A line without a colon is no field and is passed over.
 * `wanted`: only fields of these (lower case) names. At most 10,000 fields are looked at. Never throws.
 */
export function parseHeaderFields(block: Uint8Array, wanted?: ReadonlySet<string>): HeaderField[] {
  const text = latin1(block);
  const fields: HeaderField[] = [];
  let colon = -1;
  let count = 0;
  for (let at = 0; at < text.length && count < maxHeaderFields; count++) {
    if (isEmptyLine(text, at)) break;
    let end = endOfLine(text, at);
    // A line that begins with white space goes on the field before. RFC 5322 §2.2.3
    while (isWhiteSpace(text.charCodeAt(end))) end = endOfLine(text, end);
    // Looked up once per colon, not once per line: many lines without one must not cost a search each.
    if (colon < at) colon = text.indexOf(':', at);
    if (colon < 0) break;
    if (colon < end) {
      // White space before the colon is obsolete syntax. RFC 5322 §4.5
      const name = text.slice(at, colon).trimEnd().toLowerCase();
      if (wanted === undefined || wanted.has(name)) {
        fields.push({ name, value: unfold(text.slice(colon + 1, end)) });
      }
    }
    at = end;
  }
  return fields;
}

/** The body of the first field of that name (lower case). */
export function firstField(fields: readonly HeaderField[], name: string): string | undefined {
  return fields.find((field) => field.name === name)?.value;
}

/** Removes line ends (RFC 5322 §2.2.3). A bare CR, which no string of IMAP should hold, becomes white space. */
function unfold(raw: string): string {
  let value = raw;
  if (value.includes('\n')) value = value.replaceAll(/\r?\n/g, '');
  if (value.includes('\r')) value = value.replaceAll(/\r+([ \t]?)/g, (_, space: string) => space || ' ');
  if (value.includes('\0')) value = value.replaceAll('\0', nulReplacement);
  return trimWhiteSpace(value);
}

/** Space and tab only: String.trim would take the octet A0, which is half of a letter in many charsets. */
function trimWhiteSpace(value: string): string {
  let from = 0;
  let to = value.length;
  while (from < to && isWhiteSpace(value.charCodeAt(from))) from++;
  while (to > from && isWhiteSpace(value.charCodeAt(to - 1))) to--;
  return value.slice(from, to);
}

function endOfLine(text: string, at: number): number {
  const lf = text.indexOf('\n', at);
  return lf < 0 ? text.length : lf + 1;
}

function isEmptyLine(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  return first === 10 || (first === 13 && text.charCodeAt(at + 1) === 10);
}

function isWhiteSpace(code: number): boolean {
  return code === 32 || code === 9;
}
