// A store with one account, which letters are collected into: made where there is none.

import type { AccountId, MailboxId, SqliteStore, Store } from '../../src/store/index.ts';
import { openSqliteStore } from '../../src/store/index.ts';
import { Holdings } from './checker.ts';

export type Post = AsyncDisposable & {
  sqlite: SqliteStore;
  store: Store;
  account: AccountId;
  inbox: MailboxId;
  holdings: Holdings;
};

export type PostOptions = {
  quotaMessages?: number;
  /** Hears what the store says of faults. */
  log?: (fields: object, message: string) => void;
};

export async function openPost(directory: string, options: PostOptions = {}): Promise<Post> {
  const { quotaMessages, log = () => {} } = options;
  const sqlite = await openSqliteStore({ directory, reserve: 0, log: { error: log, warn: log } });
  const { store } = sqlite;
  const found = await store.read('findAccount', { nameKey: 'ana' });
  const account =
    found?.account ??
    (
      await store.write('createAccount', {
        name: 'ana',
        nameKey: 'ana',
        verifier: '$x$',
        now: Date.now(),
        ...(quotaMessages !== undefined && { quotaMessages }),
      })
    ).account;
  const mailboxes = await store.read('listMailboxes', { account });
  const inbox = mailboxes.find(({ name }) => name === 'INBOX')!.mailbox;
  return {
    sqlite,
    store,
    account,
    inbox,
    holdings: new Holdings(store, account),
    [Symbol.asyncDispose]: () => sqlite.close(),
  };
}
