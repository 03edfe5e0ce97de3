// What changed in a mailbox after a modseq, in slices of some milliseconds. A message that changes meanwhile comes
// again behind the others, so what the last slice leaves is one moment: the one its status is of.

import { all, type Operation, type SliceEnd } from '../operation.ts';
import type { AccountId, MailboxId, ModSeq, Uid } from '../store.ts';
import { parseUidSet } from '../uid-set.ts';
import { type MailboxRow, mailboxStatus } from './list-mailboxes.ts';

export type ChangedMessage = {
  uid: Uid;
  modseq: ModSeq;
  /** Bits of Flag. */
  flags: number;
  /** As formatKeywords makes them. */
  keywords: string | null;
};

export type MailboxChanges = {
  status: MailboxRow;
  /** New or changed, in the order of uids, each once. Some of them may have gone since: `gone` has them too. */
  changed: ChangedMessage[];
  /** Uids that went, ascending ranges for each change that took some away. */
  gone: { first: number; last: number }[];
};

type Input = { account: AccountId; mailbox: MailboxId; after: number };
type Found = [modseq: ModSeq, uid: Uid, flags: number, keywords: string | null];
type State = { rows: Found[] };

const perSlice = 4096;
/** Changes after which reading all again is less work, and the note of what went may be long. */
const farthest = 16_384;
const page = `SELECT modseq, uid, flags, keywords FROM messages WHERE account = ? AND mailbox = ?
  AND (modseq, uid) > (?, ?) ORDER BY modseq, uid LIMIT ${perSlice}`;
const vanished = 'SELECT uids FROM vanished WHERE account = ? AND mailbox = ? AND modseq > ? ORDER BY modseq';

/** null: it is too long ago; read the mailbox again. Refuses 'nonexistent'. */
export const listChanges = {
  begin: (_: Input): State => ({ rows: [] }),
  slice: function* (input: Input, { rows }: State): Operation<SliceEnd<State, MailboxChanges | null>> {
    const { account, mailbox, after } = input;
    const status = yield* mailboxStatus(input);
    if (after < status.vanishedHorizon || status.modseq - after > farthest)
      return { at: 'done', answer: null };
    if (status.modseq === after && rows.length === 0)
      return { at: 'done', answer: { status, changed: [], gone: [] } };
    const [modseq, uid] = rows.at(-1) ?? [after, 2 ** 32];
    const some = yield* all<Found>(page, account, mailbox, modseq, uid);
    for (const row of some) rows.push(row);
    if (some.length === perSlice) return { at: 'more', state: { rows } };
    const sets = yield* all<[string]>(vanished, account, mailbox, after);
    const gone = sets.flatMap(([set]) => parseUidSet(set));
    return { at: 'done', answer: { status, changed: inOrder(rows), gone } };
  },
};

function inOrder(rows: readonly Found[]): ChangedMessage[] {
  const latest = new Map<Uid, ChangedMessage>();
  for (const [modseq, uid, flags, keywords] of rows) latest.set(uid, { uid, modseq, flags, keywords });
  return [...latest.values()].sort((one, other) => one.uid - other.uid);
}
