// What an account holds and may hold (RFC 9208).

import { get, type Operation } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId } from '../store.ts';

/** A limit that is null: none. */
export type AccountUsage = {
  octets: { used: number; limit: number | null };
  messages: { used: number; limit: number | null };
};

const text = `SELECT used_octets, quota_octets, used_messages, quota_messages FROM accounts
  WHERE id = ? AND removed = 0`;

/** Refuses 'nonexistent'. */
export function* accountUsage({ account }: { account: AccountId }): Operation<AccountUsage> {
  const row = yield* get<[number, number | null, number, number | null]>(text, account);
  if (row === undefined) throw new StoreRefusal('nonexistent');
  return { octets: { used: row[0], limit: row[1] }, messages: { used: row[2], limit: row[3] } };
}
