// \Recent (RFC 3501 §2.3.2): the first session that is told of a message is the only one for which it is recent.

import { get, lock, type Operation, run } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId, MailboxId, Uid } from '../store.ts';

/**
 * Messages up to the uid `upTo` are told to somebody. Answers the first uid that nobody was told of before; it may lie
 * beyond `upTo`. Refuses 'nonexistent'.
 */
export function* claimRecent(input: {
  account: AccountId;
  mailbox: MailboxId;
  upTo: number;
}): Operation<{ first: Uid }> {
  const { account, mailbox, upTo } = input;
  yield* lock(account);
  const find = "SELECT recent_from FROM mailboxes WHERE account = ? AND id = ? AND name >= ' '";
  const row = yield* get<[Uid]>(find, account, mailbox);
  if (row === undefined) throw new StoreRefusal('nonexistent');
  const text = 'UPDATE mailboxes SET recent_from = ? WHERE account = ? AND id = ?';
  if (upTo >= row[0]) yield* run(text, upTo + 1, account, mailbox);
  return { first: row[0] };
}
