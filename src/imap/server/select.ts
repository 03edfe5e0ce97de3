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
  const opened = await open(session, info, verb === 'EXAMINE');
  tellMailbox(session, opened, info);
  if (qresync !== undefined && qresync.uidvalidity === opened.mailbox.uidvalidity)
    await resynchronize(session, qresync);
  return ok(texts.completed(verb), opened.readOnly ? 'READ-ONLY' : 'READ-WRITE');
}

async function open(session: Session, info: MailboxInfo, readOnly: boolean): Promise<Selected> {
  const mailbox = await session.account!.open(info.mailbox);
  const view = new View(mailbox);
  const selected: Selected = {
    name: info.name,
    mailbox,
    view,
    readOnly,
    recent: new Recent(),
    keywords: mailbox.keywordsInUse,
    saved: [],
  };
  session.selected = selected;
  session.table = selectedTable;
  // RFC 3501 §6.3.2: only SELECT makes them somebody's.
  if (!session.enabled.rev2)
    selected.recent.add(readOnly ? info.recentFrom : await mailbox.claimRecent(), view.lastUid);
  return selected;
}

function tellMailbox(session: Session, selected: Selected, info: MailboxInfo): void {
  const { mailbox, view, recent, keywords, readOnly } = selected;
  const { rev2 } = session.enabled;
  const flags = formatFlagsInUse(keywords);
  const lines = [`${view.count} EXISTS`];
  if (!rev2) {
    lines.push(`${recent.count(view)} RECENT`);
    const unseen = firstUnseen(mailbox);
    if (unseen !== undefined) lines.push(`OK [UNSEEN ${unseen}] ${texts.firstUnseen}`);
  }
  lines.push(`OK [UIDVALIDITY ${mailbox.uidvalidity}] ${texts.uidValidity}`);
  lines.push(`OK [UIDNEXT ${mailbox.uidnext}] ${texts.uidNext}`);
  lines.push(`OK [MAILBOXID (${mailbox.objectId})] ${texts.mailboxId}`);
  // Only a client of IMAP4rev2 waits for it. RFC 9051 §6.3.2
  if (rev2) lines.push(formatListed('LIST', session.dialect, info.name, []));
  lines.push(`FLAGS (${flags})`);
  if (readOnly) lines.push(`OK [PERMANENTFLAGS ()] ${texts.noPermanentFlags}`);
  else lines.push(`OK [PERMANENTFLAGS (${flags} \\*)] ${texts.permanentFlags}`);
  for (const line of lines) session.connection.write(`* ${line}\r\n`);
  session.connection.write(highestModSeq(selected));
}

/** Its sequence number. RFC 3501 §7.1 UNSEEN */
function firstUnseen(mailbox: OpenMailbox): number | undefined {
  for (let index = 0; index < mailbox.count; index++)
    if ((mailbox.flags(index) & Flag.Seen) === 0) return index + 1;
  return undefined;
}
