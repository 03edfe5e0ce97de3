// Messages are copied (RFC 9051 §6.4.7) or moved (§6.4.8) to another mailbox of the account, all of them or none. A
// copy shares the body, and keeps flags, dates, thread and email id; it does not keep an imported unique-id. A message
// that is moved does, unless the mailbox has another with that unique-id, or may come to have one.

import { Flag } from '../flags.ts';
import { all, get, lock, notify, type Operation, run } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId, MailboxId, ModSeq, Uid } from '../store.ts';
import { uidlPrefix } from '../uidl.ts';
import { retainBodies } from './body-refs.ts';
import { nameOf } from './mailboxes.ts';
import { takeOut } from './take-out.ts';
import { useQuota } from './usage.ts';

export type CopyInput = {
  account: AccountId;
  mailbox: MailboxId;
  uids: readonly number[];
  to: MailboxId;
  /** Milliseconds. */
  now: number;
};

/** `from[i]` became `uids[i]`. RFC 4315 §3 COPYUID */
export type Copied = { uidvalidity: number; from: Uid[]; uids: Uid[] };

/** Refuses 'nonexistent' without such mailboxes, 'over-quota'. Uids that are not there are passed over. */
export function* copyMessages(input: CopyInput): Operation<Copied> {
  yield* lock(input.account);
  const found = yield* findAll(input);
  yield* useQuota(input.account, found.octets, found.uids.length);
  yield* retainBodies(input.account, input.mailbox, found.list);
  return yield* insertCopies(input, found, false);
}

/** As copyMessages, and the originals go; nothing is counted twice against the quota. */
export function* moveMessages(input: CopyInput): Operation<Copied> {
  yield* lock(input.account);
  const found = yield* findAll(input);
  const copied = yield* insertCopies(input, found, true);
  yield* takeOut(input.account, input.mailbox, found.uids, input.now, 'kept');
  return copied;
}

type Found = {
  uids: Uid[];
  list: string;
  octets: number;
  unseen: number;
  deleted: number;
  deletedOctets: number;
};

function* findAll({ account, mailbox, uids, to }: CopyInput): Operation<Found> {
  yield* nameOf(account, mailbox);
  yield* nameOf(account, to);
  const rows = yield* all<[Uid, number, number]>(
    `SELECT uid, octets, flags FROM messages
      WHERE account = ? AND mailbox = ? AND uid IN (SELECT value FROM json_each(?)) ORDER BY uid`,
    account,
    mailbox,
    JSON.stringify(uids),
  );
  const found: Found = { uids: [], list: '', octets: 0, unseen: 0, deleted: 0, deletedOctets: 0 };
  for (const [uid, octets, flags] of rows) {
    found.uids.push(uid);
    found.octets += octets;
    if (!(flags & Flag.Seen)) found.unseen++;
    if (!(flags & Flag.Deleted)) continue;
    found.deleted++;
    found.deletedOctets += octets;
  }
  found.list = JSON.stringify(found.uids);
  return found;
}

const grow = `UPDATE mailboxes SET uidnext = uidnext + ?1, modseq = modseq + 1, messages = messages + ?1,
  octets = octets + ?2, unseen = unseen + ?3, deleted = deleted + ?4, deleted_octets = deleted_octets + ?5
  WHERE account = ?6 AND id = ?7 RETURNING uidnext - ?1, modseq, uidvalidity, object_id`;
const insert = `INSERT INTO messages (account, mailbox, uid, modseq, flags, keywords, octets, shape, internal_date,
    save_date, sent_date, thread, scope, body, email_id, arrived_digest, uidl)
  SELECT account, ?, ? + row_number() OVER (ORDER BY uid) - 1, ?, flags, keywords, octets, shape, internal_date,
    ?, sent_date, thread, scope, body, email_id, arrived_digest,
    CASE WHEN ? = 1 AND substr(uidl, 1, 17) <> ? AND NOT EXISTS (SELECT 1 FROM messages AS there WHERE there.account = messages.account
      AND there.mailbox = ?1 AND there.uidl = messages.uidl) THEN uidl END
  FROM messages WHERE account = ? AND mailbox = ? AND uid IN (SELECT value FROM json_each(?))`;

function* insertCopies(input: CopyInput, found: Found, keepUidl: boolean): Operation<Copied> {
  const { account, mailbox, to, now } = input;
  const count = found.uids.length;
  if (count === 0) {
    const text = 'SELECT uidvalidity FROM mailboxes WHERE account = ? AND id = ?';
    const [uidvalidity] = (yield* get<[number]>(text, account, to))!;
    return { uidvalidity, from: [], uids: [] };
  }
  const row = yield* get<[Uid, ModSeq, number, Uint8Array]>(
    grow,
    count,
    found.octets,
    found.unseen,
    found.deleted,
    found.deletedOctets,
    account,
    to,
  );
  if (row === undefined) throw new StoreRefusal('nonexistent');
  const [first, modseq, uidvalidity, objectId] = row;
  const keep = keepUidl ? 1 : 0;
  yield* run(insert, to, first, modseq, now, keep, uidlPrefix(objectId), account, mailbox, found.list);
  yield* notify({ account, mailbox: to, modseq });
  return { uidvalidity, from: found.uids, uids: found.uids.map((_, index) => (first + index) as Uid) };
}
