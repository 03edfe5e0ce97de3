// Uids that went from a mailbox after a modseq (RFC 7162 §3.2), in slices of some milliseconds.

import { all, type Operation, type SliceEnd } from '../operation.ts';
import type { AccountId, MailboxId, ModSeq } from '../store.ts';
import { parseUidSet, type UidRange, uniteRanges } from '../uid-set.ts';
import { mailboxStatus } from './list-mailboxes.ts';

export type Vanished = {
  /** Ascending, not touching each other. */
  ranges: UidRange[];
  /** Whether all are known: it is not longer ago than what is remembered. */
  complete: boolean;
};

/** Changes after `after`, up to `upTo`. */
type Input = { account: AccountId; mailbox: MailboxId; after: number; upTo: number };
type State = { after: number; ranges: UidRange[] };

const perSlice = 4096;
const page = `SELECT modseq, uids FROM vanished WHERE account = ? AND mailbox = ? AND modseq > ? AND modseq <= ?
  ORDER BY modseq LIMIT ${perSlice}`;

/** Refuses 'nonexistent'. */
export const listVanished = {
  begin: ({ after }: Input): State => ({ after, ranges: [] }),
  slice: function* (input: Input, { after, ranges }: State): Operation<SliceEnd<State, Vanished>> {
    const { account, mailbox, upTo } = input;
    const { vanishedHorizon } = yield* mailboxStatus(input);
    const rows = yield* all<[ModSeq, string]>(page, account, mailbox, after, upTo);
    for (const [, set] of rows) for (const range of parseUidSet(set)) ranges.push(range);
    if (rows.length === perSlice) return { at: 'more', state: { after: rows.at(-1)![0], ranges } };
    return { at: 'done', answer: { ranges: uniteRanges(ranges), complete: input.after >= vanishedHorizon } };
  },
};
