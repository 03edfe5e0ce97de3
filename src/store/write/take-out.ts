// Messages leave a mailbox, whichever way: rows, references, counts, usage, and the note of their uids for clients
// that were away (QRESYNC, RFC 7162 §3.2).

import { Flag } from '../flags.ts';
import { all, get, notify, type Operation, run } from '../operation.ts';
import type { AccountId, MailboxId, ModSeq, Uid } from '../store.ts';
import { formatUidSet } from '../uid-set.ts';
import { releaseBodies } from './body-refs.ts';
import { freeQuota } from './usage.ts';

const remove = `DELETE FROM messages WHERE account = ? AND mailbox = ? AND uid IN (SELECT value FROM json_each(?))
  RETURNING uid, octets, flags`;
const shrink = `UPDATE mailboxes SET modseq = modseq + 1, messages = messages - ?, octets = octets - ?,
  unseen = unseen - ?, deleted = deleted - ?, deleted_octets = deleted_octets - ?
  WHERE account = ? AND id = ? RETURNING modseq`;

export type TakenOut = { uids: Uid[]; octets: number; modseq: ModSeq | null };

/**
 * Takes these messages out; uids that are not there are passed over. `bodies` 'kept': the caller has already given
 * the bodies' references and the account's usage to other rows. `modseq` is null when there was none to take out.
 */
export function* takeOut(
  account: AccountId,
  mailbox: MailboxId,
  uids: readonly number[],
  now: number,
  bodies: 'released' | 'kept' = 'released',
): Operation<TakenOut> {
  const list = JSON.stringify(uids);
  if (bodies === 'released') yield* releaseBodies(account, mailbox, list, now);
  const rows = yield* all<[Uid, number, number]>(remove, account, mailbox, list);
  if (rows.length === 0) return { uids: [], octets: 0, modseq: null };
  let octets = 0;
  let unseen = 0;
  let deleted = 0;
  let deletedOctets = 0;
  for (const [, size, flags] of rows) {
    octets += size;
    if (!(flags & Flag.Seen)) unseen++;
    if (flags & Flag.Deleted) {
      deleted++;
      deletedOctets += size;
    }
  }
  const taken = rows.map(([uid]) => uid).sort((a, b) => a - b);
  const [modseq] = (yield* get<[ModSeq]>(
    shrink,
    taken.length,
    octets,
    unseen,
    deleted,
    deletedOctets,
    account,
    mailbox,
  ))!;
  if (bodies === 'released') yield* freeQuota(account, octets, taken.length);
  yield* run(
    'INSERT INTO vanished (account, mailbox, modseq, uids, at) VALUES (?, ?, ?, ?, ?)',
    account,
    mailbox,
    modseq,
    formatUidSet(taken),
    now,
  );
  yield* notify({ account, mailbox, modseq });
  return { uids: taken, octets, modseq };
}
