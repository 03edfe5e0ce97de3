// Chores that keep the files small.

import { all, lock, type Operation, run } from '../operation.ts';
import type { AccountId } from '../store.ts';

/**
 * Gives free pages back to the file system, at most `pages` of each file (1,000 cost some 20 ms). Answers how many are
 * left: call again, when idle, until there are none.
 */
export function* returnPages({ pages }: { pages: number }): Operation<{ left: number }> {
  return { left: (yield { kind: 'return-pages', pages }) as number };
}

/**
 * Forgets which uids vanished before `before` (milliseconds) from this account's mailboxes. A client that was away for
 * longer gets the full answer (RFC 7162 §3.2.5.2): that is what the horizon is for.
 */
export function* pruneVanished(input: {
  account: AccountId;
  before: number;
}): Operation<{ forgotten: number }> {
  const { account, before } = input;
  yield* lock(account);
  const horizons = yield* all<[number, number]>(
    'SELECT mailbox, max(modseq) FROM vanished WHERE account = ? AND at < ? GROUP BY mailbox',
    account,
    before,
  );
  for (const [mailbox, modseq] of horizons) {
    yield* run(
      'UPDATE mailboxes SET vanished_horizon = ? WHERE account = ? AND id = ? AND vanished_horizon < ?',
      modseq,
      account,
      mailbox,
      modseq,
    );
  }
  let forgotten = 0;
  for (const [mailbox, modseq] of horizons) {
    const text = 'DELETE FROM vanished WHERE account = ? AND mailbox = ? AND modseq <= ?';
    forgotten += yield* run(text, account, mailbox, modseq);
  }
  return { forgotten };
}

/** Forgets the answers of operations that were done before `before` (milliseconds). */
export function* pruneOperations(input: {
  account: AccountId;
  before: number;
}): Operation<{ forgotten: number }> {
  const text = 'DELETE FROM operations WHERE account = ? AND done_at < ?';
  return { forgotten: yield* run(text, input.account, input.before) };
}
