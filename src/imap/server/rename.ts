// RENAME: with all that is below, and with the INBOX's own rule. RFC 9051 §6.3.6

import type { MailboxInfo, Uid } from '../backend.ts';
import type { Command } from '../syntax/command.ts';
import { delimiter, parseMailboxName } from '../syntax/mailbox-name.ts';
import { type Answer, no, ok } from './answer.ts';
import { createAbove } from './create.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export async function rename(
  session: Session,
  { mailbox: from, to }: Extract<Command, { verb: 'RENAME' }>,
): Promise<Answer> {
  session.connection.flush();
  const mailboxes = await session.account!.mailboxes();
  if (mailboxes.some(({ name }) => name === to)) return no(texts.refused.ALREADYEXISTS, 'ALREADYEXISTS');
  if (from === 'INBOX') return moveInbox(session, mailboxes, to);
  // It would have to be above and below itself.
  if (to.startsWith(from + delimiter)) return no(texts.intoItself, 'CANNOT');
  const below = mailboxes.filter(({ name }) => name.startsWith(from + delimiter));
  const self = mailboxes.find(({ name }) => name === from);
  if (self === undefined && below.length === 0) return no(texts.noSuchMailbox, 'NONEXISTENT');
  const renamed = ({ name }: MailboxInfo) => to + name.slice(from.length);
  if (below.some((mailbox) => !canBe(renamed(mailbox)))) return no(texts.badName, 'CANNOT');
  await createAbove(session, mailboxes, to);
  // A level without a mailbox of its own: what is right below it takes the rest along.
  for (const mailbox of self ? [self] : topmost(below))
    await session.account!.rename(mailbox.mailbox, renamed(mailbox));
  return ok(texts.completed('RENAME'));
}

/** The messages go to a new mailbox; the INBOX and what is below it stay. */
async function moveInbox(session: Session, mailboxes: readonly MailboxInfo[], to: string): Promise<Answer> {
  await createAbove(session, mailboxes, to);
  const target = await session.account!.create(to, {});
  const inbox = await session.account!.open(mailboxes.find(({ name }) => name === 'INBOX')!.mailbox);
  try {
    const uids = Array.from(inbox.uids.subarray(0, inbox.count)) as Uid[];
    if (uids.length > 0) await inbox.move(uids, target.mailbox);
  } finally {
    inbox.release();
  }
  return ok(texts.completed('RENAME'));
}

/** Those that are below none of the others. */
function topmost(mailboxes: readonly MailboxInfo[]): MailboxInfo[] {
  return mailboxes.filter(({ name }) => !mailboxes.some((other) => name.startsWith(other.name + delimiter)));
}

/** What is below moves with it, and must not end where no client can name it. */
function canBe(name: string): boolean {
  return parseMailboxName(Buffer.from(name).toString('latin1'), true) === name;
}
