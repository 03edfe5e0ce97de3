// The messages of a mailbox as columns in the order of their uids. A hundred thousand take 1.3 MB, and one answer for
// all of them reads nothing else.

import {
  type ChangedMessage,
  type MailboxColumns,
  parseKeywords,
  type UidRange,
  uniteRanges,
} from '../../store/index.ts';

/** Different sets of keywords that are shared: beyond that equal ones are kept more than once. */
const mostSets = 4096;
/** Different keywords that are told as known. */
const mostKeywords = 4096;
const none: readonly string[] = [];

export class Columns {
  /**
   * In the first `count` places. Who looks at it keeps what he saw: what is new is written behind his places, and a
   * removal makes a new array.
   */
  uids: Uint32Array;
  count: number;
  #flags: Uint8Array;
  #modseqs: Float64Array;
  /** Only when a message has any. */
  #keywords: (readonly string[])[] | undefined;
  readonly #sets = new Map<string, readonly string[]>();
  /** That messages have, or had. Never changed: one more makes a new array. */
  keywordsInUse: readonly string[] = none;
  readonly #inUse = new Set<string>();

  /** The arrays are its own from now on. */
  constructor({ uids, flags, modseqs, keywords }: Omit<MailboxColumns, 'status'>) {
    this.uids = uids;
    this.count = uids.length;
    this.#flags = flags;
    this.#modseqs = modseqs;
    this.#keywords = keywords?.map((text) => this.#keywordsOf(text));
  }

  flags(index: number): number {
    return this.#flags[index]!;
  }

  /** Sorted. Shared: do not change it. */
  keywords(index: number): readonly string[] {
    return this.#keywords === undefined ? none : this.#keywords[index]!;
  }

  modseqOf(index: number): number {
    return this.#modseqs[index]!;
  }

  /** Octets that it takes, roughly. */
  get weight(): number {
    return (
      this.uids.length * 4 + this.#flags.length * 9 + (this.#keywords === undefined ? 0 : this.count * 8)
    );
  }

  /** Takes over what changed, in the order of uids. Each is known, or new and so behind all others. */
  put(changed: readonly ChangedMessage[]): void {
    if (changed.length === 0) return;
    this.#makeRoom(this.count + changed.filter(({ uid }) => uid > this.#lastUid).length);
    for (const { uid, flags, modseq, keywords } of changed) {
      const index = uid > this.#lastUid ? this.#append(uid) : this.#firstFrom(uid);
      this.#flags[index] = flags;
      this.#modseqs[index] = modseq;
      if (keywords !== null || this.#keywords !== undefined) this.#putKeywords(index, keywords);
    }
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
      this.#flags.copyWithin(at, from, to);
      this.#modseqs.copyWithin(at, from, to);
      at += to - from;
    }
    this.#keywords = this.#keywords && kept.flatMap(([from, to]) => this.#keywords!.slice(from, to));
    this.uids = uids;
    this.count = count;
  }

  #append(uid: number): number {
    this.uids[this.count] = uid;
    return this.count++;
  }

  get #lastUid(): number {
    return this.count === 0 ? 0 : this.uids[this.count - 1]!;
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
    const [flags, modseqs] = [new Uint8Array(withSlack(count)), new Float64Array(withSlack(count))];
    flags.set(this.#flags);
    modseqs.set(this.#modseqs);
    this.#flags = flags;
    this.#modseqs = modseqs;
  }

  #putKeywords(index: number, text: string | null): void {
    this.#keywords ??= new Array<readonly string[]>(this.count).fill(none);
    this.#keywords[index] = this.#keywordsOf(text);
  }

  #keywordsOf(text: string | null): readonly string[] {
    if (text === null) return none;
    const known = this.#sets.get(text);
    if (known !== undefined) return known;
    if (this.#sets.size === mostSets) this.#sets.clear();
    const keywords = parseKeywords(text);
    this.#sets.set(text, keywords);
    for (const keyword of keywords) this.#know(keyword);
    return keywords;
  }

  #know(keyword: string): void {
    const key = keyword.toLowerCase();
    if (this.#inUse.has(key) || this.#inUse.size === mostKeywords) return;
    this.#inUse.add(key);
    this.keywordsInUse = [...this.keywordsInUse, keyword];
  }
}

/** Room for what comes next. */
function withSlack(count: number): number {
  return count + Math.max(16, count >>> 3);
}
