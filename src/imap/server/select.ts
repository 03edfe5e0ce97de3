// SELECT and EXAMINE. RFC 9051 §6.3.2, §6.3.3, RFC 3501 §6.3.1, §6.3.2, RFC 7162 §3.1.8, §3.2.5, RFC 8474 §4.1

import { Flag, type MailboxInfo, type OpenMailbox } from '../backend.ts';
import type { Command } from '../syntax/command.ts';
import { View } from '../view.ts';
import { type Answer, bad, no, ok } from './answer.ts';
import { findMailbox } from './find-mailbox.ts';
import { formatFlagsInUse } from './flag-list.ts';
import { formatListed } from './list-response.ts';
import { highestModSeq } from './news.ts';
import { Recent } from './recent.ts';
import { resynchronize } from './resynchronize.ts';
import type { Selected } from './selected.ts';
import type { Session } from './session.ts';
import { authenticated, selected as selectedTable } from './tables.ts';
import { texts } from './texts.ts';

type Select = Extract<Command, { verb: 'SELECT' | 'EXAMINE' }>;

export async function select(session: Session, command: Select): Promise<Answer> {
  const { verb, mailbox: name, condstore, qresync } = command;
  const { connection, enabled } = session;
  if (qresync !== undefined && !enabled.qresync) return bad(texts.needsQresync);
  // The one before is left in any case. RFC 9051 §6.3.2
  if (session.selected) connection.write(`* OK [CLOSED] ${texts.closed}\r\n`);
  session.unselect();
  session.table = authenticated;
  if (condstore) session.enableCondstore();
  connection.flush();
  const info = await findMailbox(session, name);
  if (info === undefined) return no(texts.noSuchMailbox, 'NONEXISTENT');
  const selected = await open(session, info, verb === 'EXAMINE');
  const lines = describe(session, selected);
  // Told first, so that nothing that comes while \Recent is claimed is mixed into it.
  connection.write(`* ${selected.view.count} EXISTS\r\n`);
  if (!enabled.rev2) {
    // RFC 3501 §6.3.2: only SELECT makes them somebody's.
    if (selected.readOnly) selected.recent.add(info.recentFrom, selected.view.lastUid);
    else await selected.recent.claim(selected.mailbox, info.recentFrom - 1);
    connection.write(`* ${selected.recent.count(selected.view)} RECENT\r\n`);
  }
  for (const line of lines) connection.write(`* ${line}\r\n`);
  connection.write(highestModSeq(selected));
  if (qresync !== undefined && qresync.uidvalidity === selected.mailbox.uidvalidity)
    await resynchronize(session, qresync);
  return ok(texts.completed(verb), selected.readOnly ? 'READ-ONLY' : 'READ-WRITE');
}

async function open(session: Session, info: MailboxInfo, readOnly: boolean): Promise<Selected> {
  const mailbox = await session.account!.open(info.mailbox);
  try {
    await mailbox.refresh();
  } catch (error) {
    mailbox.release();
    throw error;
  }
  session.table = selectedTable;
  session.selected = {
    name: info.name,
    mailbox,
    view: new View(mailbox),
    readOnly,
    recent: new Recent(),
    keywords: mailbox.keywordsInUse,
    saved: [],
  };
  return session.selected;
}

/** As the view was made a moment ago: a mailbox that others share goes on. */
function describe(session: Session, { mailbox, name, keywords, readOnly }: Selected): string[] {
  const { rev2 } = session.enabled;
  const flags = formatFlagsInUse(keywords);
  const unseen = rev2 ? undefined : firstUnseen(mailbox);
  return [
    ...(unseen === undefined ? [] : [`OK [UNSEEN ${unseen}] ${texts.firstUnseen}`]),
    `OK [UIDVALIDITY ${mailbox.uidvalidity}] ${texts.uidValidity}`,
    `OK [UIDNEXT ${mailbox.uidnext}] ${texts.uidNext}`,
    `OK [MAILBOXID (${mailbox.objectId})] ${texts.mailboxId}`,
    // Only a client of IMAP4rev2 waits for it. RFC 9051 §6.3.2
    ...(rev2 ? [formatListed('LIST', session.dialect, name, [])] : []),
    `FLAGS (${flags})`,
    readOnly
      ? `OK [PERMANENTFLAGS ()] ${texts.noPermanentFlags}`
      : `OK [PERMANENTFLAGS (${flags} \\*)] ${texts.permanentFlags}`,
  ];
}

/** Its sequence number. RFC 3501 §7.1 UNSEEN */
function firstUnseen(mailbox: OpenMailbox): number | undefined {
  for (let index = 0; index < mailbox.count; index++)
    if ((mailbox.flags(index) & Flag.Seen) === 0) return index + 1;
  return undefined;
}
