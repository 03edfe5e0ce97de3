// Which messages a set of numbers names, in one session. RFC 9051 §9 (sequence-set, seq-number), RFC 5182

import type { Uid } from '../backend.ts';
import type { NumberedBy } from '../syntax/command.ts';
import { includesNumber, type NumberRange, type NumberSet, resolveRanges } from '../syntax/number-set.ts';
import type { Seq, View } from '../view.ts';
import type { Selected } from './selected.ts';

/** From `first` to `last`, both of them messages that the client knows. */
export type SeqRange = { first: Seq; last: Seq };

/**
 * Ascending, apart from each other. Undefined: it names a sequence number that no message has, which is BAD
 * (RFC 9051 §9 seq-number). A uid that no message has is passed over (§6.4.9).
 */
export function findMessages(selected: Selected, by: NumberedBy, set: NumberSet): SeqRange[] | undefined {
  const { view } = selected;
  if (set === '$') return rangesOf(savedSeqs(selected));
  if (by === 'sequence') {
    if (!set.every((range) => isKnown(range, view.count))) return undefined;
    return resolveRanges(set, view.count).map(({ from, to }) => ({
      first: from as Seq,
      // `7:*` where 5 is the last: the last, as by uid.
      last: Math.min(to, view.count) as Seq,
    }));
  }
  return resolveRanges(set, view.lastUid)
    .map(({ from, to }) => ({ first: (view.below(from) + 1) as Seq, last: view.below(to + 1) as Seq }))
    .filter(({ first, last }) => first <= last);
}

/** Whether a set has a number, for SEARCH: there any number may be asked for. */
export function containsNumber(
  selected: Selected,
  by: NumberedBy,
  set: NumberSet,
): (number: number) => boolean {
  const { view } = selected;
  if (set === '$') {
    const saved = new Set<number>(by === 'uid' ? selected.saved : savedSeqs(selected));
    return (number) => saved.has(number);
  }
  const ranges = resolveRanges(set, by === 'uid' ? view.lastUid : view.count);
  return (number) => includesNumber(ranges, number);
}

/** Those of the messages, by the uids that the client knows. */
export function* uidsOf(view: View, ranges: readonly SeqRange[]): Generator<Uid> {
  for (const { first, last } of ranges) {
    for (let seq: number = first; seq <= last; seq++) yield view.uid(seq);
  }
}

export function countMessages(ranges: readonly SeqRange[]): number {
  return ranges.reduce((count, { first, last }) => count + last - first + 1, 0);
}

/** The uids that a set names, whether there are such messages or not. RFC 7162 §3.2.6 */
export function askedUids({ view, mailbox, saved }: Selected, set: NumberSet): NumberRange[] {
  if (set === '$') return saved.map((uid) => ({ from: uid, to: uid }));
  return resolveRanges(set, Math.max(view.lastUid, mailbox.uidnext - 1));
}

/** "This includes "*" if the selected mailbox is empty." RFC 9051 §9 seq-number */
function isKnown({ from, to }: NumberRange, count: number): boolean {
  if (Number.isFinite(from) && Number.isFinite(to)) return Math.max(from, to) <= count;
  return count > 0;
}

function savedSeqs({ saved, view }: Selected): Seq[] {
  return saved.map((uid) => view.seq(uid)).filter((seq) => seq !== undefined);
}

/** `seqs`: ascending. */
export function rangesOf(seqs: readonly Seq[]): SeqRange[] {
  const ranges: SeqRange[] = [];
  for (const seq of seqs) {
    const last = ranges.at(-1);
    if (last !== undefined && last.last + 1 === seq) last.last = seq;
    else ranges.push({ first: seq, last: seq });
  }
  return ranges;
}
