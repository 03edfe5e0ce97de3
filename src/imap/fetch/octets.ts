// What of a letter a FETCH item sends, found before anything of it is written: how many octets there are, or that there
// are none, must be said first. RFC 9051 §6.4.5, RFC 3516 §4

import { Buffer } from 'node:buffer';
import { findPart, findSection, type Part } from '../../message/index.ts';
import type { Details, OpenMailbox } from '../backend.ts';
import type { FetchItem } from '../syntax/fetch-item.ts';
import type { Partial, Section } from '../syntax/section.ts';
import { cutOctets, decodedOctets, isKnownEncoding, measureOctets } from './decoded-octets.ts';
import { headerSubset } from './header-subset.ts';

/** The items that send octets. */
export type OctetsItem = Extract<FetchItem, { item: 'BODY[]' | 'BINARY[]' | 'BINARY.SIZE[]' }>;

export type Found =
  /** There is no such section. */
  | { kind: 'none' }
  /** RFC 3516 §4.3: nobody here can undo its transfer encoding. */
  | { kind: 'unknown-encoding' }
  | { kind: 'held'; octets: Uint8Array }
  /** `nul`: a NUL is among them, and is to be sent. */
  | { kind: 'stream'; length: number; octets: AsyncIterable<Uint8Array>; nul: boolean };

type Span = { from: number; length: number };

export class LetterOctets {
  readonly #mailbox: OpenMailbox;
  readonly #details: Details;
  #root: Part | undefined;

  /** `details`: with parts, unless only whole letters are asked for. */
  constructor(mailbox: OpenMailbox, details: Details) {
    this.#mailbox = mailbox;
    this.#details = details;
  }

  async find(item: OctetsItem): Promise<Found> {
    if (item.item === 'BODY[]') return this.#section(item.section, item.partial);
    return this.#binary(item.part, item.item === 'BINARY[]' ? item.partial : undefined);
  }

  async #section({ part, text, fields }: Section, partial: Partial | undefined): Promise<Found> {
    const range =
      part.length === 0 && text === undefined
        ? { from: 0, to: this.#details.octets }
        : findSection(this.#parts, { part, ...(text && { text }) });
    if (range === undefined) return { kind: 'none' };
    if (fields === undefined) {
      const span = cut({ from: range.from, length: range.to - range.from }, partial);
      return { kind: 'stream', length: span.length, octets: this.#read(span), nul: false };
    }
    const block = await collect(this.#read({ from: range.from, length: range.to - range.from }));
    const names = new Set(fields.names.map((name) => name.toLowerCase()));
    // RFC 9051 §6.4.5: a substring is taken after the header was subset.
    const subset = headerSubset(block, names, fields.not);
    const { from, length } = cut({ from: 0, length: subset.length }, partial);
    return { kind: 'held', octets: subset.subarray(from, from + length) };
  }

  async #binary(numbers: readonly number[], partial: Partial | undefined): Promise<Found> {
    // The whole letter goes as it is: what its parts are encoded in stands in their headers.
    if (numbers.length === 0)
      return this.#decoded({ from: 0, length: this.#details.octets }, '8bit', partial);
    const part = findPart(this.#parts, numbers);
    if (part === undefined) return { kind: 'none' };
    const span = { from: part.body, length: part.end - part.body };
    // Parts that hold parts have no encoding of their own to undo. RFC 2045 §6.4
    if (part.children !== undefined) return this.#decoded(span, '8bit', partial);
    if (!isKnownEncoding(part.encoding)) return { kind: 'unknown-encoding' };
    return this.#decoded(span, part.encoding, partial);
  }

  /** Read twice rather than held: how much it is, nobody knows before. */
  async #decoded(span: Span, encoding: string, partial: Partial | undefined): Promise<Found> {
    const octets = () => {
      const decoded = decodedOctets(this.#read(span), encoding);
      return partial ? cutOctets(decoded, { from: partial.offset, length: partial.octets }) : decoded;
    };
    const { octets: length, nul } = await measureOctets(octets());
    return { kind: 'stream', length, octets: octets(), nul };
  }

  get #parts(): Part {
    this.#root ??= JSON.parse(this.#details.parts!) as Part;
    return this.#root;
  }

  #read(span: Span): AsyncIterable<Uint8Array> {
    return this.#mailbox.octets(this.#details, span);
  }
}

/** What begins behind the end is empty. RFC 9051 §6.4.5 */
function cut({ from, length }: Span, partial: Partial | undefined): Span {
  if (partial === undefined) return { from, length };
  const offset = Math.min(partial.offset, length);
  return { from: from + offset, length: Math.min(partial.octets, length - offset) };
}

async function collect(octets: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of octets) pieces.push(piece);
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}
