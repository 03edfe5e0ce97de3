// CLOSE and UNSELECT: back to the authenticated state. RFC 9051 §6.4.1, §6.4.2, RFC 3691

import { type Answer, ok } from './answer.ts';
import type { Session } from './session.ts';
import { authenticated } from './tables.ts';
import { texts } from './texts.ts';

/** What is marked \Deleted goes, without a word: not even the modseq of that may be told (RFC 7162 §3.2.8). */
export async function close(session: Session): Promise<Answer> {
  const { mailbox, readOnly } = session.selected!;
  session.connection.flush();
  // RFC 9051 §6.4.1: nothing goes, and that is no error, from what EXAMINE opened.
  if (!readOnly) session.tally.expunged += (await mailbox.expunge(undefined)).length;
  return leave(session, ok(texts.completed('CLOSE')));
}

export function unselect(session: Session): Answer {
  return leave(session, ok(texts.completed('UNSELECT')));
}

function leave(session: Session, answer: Answer): Answer {
  session.unselect();
  session.table = authenticated;
  return answer;
}
