// The accounts, page by page in the order of their names.

import { all, type Operation } from '../operation.ts';
import type { AccountId, MailboxId, SourceId } from '../store.ts';

export type AccountRow = {
  account: AccountId;
  name: string;
  nameKey: string;
  /** Milliseconds. */
  madeAt: number;
  quotaOctets: number | null;
  quotaMessages: number | null;
  usedOctets: number;
  usedMessages: number;
};

type Found = [AccountId, string, string, number, number | null, number | null, number, number];

/** At most `limit` accounts (1,000) with name keys above `after`: begin with '', go on with the last one's. */
export function* listAccounts(input: { after: string; limit?: number }): Operation<AccountRow[]> {
  const rows = yield* all<Found>(
    `SELECT id, name, name_key, made_at, quota_octets, quota_messages, used_octets, used_messages
      FROM accounts WHERE name_key > ? AND removed = 0 ORDER BY name_key LIMIT ?`,
    input.after,
    Math.min(input.limit ?? 1000, 1000),
  );
  return rows.map(
    ([account, name, nameKey, madeAt, quotaOctets, quotaMessages, usedOctets, usedMessages]) => ({
      account,
      name,
      nameKey,
      madeAt,
      quotaOctets,
      quotaMessages,
      usedOctets,
      usedMessages,
    }),
  );
}

/** Removals that a crash may have interrupted: accounts, mailboxes and sources that are marked and not gone. */
export function* listUnfinished(): Operation<{
  accounts: AccountId[];
  mailboxes: { account: AccountId; mailbox: MailboxId }[];
  sources: { account: AccountId; source: SourceId }[];
}> {
  const accounts = yield* all<[AccountId]>('SELECT id FROM accounts WHERE removed = 1 ORDER BY id');
  const mailboxes = yield* all<[AccountId, MailboxId]>(
    `SELECT account, id FROM mailboxes WHERE name < ' ' AND account IN
      (SELECT id FROM accounts WHERE removed = 0) ORDER BY account, id`,
  );
  const sources = yield* all<[AccountId, SourceId]>(
    'SELECT account, id FROM sources WHERE name IS NULL ORDER BY account, id',
  );
  return {
    accounts: accounts.map(([id]) => id),
    mailboxes: mailboxes.map(([account, mailbox]) => ({ account, mailbox })),
    sources: sources.map(([account, source]) => ({ account, source })),
  };
}
