// What changed in a mailbox lately, so that each of a thousand sessions is told without a look at everything.

import type { ModSeq, Uid } from '../../imap/index.ts';

/** Changes between two modseqs: uids that are new or whose flags changed, ascending, and whether any went. */
export type Changes = { uids: readonly Uid[]; expunged: boolean };
type Entry = Changes & { to: ModSeq };

/** Beyond either the oldest are forgotten: comparing a hundred thousand flags costs less than merging more. */
const mostEntries = 512;
const mostUids = 16_384;

export class ChangeLog {
  /** What changed up to here is not remembered. */
  #floor: ModSeq;
  readonly #entries: Entry[] = [];
  #uids = 0;

  constructor(floor: ModSeq) {
    this.#floor = floor;
  }

  /** What changed since the entry before, up to `to`. */
  add(entry: Entry): void {
    this.#entries.push(entry);
    this.#uids += entry.uids.length;
    while (this.#entries.length > mostEntries || this.#uids > mostUids) {
      const { uids, to } = this.#entries.shift()!;
      this.#uids -= uids.length;
      this.#floor = to;
    }
  }

  /** Undefined when that is too long ago. May name more than changed: whole entries. */
  since(modseq: ModSeq): Changes | undefined {
    if (modseq < this.#floor) return undefined;
    let first = this.#entries.length;
    while (first > 0 && this.#entries[first - 1]!.to > modseq) first--;
    const entries = this.#entries.slice(first);
    if (entries.length <= 1) return entries[0] ?? { uids: [], expunged: false };
    const uids = new Set(entries.flatMap((entry) => entry.uids));
    return {
      uids: [...uids].sort((one, other) => one - other),
      expunged: entries.some(({ expunged }) => expunged),
    };
  }
}
