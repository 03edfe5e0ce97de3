// COPY, MOVE and their UID forms: into another mailbox, all or none. RFC 9051 §6.4.7, §6.4.8, RFC 4315 §3

import type { Copied, MailboxId, Uid } from '../backend.ts';
import type { Command } from '../syntax/command.ts';
import { formatNumbers } from '../syntax/number-set.ts';
import { indexOf } from '../view.ts';
import { type Answer, bad, no, ok } from './answer.ts';
import { refresh } from './columns.ts';
import { highestModSeq } from './expunge.ts';
import { findMailbox } from './find-mailbox.ts';
import { findMessages, uidsOf } from './messages.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

type Copy = Extract<Command, { verb: 'COPY' | 'MOVE' }>;

export async function copy(session: Session, command: Copy): Promise<Answer> {
  const begun = await begin(session, command);
  if ('status' in begun) return begun;
  const copied = await session.selected!.mailbox.copy(begun.uids, begun.to);
  if (copied.uids.length === 0) return ok(texts.nothingCopied);
  return ok(texts.completed('COPY'), copyUid(copied));
}

export async function move(session: Session, command: Copy): Promise<Answer> {
  const { mailbox, readOnly } = session.selected!;
  if (readOnly) return no(texts.readOnly, 'READ-ONLY');
  const begun = await begin(session, command);
  if ('status' in begun) return begun;
  const moved = await mailbox.move(begun.uids, begun.to);
  if (moved.uids.length === 0) return ok(texts.nothingCopied);
  // RFC 9051 §6.4.8: before it is told that the messages went, the client learns where they are.
  session.connection.write(`* OK [${copyUid(moved)}] ${texts.moved}\r\n`);
  // Told, each of them, by what is told before every tagged answer.
  await refresh(session);
  return ok(texts.completed('MOVE'), highestModSeq(session));
}

/** What is to go where; an answer where nothing will. */
async function begin(
  session: Session,
  { by, set, mailbox: name }: Copy,
): Promise<{ uids: Uid[]; to: MailboxId } | Answer> {
  const selected = session.selected!;
  await refresh(session);
  const ranges = findMessages(selected, by, set);
  if (ranges === undefined) return bad(texts.noSuchMessage(selected.view.count));
  session.connection.flush();
  const target = await findMailbox(session, name);
  if (target === undefined) return no(texts.noSuchMailbox, 'TRYCREATE');
  const uids = [...uidsOf(selected.view, ranges)];
  // All or none, and none that is not there: RFC 2180 §4.4.1. A uid that no message has is passed over (RFC 9051 §6.4.9).
  if (by === 'sequence' && uids.some((uid) => indexOf(selected.mailbox, uid) === undefined))
    return no(texts.someGone, 'EXPUNGEISSUED');
  return uids.length === 0 ? ok(texts.nothingCopied) : { uids, to: target.mailbox };
}

/** Sets in which the same place is the same message. */
function copyUid({ uidvalidity, from, uids }: Copied): string {
  return `COPYUID ${uidvalidity} ${formatNumbers(from)} ${formatNumbers(uids)}`;
}
