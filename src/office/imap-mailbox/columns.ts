// The messages of a mailbox as columns in the order of their uids. A hundred thousand take 1.7 MB, and one answer for
// all of them reads nothing else.

import { type ChangedMessage, type MailboxColumns, type UidRange, uniteRanges } from '../../store/index.ts';
import { KeywordSets } from './keyword-sets.ts';

/** Sets of keywords beyond twice the messages: so many were once in use and are not any more. */
const mostUnused = 4096;

export class Columns {
  /**
   * In the first `count` places. Who looks at it keeps what he saw: what is new is written behind his places, and a
   * removal makes a new array.
   */
  uids: Uint32Array;
  count: number;
  #flags: Uint8Array;
  #modseqs: Float64Array;
  #keywords: Uint32Array;
  readonly #sets = new KeywordSets();

  /** The arrays are its own from now on. */
  constructor({ uids, flags, modseqs, keywords }: Omit<MailboxColumns, 'status'>) {
    this.uids = uids;
    this.count = uids.length;
    this.#flags = flags;
    this.#modseqs = modseqs;
    this.#keywords = new Uint32Array(this.count);
    keywords?.forEach((text, index) => {
      this.#keywords[index] = this.#sets.number(text);
    });
  }

  flags(index: number): number {
    return this.#flags[index]!;
  }

  /** Sorted. Shared: do not change it. */
  keywords(index: number): readonly string[] {
    return this.#sets.words(this.#keywords[index]!);
  }

  modseqOf(index: number): number {
    return this.#modseqs[index]!;
  }

  /** That messages have, or had. Never changed: one more makes a new array. */
  get keywordsInUse(): readonly string[] {
    return this.#sets.inUse;
  }

  /** Octets that it takes, roughly. */
  get weight(): number {
    return this.uids.length * 17 + this.#sets.size * 200;
  }

  /** Takes over what changed, in the order of uids. Each is known, or new and so behind all others. */
  put(changed: readonly ChangedMessage[]): void {
    const last = this.count === 0 ? 0 : this.uids[this.count - 1]!;
    this.#makeRoom(this.count + changed.filter(({ uid }) => uid > last).length);
    for (const { uid, flags, modseq, keywords } of changed) {
      const index = uid > last ? this.count++ : this.#firstFrom(uid);
      this.uids[index] = uid;
      this.#flags[index] = flags;
      this.#modseqs[index] = modseq;
      this.#keywords[index] = this.#sets.number(keywords);
    }
    if (this.#sets.size > mostUnused + 2 * this.count)
      this.#sets.renumber(this.#keywords.subarray(0, this.count));
  }

  /** Takes these uids out, as far as they are there. Returns how many went. */
  remove(ranges: readonly UidRange[]): number {
    if (ranges.length === 0) return 0;
    const kept: [from: number, to: number][] = [];
    let from = 0;
    for (const { first, last } of uniteRanges(ranges)) {
      const at = this.#firstFrom(first);
      if (at > from) kept.push([from, at]);
      from = Math.max(from, this.#firstFrom(last + 1));
    }
    if (this.count > from) kept.push([from, this.count]);
    const count = kept.reduce((sum, [start, end]) => sum + end - start, 0);
    const gone = this.count - count;
    if (gone > 0) this.#keep(kept, count);
    return gone;
  }

  #keep(kept: readonly (readonly [from: number, to: number])[], count: number): void {
    const uids = new Uint32Array(withSlack(count));
    let at = 0;
    for (const [from, to] of kept) {
      uids.set(this.uids.subarray(from, to), at);
      for (const column of [this.#flags, this.#modseqs, this.#keywords]) column.copyWithin(at, from, to);
      at += to - from;
    }
    this.uids = uids;
    this.count = count;
  }

  /** The index of the first uid that is at least `uid`. */
  #firstFrom(uid: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.uids[middle]! < uid) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #makeRoom(count: number): void {
    if (count > this.uids.length) {
      const uids = new Uint32Array(withSlack(count));
      uids.set(this.uids);
      this.uids = uids;
    }
    if (count <= this.#flags.length) return;
    const before = [this.#flags, this.#modseqs, this.#keywords] as const;
    const room = withSlack(count);
    this.#flags = new Uint8Array(room);
    this.#modseqs = new Float64Array(room);
    this.#keywords = new Uint32Array(room);
    this.#flags.set(before[0]);
    this.#modseqs.set(before[1]);
    this.#keywords.set(before[2]);
  }
}

/** Room for what comes next. */
function withSlack(count: number): number {
  return count + Math.max(16, count >>> 3);
}
