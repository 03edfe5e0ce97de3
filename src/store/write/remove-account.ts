// An account goes. At once: its name and its logins. In slices: its letters, then all that speaks of it. Begun again
// with the same id it goes on where a crash stopped it.

import { all, lock, type Operation, run, type SliceEnd } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId, MailboxId } from '../store.ts';
import { takeOut } from './take-out.ts';

type Input = { account: AccountId /** Milliseconds. */; now: number };
type State = 'mark' | 'letters' | 'rest';

const perSlice = 500;
const many = [
  ['vanished', 'modseq'],
  ['thread_refs', 'ref'],
  ['operations', 'id'],
  ['imported', 'key'],
  ['subscriptions', 'name'],
] as const;

export const removeAccount = {
  begin: (_: Input): State => 'mark',
  slice: function* (input: Input, state: State): Operation<SliceEnd<State, void>> {
    yield* lock(input.account);
    switch (state) {
      case 'mark':
        yield* mark(input.account);
        return { at: 'more', state: 'letters' };
      case 'letters':
        return { at: 'more', state: (yield* takeLetters(input)) ? 'letters' : 'rest' };
      case 'rest':
        if (yield* takeRest(input.account)) return { at: 'more', state };
        return { at: 'done', answer: undefined };
    }
  },
};

function* mark(account: AccountId): Operation<void> {
  const known = yield* run('UPDATE accounts SET removed = 1, name_key = NULL WHERE id = ?', account);
  if (known === 0) throw new StoreRefusal('nonexistent');
  yield* run('DELETE FROM credentials WHERE account = ?', account);
}

/** Whether there may be more. */
function* takeLetters({ account, now }: Input): Operation<boolean> {
  const text = 'SELECT mailbox, uid FROM messages WHERE account = ? ORDER BY mailbox, uid LIMIT ?';
  const rows = yield* all<[MailboxId, number]>(text, account, perSlice);
  const mailbox = rows[0]?.[0];
  if (mailbox === undefined) return false;
  const uids = rows.filter(([id]) => id === mailbox).map(([, uid]) => uid);
  yield* takeOut(account, mailbox, uids, now);
  return true;
}

const ledger = `DELETE FROM ledger WHERE account = ?1 AND (source, entry) IN
  (SELECT source, entry FROM ledger WHERE account = ?1 LIMIT ${perSlice * 4})`;

/** Whether there may be more. */
function* takeRest(account: AccountId): Operation<boolean> {
  for (const [table, key] of many) {
    const text = `DELETE FROM ${table} WHERE account = ?1 AND ${key} IN
      (SELECT ${key} FROM ${table} WHERE account = ?1 LIMIT ${perSlice * 4})`;
    if ((yield* run(text, account)) > 0) return true;
  }
  if ((yield* run(ledger, account)) > 0) return true;
  for (const table of ['maildrop_locks', 'sources', 'mailboxes'])
    yield* run(`DELETE FROM ${table} WHERE account = ?`, account);
  yield* run('DELETE FROM accounts WHERE id = ?', account);
  return false;
}
