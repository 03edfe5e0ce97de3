// FETCH and UID FETCH: data of messages, in slices, whatever there is of it. RFC 9051 §6.4.5, RFC 7162 §3.1.4

import type { ColumnItem } from '../fetch/plan-fetch.ts';
import { planFetch } from '../fetch/plan-fetch.ts';
import type { Command } from '../syntax/command.ts';
import { type Answer, bad, no, ok } from './answer.ts';
import { refresh } from './columns.ts';
import { fetchColumns } from './fetch-columns.ts';
import { fetchLetters } from './fetch-letters.ts';
import { askedUids, findMessages } from './messages.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';
import { tellVanishedSince } from './vanished.ts';

/** What a FETCH could not give, and what its answer says of that. */
export type Missed = {
  /** Messages that are gone, though the client was not told. */
  gone: boolean;
  /** A part whose transfer encoding nobody here can undo. */
  unknownEncoding: boolean;
};

export async function fetch(session: Session, command: Extract<Command, { verb: 'FETCH' }>): Promise<Answer> {
  const { by, set, changedSince, vanished } = command;
  const selected = session.selected!;
  // RFC 7162 §3.2.6: the modifier is BAD before ENABLE QRESYNC.
  if (vanished && !session.enabled.qresync) return bad(texts.needsQresync);
  await refresh(session);
  const ranges = findMessages(selected, by, set);
  if (ranges === undefined) return bad(texts.noSuchMessage(selected.view.count));
  const plan = planFetch(command.items, alwaysTold(command));
  // RFC 7162 §3.1: both ask for mod-sequences from here on.
  if (plan.columns.includes('MODSEQ')) session.enableCondstore();
  if (vanished) await tellVanishedSince(session, askedUids(selected, set), changedSince!);
  const missed: Missed = { gone: false, unknownEncoding: false };
  if (plan.want === undefined) await fetchColumns(session, { ranges, plan, changedSince, missed });
  else await fetchLetters(session, { ranges, plan, changedSince, missed });
  if (missed.unknownEncoding) return no(texts.unknownEncoding, 'UNKNOWN-CTE');
  // A uid that no message has is passed over without a word (RFC 9051 §6.4.9); a number has a message (RFC 2180 §4.1.2).
  if (missed.gone && by === 'sequence') return no(texts.someGone, 'EXPUNGEISSUED');
  return ok(texts.completed('FETCH'));
}

/** RFC 9051 §6.4.9: by uid the uid is told. RFC 7162 §3.1.4.1: CHANGEDSINCE adds MODSEQ. */
function alwaysTold({ by, changedSince }: Extract<Command, { verb: 'FETCH' }>): ColumnItem[] {
  const always: ColumnItem[] = [];
  if (by === 'uid') always.push('UID');
  if (changedSince !== undefined) always.push('MODSEQ');
  return always;
}
