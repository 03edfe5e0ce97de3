// Messages that carry \Deleted go for good (RFC 9051 §6.4.3, UID EXPUNGE §6.4.9).

import { Flag } from '../flags.ts';
import { all, lock, type Operation, type SliceEnd } from '../operation.ts';
import type { AccountId, MailboxId, Uid } from '../store.ts';
import { nameOf } from './mailboxes.ts';
import { takeOut } from './take-out.ts';

export type ExpungeInput = {
  account: AccountId;
  mailbox: MailboxId;
  /** Only among these; null: all. */
  uids: readonly number[] | null;
  /** Milliseconds. */
  now: number;
};

/** `from`: where the next slice begins, a uid, or a place in the list of uids. */
type State = { from: number; gone: Uid[][] };

const perSlice = 500;
const find = `SELECT uid FROM messages WHERE account = ? AND mailbox = ? AND flags & ${Flag.Deleted} <> 0`;
const findFrom = `${find} AND uid >= ? ORDER BY uid LIMIT ${perSlice}`;
const findAmong = `${find} AND uid IN (SELECT value FROM json_each(?)) ORDER BY uid`;

/** Answers the uids that went. Refuses 'nonexistent' without such a mailbox. */
export const expunge = {
  begin: (_: ExpungeInput): State => ({ from: 0, gone: [] }),
  slice: function* (input: ExpungeInput, state: State): Operation<SliceEnd<State, { uids: Uid[] }>> {
    const { account, mailbox, now } = input;
    yield* lock(account);
    yield* nameOf(account, mailbox);
    const { uids, next } = yield* findSome(input, state.from);
    const gone = [...state.gone, (yield* takeOut(account, mailbox, uids, now)).uids];
    if (next === null) return { at: 'done', answer: { uids: gone.flat() } };
    return { at: 'more', state: { from: next, gone } };
  },
};

function* findSome(
  { account, mailbox, uids }: ExpungeInput,
  from: number,
): Operation<{ uids: number[]; next: number | null }> {
  if (uids === null) {
    const found = (yield* all<[number]>(findFrom, account, mailbox, from)).map(([uid]) => uid);
    return { uids: found, next: found.length < perSlice ? null : found.at(-1)! + 1 };
  }
  const next = from + perSlice;
  const some = JSON.stringify(uids.slice(from, next));
  const found = yield* all<[number]>(findAmong, account, mailbox, some);
  return { uids: found.map(([uid]) => uid), next: next < uids.length ? next : null };
}
