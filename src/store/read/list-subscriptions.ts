// Names that an account is subscribed to without there being such a mailbox; the mailboxes say it of themselves.

import { all, type Operation } from '../operation.ts';
import type { AccountId } from '../store.ts';

/** In their order. */
export function* listSubscriptions({ account }: { account: AccountId }): Operation<string[]> {
  const text = 'SELECT name FROM subscriptions WHERE account = ? ORDER BY name';
  return (yield* all<[string]>(text, account)).map(([name]) => name);
}
