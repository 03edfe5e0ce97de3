// QRESYNC in SELECT: what went and what changed since the client was here. RFC 7162 §3.2.5

import type { Uid } from '../backend.ts';
import type { Qresync } from '../syntax/command.ts';
import { includesNumber, type NumberRange, resolveRanges } from '../syntax/number-set.ts';
import type { View } from '../view.ts';
import { tellFlags } from './news.ts';
import type { Session } from './session.ts';
import { intersection, tellVanishedSince } from './vanished.ts';

/** The client's UIDVALIDITY was found to be right. */
export async function resynchronize(session: Session, { modseq, known, match }: Qresync): Promise<void> {
  const selected = session.selected!;
  const { mailbox, view } = selected;
  const all: NumberRange[] = mailbox.uidnext > 1 ? [{ from: 1, to: mailbox.uidnext - 1 }] : [];
  const asked = known ? resolveRanges(known, 0) : all;
  const from = match ? lastMatch(view, match) + 1 : 1;
  await tellVanishedSince(session, intersection(asked, [{ from, to: 0xffff_ffff }]), modseq);
  const changed: Uid[] = [];
  for (let index = 0; index < mailbox.count; index++) {
    if (mailbox.modseqOf(index) <= modseq) continue;
    const uid = mailbox.uids[index] as Uid;
    if (includesNumber(asked, uid)) changed.push(uid);
  }
  await tellFlags(session, selected, changed);
}

/**
 * The highest uid that still has the number that the client knows it by: of what went below it the client knows. Pairs behind
 * the first that is wrong are wrong too. RFC 7162 §3.2.5.2
 */
function lastMatch(view: View, { sequence, uids }: NonNullable<Qresync['match']>): number {
  let last = 0;
  const numbers = eachNumber(uids, 0xffff_ffff);
  for (const seq of eachNumber(sequence, view.count)) {
    const uid = numbers.next().value;
    if (uid === undefined || view.uid(seq) !== uid) break;
    last = uid;
  }
  return last;
}

function* eachNumber(ranges: readonly NumberRange[], most: number): Generator<number, undefined> {
  for (const { from, to } of ranges)
    for (let number = from; number <= Math.min(to, most); number++) yield number;
}
