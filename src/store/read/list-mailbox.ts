// All messages of a mailbox as columns, in slices of some milliseconds; and what changed in it since. The slices of
// the first are not one moment. The second makes one of it: whoever reads a mailbox asks listChanges next, after the
// modseq that came with it.

import { all, type Operation, type SliceEnd } from '../operation.ts';
import type { AccountId, MailboxId, ModSeq, Uid } from '../store.ts';
import { type MailboxRow, mailboxStatus } from './list-mailboxes.ts';

export type MailboxColumns = {
  /** What changed after `modseq` may be in the columns, or not. */
  status: MailboxRow;
  /** Ascending; the other columns go with it. */
  uids: Uint32Array;
  /** Bits of Flag. */
  flags: Uint8Array;
  modseqs: Float64Array;
  /** As formatKeywords makes them. Not there when no message has any. */
  keywords?: (string | null)[];
};

type Input = { account: AccountId; mailbox: MailboxId };
type Found = [uid: Uid, flags: number, modseq: ModSeq, keywords: string | null];
type State = { status: MailboxRow; pages: Found[][] };

const perSlice = 4096;
const page = `SELECT uid, flags, modseq, keywords FROM messages WHERE account = ? AND mailbox = ? AND uid > ?
  ORDER BY uid LIMIT ${perSlice}`;

/** Refuses 'nonexistent'. */
export const listMailbox = {
  begin: (_: Input): State | null => null,
  slice: function* (input: Input, state: State | null): Operation<SliceEnd<State, MailboxColumns>> {
    const { status, pages } = state ?? { status: yield* mailboxStatus(input), pages: [] };
    const after = pages.at(-1)?.at(-1)?.[0] ?? 0;
    const rows = yield* all<Found>(page, input.account, input.mailbox, after);
    pages.push(rows);
    if (rows.length === perSlice) return { at: 'more', state: { status, pages } };
    return { at: 'done', answer: { status, ...columnsOf(pages) } };
  },
};

function columnsOf(pages: readonly Found[][]): Omit<MailboxColumns, 'status'> {
  const count = pages.reduce((sum, rows) => sum + rows.length, 0);
  const columns = {
    uids: new Uint32Array(count),
    flags: new Uint8Array(count),
    modseqs: new Float64Array(count),
  };
  let keywords: (string | null)[] | undefined;
  let at = 0;
  for (const rows of pages) {
    for (const [uid, flags, modseq, words] of rows) {
      columns.uids[at] = uid;
      columns.flags[at] = flags;
      columns.modseqs[at] = modseq;
      if (words !== null) {
        keywords ??= new Array<string | null>(count).fill(null);
        keywords[at] = words;
      }
      at++;
    }
  }
  return keywords === undefined ? columns : { ...columns, keywords };
}
