// An account by its name: what a login and a recipient need.

import { all, get, type Operation } from '../operation.ts';
import type { AccountId } from '../store.ts';

export type FoundAccount = {
  account: AccountId;
  name: string;
  /** null: no limit. */
  quotaOctets: number | null;
  quotaMessages: number | null;
  usedOctets: number;
  usedMessages: number;
  credentials: { id: number; verifier: string }[];
};

type Found = [AccountId, string, number | null, number | null, number, number];

/** null where there is none, or it is being removed. */
export function* findAccount({ nameKey }: { nameKey: string }): Operation<FoundAccount | null> {
  const row = yield* get<Found>(
    `SELECT id, name, quota_octets, quota_messages, used_octets, used_messages
      FROM accounts WHERE name_key = ? AND removed = 0`,
    nameKey,
  );
  if (row === undefined) return null;
  const [account, name, quotaOctets, quotaMessages, usedOctets, usedMessages] = row;
  const credentials = yield* all<[number, string]>(
    'SELECT id, verifier FROM credentials WHERE account = ? ORDER BY id',
    account,
  );
  return {
    account,
    name,
    quotaOctets,
    quotaMessages,
    usedOctets,
    usedMessages,
    credentials: credentials.map(([id, verifier]) => ({ id, verifier })),
  };
}
