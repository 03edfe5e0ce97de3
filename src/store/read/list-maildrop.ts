// What POP3 sees of an account: its INBOX as columns, in slices of some milliseconds. The slices of a large one are
// not one moment, yet the answer is: messages that come meanwhile are beyond the uid it ends at, and one that goes
// meanwhile could as well have gone before.

import { get, type Operation, type SliceEnd } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId, MailboxId } from '../store.ts';

export type Maildrop = {
  mailbox: MailboxId;
  /** 8 octets: see formatUidl. */
  objectId: Uint8Array;
  /** Ascending; the other columns go with it. */
  uids: Uint32Array;
  /** As stored: see sentOctets. */
  octets: Uint32Array;
  /** Bits of Shape. */
  shapes: Uint8Array;
  /** Imported unique-ids; null: the native one. Not there when no message has one. */
  uidls?: (string | null)[];
};

type Input = { account: AccountId };
type Slice = { uids: number[]; octets: number[]; shapes: number[]; uidls: (string | null)[] | null };
type State = { box?: { mailbox: MailboxId; objectId: Uint8Array; before: number }; slices: Slice[] };

const perSlice = 8192;
const inbox = "SELECT id, object_id, uidnext FROM mailboxes WHERE account = ? AND name = 'INBOX'";
const slice = `FROM (SELECT uid, octets, shape, uidl FROM messages
  WHERE account = ? AND mailbox = ? AND uid > ? AND uid < ? ORDER BY uid LIMIT ${perSlice})`;
// One JSON text a column: a row for each message costs five times as much.
const columns = `SELECT json_group_array(uid), json_group_array(octets), json_group_array(shape), count(uidl) ${slice}`;
const names = `SELECT json_group_array(uidl) ${slice}`;

/** Refuses 'nonexistent'. */
export const listMaildrop = {
  begin: (_: Input): State => ({ slices: [] }),
  slice: function* ({ account }: Input, state: State): Operation<SliceEnd<State, Maildrop>> {
    const box = state.box ?? (yield* findInbox(account));
    const after = state.slices.at(-1)?.uids.at(-1) ?? 0;
    const where = [account, box.mailbox, after, box.before] as const;
    const row = yield* get<[string, string, string, number]>(columns, ...where);
    const [uids, octets, shapes, named] = row!;
    const some: Slice = {
      uids: JSON.parse(uids),
      octets: JSON.parse(octets),
      shapes: JSON.parse(shapes),
      uidls: named === 0 ? null : JSON.parse((yield* get<[string]>(names, ...where))![0]),
    };
    const slices = [...state.slices, some];
    if (some.uids.length === perSlice) return { at: 'more', state: { box, slices } };
    return { at: 'done', answer: { mailbox: box.mailbox, objectId: box.objectId, ...join(slices) } };
  },
};

function* findInbox(account: AccountId): Operation<NonNullable<State['box']>> {
  const row = yield* get<[MailboxId, Uint8Array, number]>(inbox, account);
  if (row === undefined) throw new StoreRefusal('nonexistent');
  return { mailbox: row[0], objectId: row[1], before: row[2] };
}

function join(slices: Slice[]): Omit<Maildrop, 'mailbox' | 'objectId'> {
  const count = slices.reduce((sum, some) => sum + some.uids.length, 0);
  const joined = {
    uids: new Uint32Array(count),
    octets: new Uint32Array(count),
    shapes: new Uint8Array(count),
  };
  let at = 0;
  for (const some of slices) {
    joined.uids.set(some.uids, at);
    joined.octets.set(some.octets, at);
    joined.shapes.set(some.shapes, at);
    at += some.uids.length;
  }
  if (slices.every((some) => some.uidls === null)) return joined;
  const uidls = slices.flatMap((some) => some.uidls ?? new Array<null>(some.uids.length).fill(null));
  return { ...joined, uidls };
}
