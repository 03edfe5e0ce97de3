// STATUS: numbers of a mailbox without selecting it. RFC 9051 §6.3.11, RFC 3501 §6.3.10, RFC 7162 §3.1.7, RFC 7889 §4,
// RFC 8438, RFC 8474 §4.3, RFC 9208 §4.1.5

import type { MailboxInfo, OpenMailbox } from '../backend.ts';
import type { Command, StatusItem } from '../syntax/command.ts';
import { formatMailboxName } from '../syntax/mailbox-name.ts';
import { type Answer, no, ok } from './answer.ts';
import { findMailbox } from './find-mailbox.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export async function status(
  session: Session,
  { mailbox, items }: Extract<Command, { verb: 'STATUS' }>,
): Promise<Answer> {
  session.connection.flush();
  const info = await findMailbox(session, mailbox);
  if (info === undefined) return no(texts.noSuchMailbox, 'NONEXISTENT');
  session.connection.write(await formatStatus(session, info, items));
  return ok(texts.completed('STATUS'));
}

/** The whole response. */
export async function formatStatus(
  session: Session,
  info: MailboxInfo,
  items: readonly StatusItem[],
): Promise<string> {
  const pairs: string[] = [];
  for (const item of items) pairs.push(`${item} ${await valueOfItem(session, info, item)}`);
  return `* STATUS ${formatMailboxName(info.name, session.dialect.utf8Names)} (${pairs.join(' ')})\r\n`;
}

function valueOfItem(
  session: Session,
  info: MailboxInfo,
  item: StatusItem,
): number | string | Promise<number> {
  switch (item) {
    case 'MESSAGES':
      return info.messages;
    case 'RECENT':
      return countRecent(session, info);
    case 'UIDNEXT':
      return info.uidnext;
    case 'UIDVALIDITY':
      return info.uidvalidity;
    case 'UNSEEN':
      return info.unseen;
    case 'DELETED':
      return info.deleted;
    case 'SIZE':
      return info.octets;
    case 'HIGHESTMODSEQ':
      session.enableCondstore(); // RFC 7162 §3.1
      return info.modseq;
    case 'MAILBOXID':
      return `(${info.objectId})`;
    case 'APPENDLIMIT':
      return session.surroundings.limits.message;
    case 'DELETED-STORAGE':
      return info.deletedOctets;
  }
}

/** Messages that no session was told of. Old clients ask it of every mailbox, and most have none. */
async function countRecent({ account }: Session, info: MailboxInfo): Promise<number> {
  if (info.messages === 0 || info.recentFrom >= info.uidnext) return 0;
  const mailbox = await account!.open(info.mailbox);
  try {
    return countFrom(mailbox, info.recentFrom);
  } finally {
    mailbox.release();
  }
}

function countFrom({ uids, count }: OpenMailbox, first: number): number {
  let index = count;
  while (index > 0 && uids[index - 1]! >= first) index--;
  return count - index;
}
