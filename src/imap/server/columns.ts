// What the columns say of one message, and that the client knows it from now on. RFC 9051 §7.5.2, RFC 7162 §3.1.4.2

import type { OpenMailbox, Uid } from '../backend.ts';
import type { ColumnItem } from '../fetch/plan-fetch.ts';
import { indexOf } from '../view.ts';
import { formatFlagList } from './flag-list.ts';
import { tellKeywords } from './news.ts';
import type { Selected } from './selected.ts';
import type { Session } from './session.ts';

/**
 * What any connection was told is done, this command sees. To be asked before anything is read: what the view tells may wait,
 * what the columns tell may not.
 */
export async function refresh(session: Session): Promise<void> {
  const selected = session.selected!;
  const wait = selected.mailbox.refresh();
  if (wait) await wait;
  tellKeywords(session, selected);
}

/** `UID 4 FLAGS (\Seen)` */
export function formatColumns(
  selected: Selected,
  items: readonly ColumnItem[],
  index: number,
  uid: Uid,
): string {
  let text = '';
  for (const item of items) {
    if (text !== '') text += ' ';
    switch (item) {
      case 'UID':
        text += `UID ${uid}`;
        break;
      case 'FLAGS':
        text += `FLAGS ${formatFlagList(selected, index, uid)}`;
        break;
      case 'MODSEQ':
        text += `MODSEQ (${selected.mailbox.modseqOf(index)})`;
        break;
    }
  }
  return text;
}

/** Whether these columns say all that a change of flags would have to say. */
export function sayFlags(items: readonly ColumnItem[], condstore: boolean): boolean {
  return items.includes('FLAGS') && (!condstore || items.includes('MODSEQ'));
}

/** Spares the client what it was told just now. */
export function noteTold({ mailbox, view }: Selected, index: number, uid: Uid): void {
  const modseq = mailbox.modseqOf(index);
  if (modseq > view.modseq) view.tell(uid, modseq);
}

/** Where the message's columns are, most often at its number; undefined: it is gone. Good until the next await. */
export function locate(mailbox: OpenMailbox, seq: number, uid: Uid): number | undefined {
  return seq <= mailbox.count && mailbox.uids[seq - 1] === uid ? seq - 1 : indexOf(mailbox, uid);
}
