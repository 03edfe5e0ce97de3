// Which thread a new letter belongs to: it joins the thread of the nearest letter it refers to that the account has
// heard of, or one that was waiting for it; else it begins its own (RFC 5256 §3 REFERENCES, RFC 8474 §5.2 THREADID).
// Threads are never joined later, because a message's thread id may not change.

import type { DerivedRow } from '../incoming.ts';
import { all, type Operation, run } from '../operation.ts';
import type { AccountId, BodyId } from '../store.ts';

const known = `SELECT ref, thread FROM thread_refs
  WHERE account = ? AND ref IN (SELECT value FROM json_each(?))`;
const remember = `INSERT INTO thread_refs (account, ref, thread)
  SELECT ?, value, ? FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`;

export function* threadOf(account: AccountId, derived: DerivedRow, body: BodyId): Operation<Uint8Array> {
  const refs = derived.threadRefs;
  // The random half of the letter's own name is as good as fresh randomness.
  const own = body.slice(8);
  if (refs.length === 0) return own;
  const list = JSON.stringify(refs);
  const rows = yield* all<[number, Uint8Array]>(known, account, list);
  const threads = new Map(rows);
  const nearest = refs.find((ref) => threads.has(ref));
  const thread = nearest === undefined ? own : threads.get(nearest)!;
  if (threads.size < refs.length) yield* run(remember, account, thread, list);
  return thread;
}
