// What an account may hold, kept in the write's own transaction: nothing is stored that goes beyond it (RFC 9208).

import { get, type Operation, run } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId } from '../store.ts';

const take = `UPDATE accounts SET used_octets = used_octets + ?1, used_messages = used_messages + ?2
  WHERE id = ?3 AND removed = 0
    AND (quota_octets IS NULL OR used_octets + ?1 <= quota_octets)
    AND (quota_messages IS NULL OR used_messages + ?2 <= quota_messages)`;

/** Adds to what the account uses. Refuses 'nonexistent' or 'over-quota'. Locks the account's row. */
export function* useQuota(account: AccountId, octets: number, messages: number): Operation<void> {
  if ((yield* run(take, octets, messages, account)) === 1) return;
  const known = yield* get('SELECT 1 FROM accounts WHERE id = ? AND removed = 0', account);
  throw new StoreRefusal(known === undefined ? 'nonexistent' : 'over-quota');
}

/** Gives back what messages that are gone used. */
export function* freeQuota(account: AccountId, octets: number, messages: number): Operation<void> {
  yield* run(
    'UPDATE accounts SET used_octets = used_octets - ?, used_messages = used_messages - ? WHERE id = ?',
    octets,
    messages,
    account,
  );
}
