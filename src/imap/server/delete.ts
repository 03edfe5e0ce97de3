// DELETE: the mailbox with its messages; those below it stay, and its subscription does. RFC 9051 §6.3.5

import type { Command } from '../syntax/command.ts';
import { type Answer, no, ok } from './answer.ts';
import { findMailbox } from './find-mailbox.ts';
import type { Session } from './session.ts';
import { authenticated } from './tables.ts';
import { texts } from './texts.ts';

export async function deleteMailbox(
  session: Session,
  { mailbox: name }: Extract<Command, { verb: 'DELETE' }>,
): Promise<Answer> {
  if (name === 'INBOX') return no(texts.inboxStays, 'CANNOT');
  session.connection.flush();
  const info = await findMailbox(session, name);
  if (info === undefined) return no(texts.noSuchMailbox, 'NONEXISTENT');
  await session.account!.delete(info.mailbox);
  // Who deletes what they have selected is not surprised to have it selected no more.
  if (session.selected?.mailbox.mailbox === info.mailbox) {
    session.unselect();
    session.table = authenticated;
    session.connection.write(`* OK [CLOSED] ${texts.closed}\r\n`);
  }
  return ok(texts.completed('DELETE'));
}
