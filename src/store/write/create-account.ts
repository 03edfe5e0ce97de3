// An account comes to be: its row, its login, its INBOX and the mailboxes that clients expect (RFC 6154).

import { get, type Operation, random, run } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId } from '../store.ts';
import { insertMailbox, nextUidValidity, takeMailboxIds } from './mailbox-row.ts';

export type NewAccount = {
  /** As people wrote it. */
  name: string;
  /** Prepared for comparison (RFC 8265) by the caller: unique among the accounts. */
  nameKey: string;
  /** A PHC string; null: nobody can log in. */
  verifier: string | null;
  /** null or not given: no limit. */
  quotaOctets?: number | null;
  quotaMessages?: number | null;
};

const uses = ['Drafts', 'Sent', 'Junk', 'Trash', 'Archive'];

/** Refuses 'exists' when the name is taken. `now`: milliseconds. */
export function* createAccount(input: NewAccount & { now: number }): Operation<{ account: AccountId }> {
  const account = yield* insertAccount(input, input.now);
  if (account === null) throw new StoreRefusal('exists');
  return { account };
}

/** At most 500 at once. Answers which of them (from 0) were not made because their name is taken. */
export function* createAccounts(input: {
  accounts: readonly NewAccount[];
  now: number;
}): Operation<{ taken: number[] }> {
  if (input.accounts.length > 500) throw new RangeError('more than 500 accounts at once');
  const taken: number[] = [];
  for (const [index, account] of input.accounts.entries()) {
    if ((yield* insertAccount(account, input.now)) === null) taken.push(index);
  }
  return { taken };
}

function* insertAccount(input: NewAccount, now: number): Operation<AccountId | null> {
  const row = yield* get<[AccountId]>(
    `INSERT INTO accounts (name, name_key, made_at, quota_octets, quota_messages) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (name_key) DO NOTHING RETURNING id`,
    input.name,
    input.nameKey,
    now,
    input.quotaOctets ?? null,
    input.quotaMessages ?? null,
  );
  if (row === undefined) return null;
  const [account] = row;
  if (input.verifier !== null) {
    yield* run(
      'INSERT INTO credentials (account, id, verifier, made_at) VALUES (?, 1, ?, ?)',
      account,
      input.verifier,
      now,
    );
  }
  const first = yield* takeMailboxIds(uses.length + 1);
  const uidvalidity = yield* nextUidValidity(now);
  const objectIds = yield* random(8 * (uses.length + 1));
  for (const [index, use] of [null, ...uses].entries()) {
    yield* insertMailbox({
      account,
      id: first + index,
      objectId: objectIds.slice(8 * index, 8 * index + 8),
      name: use ?? 'INBOX',
      specialUse: use,
      uidvalidity,
    });
  }
  return account;
}
