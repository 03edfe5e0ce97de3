// Which of the uids that a client asks about went while it was away. RFC 7162 §3.2.6, §3.2.10

import type { ModSeq } from '../backend.ts';
import { formatRanges, type NumberRange, resolveRanges } from '../syntax/number-set.ts';
import type { View } from '../view.ts';
import type { Selected } from './selected.ts';
import type { Session } from './session.ts';

/**
 * VANISHED (EARLIER), told before any FETCH of the same command. `asked`: ascending, apart from each other, without '*'.
 */
export async function tellVanishedSince(
  session: Session,
  asked: readonly NumberRange[],
  since: ModSeq,
): Promise<void> {
  const gone = formatRanges(await vanishedOf(session.selected!, asked, since));
  if (gone !== '') session.connection.write(`* VANISHED (EARLIER) ${gone}\r\n`);
}

/** A uid for which the client still has a number is none of these: that it went is told by EXPUNGE or VANISHED. */
async function vanishedOf(
  { mailbox, view }: Selected,
  asked: readonly NumberRange[],
  since: ModSeq,
): Promise<NumberRange[]> {
  const { ranges, complete } = await mailbox.vanishedSince(since);
  // Where not everything is remembered, each uid that is missing is said to have gone. RFC 7162 §3.2.6
  const gone = complete
    ? ranges.map(({ first, last }) => ({ from: first, to: last }))
    : without([{ from: 1, to: mailbox.uidnext - 1 }], mailbox.count, (index) => mailbox.uids[index]!);
  // Joined where they touch: the keeper may remember each by itself.
  return resolveRanges(without(intersection(asked, gone), view.count, uidAt(view)), 0);
}

const uidAt = (view: View) => (index: number) => view.uid(index + 1);

/** Both ascending. */
export function intersection(some: readonly NumberRange[], others: readonly NumberRange[]): NumberRange[] {
  const both: NumberRange[] = [];
  for (let one = 0, other = 0; one < some.length && other < others.length; ) {
    const from = Math.max(some[one]!.from, others[other]!.from);
    const to = Math.min(some[one]!.to, others[other]!.to);
    if (from <= to) both.push({ from, to });
    if (some[one]!.to < others[other]!.to) one++;
    else other++;
  }
  return both;
}

/** The ranges without the `count` uids, all of them ascending. */
export function without(
  ranges: readonly NumberRange[],
  count: number,
  uid: (index: number) => number,
): NumberRange[] {
  const left: NumberRange[] = [];
  for (const { from, to } of ranges) {
    let next = from;
    for (let index = firstFrom(count, uid, from); index < count && uid(index) <= to; index++) {
      if (uid(index) > next) left.push({ from: next, to: uid(index) - 1 });
      next = uid(index) + 1;
    }
    if (next <= to) left.push({ from: next, to });
  }
  return left;
}

/** The first index, of `count`, whose uid is not below this one. */
function firstFrom(count: number, uid: (index: number) => number, wanted: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (uid(middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
