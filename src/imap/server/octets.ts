// Octets of a letter inside a FETCH response. Their number is said before them, so a letter that cannot be read to its
// end cannot be told: only the end of the connection says that. RFC 9051 §4.3, RFC 3516 §4.3

import { Buffer } from 'node:buffer';
import type { Details, OpenMailbox } from '../backend.ts';
import { type Found, LetterOctets } from '../fetch/octets.ts';
import type { FetchPlan } from '../fetch/plan-fetch.ts';
import { ImapRefusal } from '../refusal.ts';
import type { Session } from './session.ts';

/** One item, ready to be written. */
export type Prepared =
  /** All of it, or all of it but the octets of a literal that is held. */
  | { kind: 'words'; words: string; octets?: Uint8Array }
  /** The first piece was read already. */
  | { kind: 'stream'; words: string; length: number; nul: boolean; first: Uint8Array; rest: Octets };
type Octets = AsyncIterator<Uint8Array>;

export type PreparedItems = { items: readonly Prepared[]; unknownEncoding: boolean };

/** What stands for a NUL, which no literal can hold: the same as Dovecot's. RFC 9051 §9 CHAR8 */
const nulReplacement = 0x80;

/** Begins to read everything that a response needs; undefined: the letter is gone, and nothing was said of it yet. */
export async function prepareOctets(
  mailbox: OpenMailbox,
  details: Details,
  wanted: FetchPlan['octets'],
): Promise<PreparedItems | undefined> {
  const letter = new LetterOctets(mailbox, details);
  const items: Prepared[] = [];
  let unknownEncoding = false;
  try {
    for (const { name, item } of wanted) {
      const found = await letter.find(item);
      if (found.kind === 'unknown-encoding') unknownEncoding = true;
      else if (item.item === 'BINARY.SIZE[]')
        items.push({ kind: 'words', words: `${name} ${sizeOf(found)}` });
      else items.push(await prepare(name, found));
    }
  } catch (error) {
    if (error instanceof ImapRefusal && error.code === 'EXPUNGEISSUED') return undefined;
    throw error;
  }
  return { items, unknownEncoding };
}

/** A part that is not there has no octets. */
function sizeOf(found: Found): number {
  return found.kind === 'stream' ? found.length : 0;
}

async function prepare(name: string, found: Exclude<Found, { kind: 'unknown-encoding' }>): Promise<Prepared> {
  switch (found.kind) {
    case 'none':
      return { kind: 'words', words: `${name} NIL` };
    case 'held':
      return {
        kind: 'words',
        words: `${name} {${found.octets.length}}\r\n`,
        octets: withoutNul(found.octets),
      };
    case 'stream': {
      const { length, nul, octets } = found;
      const rest = octets[Symbol.asyncIterator]();
      const { done, value } = await rest.next();
      const words = `${name} ${nul ? '~' : ''}{${length}}\r\n`;
      return { kind: 'stream', words, length, nul, first: done ? new Uint8Array(0) : value, rest };
    }
  }
}

/** Writes one item. */
export async function writePrepared(session: Session, prepared: Prepared): Promise<void> {
  session.connection.write(prepared.words);
  if (prepared.kind === 'stream') await writeStream(session, prepared);
  else if (prepared.octets !== undefined) session.connection.write(prepared.octets);
}

async function writeStream(
  session: Session,
  { length, nul, first, rest }: Extract<Prepared, { kind: 'stream' }>,
): Promise<void> {
  let sent = 0;
  let next: IteratorResult<Uint8Array> = { value: first };
  try {
    while (!next.done) {
      sent += next.value.length;
      session.connection.write(nul ? next.value : withoutNul(next.value));
      const wait = session.ready();
      if (wait) await wait;
      next = await rest.next();
    }
  } finally {
    if (!next.done) await rest.return?.();
  }
  if (sent !== length) throw new Error(`octets announced: ${length}, sent: ${sent}`);
}

/** The same octets, or a copy: what is written belongs to whoever keeps the letter. */
function withoutNul(octets: Uint8Array): Uint8Array {
  const view = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  if (!view.includes(0)) return octets;
  return Uint8Array.from(octets, (octet) => (octet === 0 ? nulReplacement : octet));
}
