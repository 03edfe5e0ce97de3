// What a letter is recognised by when the server gives it another name: a hash of its header, canonical, so that what
// servers add to or change in a header from one session to the next does not matter.
//
// Only fields count that whoever wrote and carried the letter put there. Status, X-UIDL, Content-Length, Lines and
// spam scores change from one session to the next; fields that a filter adds have names that nobody can list; the
// boundary in Content-Type is made anew by Domino at each fetch. Received counts, and all of them: they tell two copies
// of one letter apart, which came by different ways and of which each must be collected.

import { createHash } from 'node:crypto';
import { type HeaderField, parseHeaderFields } from '../message/index.ts';

/** One short word of ASCII; its first character is its strength. Those of equal letters are equal. */
export type Fingerprint = string & { readonly brand: 'fingerprint' };

/**
 * How much an equal fingerprint tells. 3: the letter was received somewhere at some time under some id, no other was.
 * 2: it has a Message-ID or a date, which careless programs give to several. 1: it has a subject, or such.
 */
export type Strength = 1 | 2 | 3;

export const strengthOf = (fingerprint: Fingerprint): Strength => Number(fingerprint[0]) as Strength;

/** Octets of a header; one that is larger is recognised by nothing. Ten thousand fields have less. */
const longest = 2_097_152;

const counting = new Set([
  'received',
  'date',
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'subject',
  'message-id',
  'in-reply-to',
  'references',
]);

/** Takes a letter, or what TOP gave of it, in pieces of any size; what follows the header does not matter. */
export function createFingerprint(): {
  write(octets: Uint8Array): void;
  /** Null: the header has no end, or nothing in it that counts. */
  digest(): Fingerprint | null;
} {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  // The octets behind which an empty line ends the header: LF, CR LF, or the very beginning.
  let lineBegins = true;
  let lineIsEmpty = true;
  const write = (octets: Uint8Array) => {
    if (ended || length > longest) return;
    let at = 0;
    for (; at < octets.length && !ended; at++) {
      const octet = octets[at];
      if (octet === 10) {
        ended = lineIsEmpty;
        lineBegins = true;
        lineIsEmpty = true;
      } else {
        // A CR belongs to the end of a line only as its first octet.
        lineIsEmpty &&= lineBegins && octet === 13;
        lineBegins = false;
      }
    }
    pieces.push(octets.slice(0, at));
    length += at;
  };
  const digest = () => {
    if (!ended || length > longest) return null;
    return fingerprintOf(parseHeaderFields(Buffer.concat(pieces), counting));
  };
  return { write, digest };
}

function fingerprintOf(fields: readonly HeaderField[]): Fingerprint | null {
  const told = fields.filter(({ value }) => value !== '');
  if (told.length === 0) return null;
  // Servers fold anew, write tabs for spaces, and put fields in another order; those of one name keep theirs.
  const lines = told.map(({ name, value }, index) => ({
    name,
    index,
    line: `${name}:${value.replaceAll(/[ \t]+/g, ' ')}\n`,
  }));
  lines.sort((one, other) =>
    one.name === other.name ? one.index - other.index : one.name < other.name ? -1 : 1,
  );
  const hash = createHash('sha256');
  for (const { line } of lines) hash.update(line, 'latin1');
  const has = (name: string) => told.some((field) => field.name === name);
  const strength: Strength = has('received') ? 3 : has('message-id') || has('date') ? 2 : 1;
  return `${strength}${hash.digest('base64url').slice(0, 27)}` as Fingerprint;
}

/** Of a whole letter, or header. */
export function fingerprint(octets: Uint8Array): Fingerprint | null {
  const { write, digest } = createFingerprint();
  write(octets);
  return digest();
}
