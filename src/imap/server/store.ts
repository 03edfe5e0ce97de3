// STORE and UID STORE: flags of messages. RFC 9051 §6.4.6, RFC 7162 §3.1.3

import type { Uid } from '../backend.ts';
import type { ColumnItem } from '../fetch/plan-fetch.ts';
import type { Command } from '../syntax/command.ts';
import { formatNumbers } from '../syntax/number-set.ts';
import { type Answer, bad, no, ok } from './answer.ts';
import { formatColumns, locate, noteTold, refresh } from './columns.ts';
import { FlagsBefore } from './flags-before.ts';
import { findMessages, type SeqRange, uidsOf } from './messages.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

type Store = Extract<Command, { verb: 'STORE' }>;

/** Messages of one slice of the answer. */
const slice = 256;

export async function store(session: Session, command: Store): Promise<Answer> {
  const selected = session.selected!;
  const { by, set, how, flags, keywords, unchangedSince } = command;
  if (selected.readOnly) return no(texts.readOnly, 'READ-ONLY');
  await refresh(session);
  const ranges = findMessages(selected, by, set);
  if (ranges === undefined) return bad(texts.noSuchMessage(selected.view.count));
  if (unchangedSince !== undefined) session.enableCondstore(); // RFC 7162 §3.1
  const uids = [...uidsOf(selected.view, ranges)];
  if (uids.length === 0) return ok(texts.completed('STORE'));
  const before = new FlagsBefore(selected, ranges);
  session.connection.flush();
  const { modified } = await selected.mailbox.changeFlags({ uids, how, flags, keywords, unchangedSince });
  await refresh(session);
  const gone = await tell(session, { command, ranges, before, modified: new Set(modified) });
  // Silent or by uid, those that are gone are passed over (RFC 2180 §4.2.1, RFC 9051 §6.4.9); else §4.2.2 and §4.2.3.
  const missed = gone && by === 'sequence' && !command.silent;
  if (modified.length > 0) {
    const failed = by === 'uid' ? modified : modified.map((uid) => selected.view.seq(uid)!);
    const code = `MODIFIED ${formatNumbers(failed)}`;
    return missed ? no(texts.someGone, code) : ok(texts.conditionalFailed, code);
  }
  return missed ? no(texts.someGone, 'EXPUNGEISSUED') : ok(texts.completed('STORE'));
}

type Told = {
  command: Store;
  ranges: readonly SeqRange[];
  before: FlagsBefore;
  modified: ReadonlySet<Uid>;
};

/** Tells the new flags, as far as the client cannot know them itself; answers whether a message is gone. */
async function tell(session: Session, { command, ranges, before, modified }: Told): Promise<boolean> {
  const selected = session.selected!;
  const { mailbox, view } = selected;
  const items = toldItems(session, command);
  let gone = false;
  let text = '';
  let inSlice = 0;
  for (const { first, last } of ranges) {
    for (let seq: number = first; seq <= last; seq++) {
      const uid = view.uid(seq);
      const index = locate(mailbox, seq, uid);
      if (index === undefined) gone = true;
      else if (!modified.has(uid)) {
        if (items.length > 0) text += `* ${seq} FETCH (${formatColumns(selected, items, index, uid)})\r\n`;
        // A silent client computes the flags itself: what another changed at the same time it must be told all the same.
        if (!command.silent || before.explains(command, seq, index)) noteTold(selected, index, uid);
      }
      if (++inSlice < slice) continue;
      if (text !== '') session.connection.write(text);
      text = '';
      inSlice = 0;
      const wait = session.ready();
      if (wait) await wait;
    }
  }
  if (text !== '') session.connection.write(text);
  return gone;
}

/**
 * What the response to each message says. Once a client asked for mod-sequences it is told them even when silent, and with
 * them the uid (RFC 7162 §3.1.3, §3.2.4).
 */
function toldItems({ enabled }: Session, { by, silent }: Store): ColumnItem[] {
  const { condstore, rev2 } = enabled;
  const items: ColumnItem[] = [];
  if (silent && !condstore) return items;
  if (by === 'uid' || condstore || rev2) items.push('UID');
  if (!silent) items.push('FLAGS');
  if (condstore) items.push('MODSEQ');
  return items;
}
