// The password of an account.

import { get, lock, type Operation, run } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId } from '../store.ts';

/**
 * Replaces the account's password. The credential gets a new id, so that nothing remembered of the old one holds.
 * Refuses 'nonexistent'. `now`: milliseconds.
 */
export function* setCredential(input: {
  account: AccountId;
  verifier: string;
  now: number;
}): Operation<{ id: number }> {
  const { account, verifier, now } = input;
  yield* lock(account);
  const there = yield* get('SELECT 1 FROM accounts WHERE id = ? AND removed = 0', account);
  if (there === undefined) throw new StoreRefusal('nonexistent');
  const [last] = (yield* get<[number]>(
    'SELECT coalesce(max(id), 0) FROM credentials WHERE account = ?',
    account,
  ))!;
  yield* run('DELETE FROM credentials WHERE account = ?', account);
  yield* run(
    'INSERT INTO credentials (account, id, verifier, made_at) VALUES (?, ?, ?, ?)',
    account,
    last + 1,
    verifier,
    now,
  );
  return { id: last + 1 };
}
