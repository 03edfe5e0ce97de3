// How much an account may hold. It may already hold more: then it gets nothing new until there is room.

import { type Operation, run } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId } from '../store.ts';

/** null: no limit. Refuses 'nonexistent'. */
export function* setQuota(input: {
  account: AccountId;
  octets: number | null;
  messages: number | null;
}): Operation<void> {
  const changed = yield* run(
    'UPDATE accounts SET quota_octets = ?, quota_messages = ? WHERE id = ? AND removed = 0',
    input.octets,
    input.messages,
    input.account,
  );
  if (changed === 0) throw new StoreRefusal('nonexistent');
}
