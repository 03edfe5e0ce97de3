// One session's view of its maildrop: which messages are marked as deleted, what is left, and the listings of that.
// RFC 1939 §5

import { longestDecimal, writeDecimal } from './decimal.ts';
import type { Listing, Listings } from './listings.ts';
import type { Maildrop } from './maildrop.ts';

const SPACE = 32;
const CR = 13;
const LF = 10;

/** Octets of a listing that are made in one go: a turn of well under a millisecond. */
const block = 64 * 1024;
const longestScanLine = 2 * longestDecimal + 3;
/** Messages from which on a listing is worth remembering. */
const many = 100;

/** Where listings are remembered. */
export type RememberedListings = { scan: Listings; uids: Listings };

export class Drop {
  readonly maildrop: Maildrop;
  /** Messages and octets that are not marked. */
  count: number;
  octets = 0;
  #marked: Uint8Array | undefined;
  readonly #remembered: RememberedListings;

  constructor(maildrop: Maildrop, remembered: RememberedListings) {
    this.maildrop = maildrop;
    this.#remembered = remembered;
    this.count = maildrop.count;
    for (let index = 0; index < maildrop.count; index++) this.octets += maildrop.octets(index);
  }

  /** What a message-number means: an index that can be used, or why not. */
  find(message: number): { index: number } | { missing: 'unknown' | 'deleted' } {
    if (message < 1 || message > this.maildrop.count) return { missing: 'unknown' };
    return this.#marked?.[message - 1] === 1 ? { missing: 'deleted' } : { index: message - 1 };
  }

  /** Marks one that `find` gave. */
  mark(index: number): void {
    this.#marked ??= new Uint8Array(this.maildrop.count);
    this.#marked[index] = 1;
    this.count--;
    this.octets -= this.maildrop.octets(index);
  }

  unmarkAll(): void {
    if (this.#marked === undefined) return;
    for (const index of this.marked()) this.octets += this.maildrop.octets(index);
    this.count = this.maildrop.count;
    this.#marked = undefined;
  }

  /** Indexes of the marked messages, ascending. */
  marked(): number[] {
    const indexes: number[] = [];
    this.#marked?.forEach((mark, index) => {
      if (mark === 1) indexes.push(index);
    });
    return indexes;
  }

  /** `number octets` of each message that is not marked, in blocks of whole lines. */
  scanListing(): Iterable<Uint8Array> {
    return this.#listing(this.#remembered.scan, () => this.#scanLines());
  }

  /** `number unique-id` of each message that is not marked, in blocks of whole lines. */
  uidListing(): Iterable<Uint8Array> {
    return this.#listing(this.#remembered.uids, () => this.#uidLines());
  }

  #listing(known: Listings, make: () => Iterable<Uint8Array>): Iterable<Uint8Array> {
    const { frozen, count } = this.maildrop;
    if (frozen === undefined || count < many || this.count < count) return make();
    return known.get(frozen) ?? remembering(make(), (listing) => known.put(frozen, listing));
  }

  *#scanLines(): Generator<Uint8Array> {
    const { maildrop } = this;
    const size = Math.min(block, this.count * longestScanLine) + longestScanLine;
    let lines = Buffer.allocUnsafe(size);
    let end = 0;
    for (let index = 0; index < maildrop.count; index++) {
      if (this.#marked?.[index] === 1) continue;
      end = writeDecimal(lines, end, index + 1);
      lines[end++] = SPACE;
      end = writeDecimal(lines, end, maildrop.octets(index));
      lines[end++] = CR;
      lines[end++] = LF;
      if (end < block) continue;
      yield lines.subarray(0, end);
      lines = Buffer.allocUnsafe(size);
      end = 0;
    }
    yield lines.subarray(0, end);
  }

  *#uidLines(): Generator<Uint8Array> {
    const { maildrop } = this;
    let text = '';
    for (let index = 0; index < maildrop.count; index++) {
      if (this.#marked?.[index] === 1) continue;
      text += `${index + 1} ${maildrop.uidl(index)}\r\n`;
      if (text.length < block) continue;
      yield Buffer.from(text, 'latin1');
      text = '';
    }
    yield Buffer.from(text, 'latin1');
  }
}

/** Gives the blocks on, and remembers them once they were all made: a client may go in the middle. */
function* remembering(
  blocks: Iterable<Uint8Array>,
  remember: (listing: Listing) => void,
): Generator<Uint8Array> {
  const all: Uint8Array[] = [];
  for (const each of blocks) {
    all.push(each);
    yield each;
  }
  remember(all);
}
