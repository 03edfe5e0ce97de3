// What is new in the selected mailbox, told before the answer to a command. RFC 9051 §5.2 and §7.5, RFC 3501 §7.3.2, RFC
// 7162 §3.2.4 and §3.2.10

import type { Uid } from '../backend.ts';
import { formatNumbers } from '../syntax/number-set.ts';
import { indexOf, type News } from '../view.ts';
import { Departure } from './departure.ts';
import { formatFlagList, formatFlagsInUse } from './flag-list.ts';
import type { Selected } from './selected.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

/** Responses of one slice. */
const slice = 64;

/** `expunge`: whether it may be told that messages went. Rejects with what ends the session when the mailbox is gone. */
export async function tellNews(session: Session, expunge: boolean): Promise<void> {
  const selected = session.selected!;
  const { mailbox, view } = selected;
  const refreshing = mailbox.refresh();
  if (refreshing) await refreshing;
  // RFC 2180 §3.3: whoever still has it selected is better off without the connection than with numbers of nothing.
  if (mailbox.gone) throw new Departure('mailbox-deleted', texts.mailboxDeleted);
  tellKeywords(session, selected);
  const lastKnown = view.lastUid;
  const news = view.sync(mailbox, { expunge });
  if (news.expunged.length > 0) await tellExpunged(session, news);
  if (news.exists !== undefined) await tellExists(session, selected, news.exists, lastKnown);
  if (news.changed.length > 0) await tellFlags(session, selected, news.changed);
}

/** The flags of these messages, as far as they are still there. */
export async function tellFlags(session: Session, selected: Selected, uids: readonly Uid[]): Promise<void> {
  const { condstore, rev2 } = session.enabled;
  const { mailbox, view } = selected;
  let inSlice = 0;
  for (const uid of uids) {
    const index = indexOf(mailbox, uid);
    const seq = view.seq(uid);
    if (index === undefined || seq === undefined) continue;
    const flags = `FLAGS ${formatFlagList(selected, index, uid)}`;
    const named = condstore || rev2 ? `UID ${uid} ${flags}` : flags;
    const item = condstore ? `${named} MODSEQ (${mailbox.modseqOf(index)})` : named;
    session.connection.write(`* ${seq} FETCH (${item})\r\n`);
    if (++inSlice % slice > 0) continue;
    const wait = session.ready();
    if (wait) await wait;
  }
}

/** Up to where the client knows the mailbox: never beyond what it was told. RFC 7162 §3.1.2.1 */
export function highestModSeq({ view }: Selected): string {
  return `* OK [HIGHESTMODSEQ ${view.modseq}] ${texts.highest}\r\n`;
}

/** The first message with a keyword must not be the first that a client hears of it. RFC 9051 §7.3.5 */
export function tellKeywords(session: Session, selected: Selected): void {
  const { keywordsInUse } = selected.mailbox;
  if (keywordsInUse === selected.keywords) return;
  selected.keywords = keywordsInUse;
  session.connection.write(`* FLAGS (${formatFlagsInUse(keywordsInUse)})\r\n`);
}

async function tellExpunged(session: Session, { expunged, vanished }: News): Promise<void> {
  if (session.enabled.qresync) {
    session.connection.write(`* VANISHED ${formatNumbers(vanished)}\r\n`);
    return;
  }
  for (const [at, seq] of expunged.entries()) {
    session.connection.write(`* ${seq} EXPUNGE\r\n`);
    if (at % slice > 0) continue;
    const wait = session.ready();
    if (wait) await wait;
  }
}

async function tellExists(
  session: Session,
  selected: Selected,
  exists: number,
  lastKnown: Uid,
): Promise<void> {
  const { connection, enabled } = session;
  const { mailbox, view, recent, readOnly } = selected;
  connection.write(`* ${exists} EXISTS\r\n`);
  if (enabled.rev2) return;
  // To claim them takes a write: nobody waits for that who only wants to know that there is something new.
  connection.flush();
  // EXAMINE takes no message's \Recent away. RFC 3501 §6.3.2
  if (readOnly) recent.add(lastKnown + 1, view.lastUid);
  else await recent.claim(mailbox, lastKnown);
  connection.write(`* ${recent.count(view)} RECENT\r\n`);
}
