// The flags that messages had before a silent STORE, and whether the STORE alone explains those that they have now.

import type { Flags } from '../syntax/flag.ts';
import { locate } from './columns.ts';
import type { SeqRange } from './messages.ts';
import type { Selected } from './selected.ts';

/** Stands for flags that the client does not know: others changed them, and it was not told yet. */
const unknown = 255;

export class FlagsBefore {
  readonly #selected: Selected;
  readonly #first: number;
  readonly #flags: Uint8Array;
  /** Only where a message has any. */
  readonly #keywords = new Map<number, readonly string[]>();

  constructor(selected: Selected, ranges: readonly SeqRange[]) {
    this.#selected = selected;
    this.#first = ranges[0]!.first;
    this.#flags = new Uint8Array(ranges.at(-1)!.last - this.#first + 1);
    const { mailbox, view } = selected;
    for (const { first, last } of ranges) {
      for (let seq: number = first; seq <= last; seq++) {
        const index = locate(mailbox, seq, view.uid(seq));
        const isKnown = index !== undefined && mailbox.modseqOf(index) <= view.modseq;
        this.#flags[seq - this.#first] = isKnown ? mailbox.flags(index) : unknown;
        if (isKnown && mailbox.keywords(index).length > 0) this.#keywords.set(seq, mailbox.keywords(index));
      }
    }
  }

  /** `index`: where the message is now. */
  explains(
    { how, flags, keywords }: Flags & { how: 'add' | 'remove' | 'replace' },
    seq: number,
    index: number,
  ): boolean {
    const { mailbox } = this.#selected;
    const before = this.#flags[seq - this.#first]!;
    if (before === unknown) return false;
    const expected = how === 'replace' ? flags : how === 'add' ? before | flags : before & ~flags;
    if (mailbox.flags(index) !== expected) return false;
    const had = this.#keywords.get(seq) ?? [];
    const has = mailbox.keywords(index);
    if (keywords.length === 0 && how !== 'replace') return had === has || sameWords(had, has);
    return sameWords(changedWords(how, had, keywords), has);
  }
}

function changedWords(
  how: 'add' | 'remove' | 'replace',
  had: readonly string[],
  words: readonly string[],
): readonly string[] {
  if (how === 'replace') return words;
  if (how === 'add') return [...had, ...words];
  const removed = new Set(words.map((word) => word.toLowerCase()));
  return had.filter((word) => !removed.has(word.toLowerCase()));
}

/** Without regard to case, order, and repetition. */
function sameWords(some: readonly string[], others: readonly string[]): boolean {
  const set = (words: readonly string[]) => new Set(words.map((word) => word.toLowerCase()));
  const one = set(some);
  const other = set(others);
  return one.size === other.size && [...one].every((word) => other.has(word));
}
