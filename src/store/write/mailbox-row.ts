// The row of a new mailbox, and the numbers that must never come twice.

import { get, type Operation, run } from '../operation.ts';

/** Reserves ids for so many mailboxes; returns the first. */
export function* takeMailboxIds(count: number): Operation<number> {
  const text = `UPDATE sequences SET next = next + ?1 WHERE name = 'mailbox' RETURNING next - ?1`;
  return (yield* get<[number]>(text, count))![0];
}

/**
 * A UIDVALIDITY that no mailbox of the same name can have had: the seconds of now, or one more than the last.
 * RFC 9051 §2.3.1.1
 */
export function* nextUidValidity(now: number): Operation<number> {
  const text = `UPDATE sequences SET next = CASE WHEN next > ?1 THEN next ELSE ?1 END + 1
    WHERE name = 'uidvalidity' RETURNING next - 1`;
  return (yield* get<[number]>(text, Math.floor(now / 1000)))![0];
}

export function* insertMailbox(mailbox: {
  account: number;
  id: number;
  objectId: Uint8Array;
  name: string;
  specialUse: string | null;
  uidvalidity: number;
}): Operation<void> {
  yield* run(
    `INSERT INTO mailboxes (account, id, object_id, name, special_use, uidvalidity) VALUES (?, ?, ?, ?, ?, ?)`,
    mailbox.account,
    mailbox.id,
    mailbox.objectId,
    mailbox.name,
    mailbox.specialUse,
    mailbox.uidvalidity,
  );
}
