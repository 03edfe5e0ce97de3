// Operations that carry an id are done exactly once: the answer is kept in the same transaction, and given again.

import { get, type Operation, run } from '../operation.ts';
import type { AccountId } from '../store.ts';

/** Runs `operation` unless this account has done the id before; then gives its answer again. No id: just runs it. */
export function* exactlyOnce<T>(
  account: AccountId,
  id: Uint8Array | undefined,
  now: number,
  operation: Operation<T>,
): Operation<T> {
  if (id === undefined) return yield* operation;
  const done = yield* get<[string]>(
    'SELECT answer FROM operations WHERE account = ? AND id = ?',
    account,
    id,
  );
  if (done !== undefined) return JSON.parse(done[0]) as T;
  const answer = yield* operation;
  yield* run(
    'INSERT INTO operations (account, id, answer, done_at) VALUES (?, ?, ?, ?)',
    account,
    id,
    JSON.stringify(answer),
    now,
  );
  return answer;
}
