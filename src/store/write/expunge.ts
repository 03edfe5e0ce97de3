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

type State = { after: number; gone: Uid[][] };

const perSlice = 500;
const find = `SELECT uid FROM messages
  WHERE account = ? AND mailbox = ? AND uid > ? AND flags & ${Flag.Deleted} <> 0`;
const order = `ORDER BY uid LIMIT ${perSlice}`;
const among = 'AND uid IN (SELECT value FROM json_each(?))';

/** Answers the uids that went, ascending. Refuses 'nonexistent' without such a mailbox. */
export const expunge = {
  begin: (_: ExpungeInput): State => ({ after: 0, gone: [] }),
  slice: function* (input: ExpungeInput, state: State): Operation<SliceEnd<State, { uids: Uid[] }>> {
    const { account, mailbox, uids, now } = input;
    yield* lock(account);
    yield* nameOf(account, mailbox);
    const rows =
      uids === null
        ? yield* all<[number]>(`${find} ${order}`, account, mailbox, state.after)
        : yield* all<[number]>(
            `${find} ${among} ${order}`,
            account,
            mailbox,
            state.after,
            JSON.stringify(uids),
          );
    const some = rows.map(([uid]) => uid);
    const gone = [...state.gone, (yield* takeOut(account, mailbox, some, now)).uids];
    if (some.length < perSlice) return { at: 'done', answer: { uids: gone.flat() } };
    return { at: 'more', state: { after: some.at(-1)!, gone } };
  },
};
