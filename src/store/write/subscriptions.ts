// Subscriptions (RFC 9051 §6.3.7): of a name, whether there is such a mailbox or not. Nothing but the person's own wish
// takes a name from the list, so a mailbox that goes leaves its name there, and one that comes finds it.

import { get, lock, type Operation, run } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId } from '../store.ts';

/** Names without a mailbox that an account may be subscribed to. */
const mostNames = 10_000;

/** Refuses 'over-quota' beyond 10,000 names that have no mailbox. */
export function* setSubscription(input: {
  account: AccountId;
  name: string;
  subscribed: boolean;
}): Operation<void> {
  const { account, name, subscribed } = input;
  yield* lock(account);
  const text = 'UPDATE mailboxes SET subscribed = ? WHERE account = ? AND name = ?';
  if ((yield* run(text, subscribed ? 1 : 0, account, name)) === 1) return;
  if (!subscribed) {
    yield* takeSubscription(account, name);
    return;
  }
  const [count] = (yield* get<[number]>('SELECT count(*) FROM subscriptions WHERE account = ?', account))!;
  if (count >= mostNames) throw new StoreRefusal('over-quota', 'too many subscriptions');
  yield* keepSubscription(account, name);
}

/** The mailbox of this name goes, its subscription stays. */
export function* keepSubscription(account: AccountId, name: string): Operation<void> {
  const text = 'INSERT INTO subscriptions (account, name) VALUES (?, ?) ON CONFLICT DO NOTHING';
  yield* run(text, account, name);
}

/** Whether the name was on the list of those without a mailbox; it is not any more. */
export function* takeSubscription(account: AccountId, name: string): Operation<boolean> {
  return (yield* run('DELETE FROM subscriptions WHERE account = ? AND name = ?', account, name)) === 1;
}
