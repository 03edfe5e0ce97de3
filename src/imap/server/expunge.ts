// EXPUNGE and UID EXPUNGE: messages with \Deleted go for good. RFC 9051 §6.4.3, §6.4.9, RFC 7162 §3.2.7

import type { Command } from '../syntax/command.ts';
import { type Answer, no, ok } from './answer.ts';
import { refresh } from './columns.ts';
import { findMessages, uidsOf } from './messages.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export async function expunge(
  session: Session,
  { uids: set }: Extract<Command, { verb: 'EXPUNGE' }>,
): Promise<Answer> {
  const selected = session.selected!;
  if (selected.readOnly) return no(texts.readOnly, 'READ-ONLY');
  const uids = set && [...uidsOf(selected.view, findMessages(selected, 'uid', set)!)];
  session.connection.flush();
  const gone = uids?.length === 0 ? [] : await selected.mailbox.expunge(uids);
  session.tally.expunged += gone.length;
  // Told, each of them, by what is told before every tagged answer.
  await refresh(session);
  return ok(texts.completed('EXPUNGE'), gone.length > 0 ? highestModSeq(session) : undefined);
}

/** RFC 7162 §3.2.7: what went has a mod-sequence, which a client of QRESYNC must learn. */
export function highestModSeq({ enabled, selected }: Session): string | undefined {
  return enabled.qresync ? `HIGHESTMODSEQ ${selected!.mailbox.modseq}` : undefined;
}
