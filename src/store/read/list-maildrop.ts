// What POP3 sees of an account: its INBOX as columns, in slices of some milliseconds. The slices of a large one are
// not one moment, yet the answer is: messages that come meanwhile are beyond the uid it ends at, and one that goes
// meanwhile could as well have gone before.
//
// Clients ask for the same listing every few minutes. Uids only grow and what is listed of a message never changes, so
// a listing that is known is still right when `uidnext` and the number of messages are, and grows at its end.

import { get, type Operation, type SliceEnd } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId, MailboxId } from '../store.ts';

export type Maildrop = {
  mailbox: MailboxId;
  /** 8 octets: see formatUidl. */
  objectId: Uint8Array;
  /** All uids in it are below this. */
  uidnext: number;
  /** Ascending; the other columns go with it. The columns are shared: do not change them. */
  uids: Uint32Array;
  /** As stored: see sentOctets. */
  octets: Uint32Array;
  /** Bits of Shape. */
  shapes: Uint8Array;
  /** Imported unique-ids; null: the native one. Not there when no message has one. */
  uidls?: (string | null)[];
};

/** `known`: an earlier answer, if there is one at hand. */
type Input = { account: AccountId; known?: Maildrop | undefined };
type Box = { mailbox: MailboxId; objectId: Uint8Array; uidnext: number; messages: number };
type Columns = Pick<Maildrop, 'uids' | 'octets' | 'shapes' | 'uidls'>;
type State = { box: Box; from: number; parts: Columns[] };

const perSlice = 8192;
const inbox = "SELECT id, object_id, uidnext, messages FROM mailboxes WHERE account = ? AND name = 'INBOX'";
const slice = `FROM (SELECT uid, octets, shape, uidl FROM messages
  WHERE account = ? AND mailbox = ? AND uid >= ? AND uid < ? ORDER BY uid LIMIT ${perSlice})`;
// One JSON text a column: a row for each message costs more.
const columns = `SELECT json_group_array(uid), json_group_array(octets), json_group_array(shape), count(uidl) ${slice}`;
const names = `SELECT json_group_array(uidl) ${slice}`;

/** Refuses 'nonexistent'. */
export const listMaildrop = {
  begin: (_: Input): State | null => null,
  slice: function* ({ account, known }: Input, state: State | null): Operation<SliceEnd<State, Maildrop>> {
    const { box, from, parts } = state ?? beginAfter(yield* findInbox(account), known);
    if (parts[0] === known && isWhole(known, box)) return { at: 'done', answer: known };
    const some = yield* readSlice(account, box, from);
    const last = some.uids.at(-1);
    if (last !== undefined && some.uids.length === perSlice) {
      return { at: 'more', state: { box, from: last + 1, parts: [...parts, some] } };
    }
    const { mailbox, objectId, uidnext, messages } = box;
    const joined = join([...parts, some]);
    // Something that was known is gone: the next slice begins from nothing.
    const stale = parts[0] === known && known !== undefined && joined.uids.length !== messages;
    if (stale) return { at: 'more', state: { box, from: 1, parts: [] } };
    return { at: 'done', answer: { mailbox, objectId, uidnext, ...joined } };
  },
};

function beginAfter(box: Box, known: Maildrop | undefined): State {
  return known?.mailbox === box.mailbox
    ? { box, from: known.uidnext, parts: [known] }
    : { box, from: 1, parts: [] };
}

function isWhole(known: Maildrop | undefined, box: Box): known is Maildrop {
  return known !== undefined && known.uidnext === box.uidnext && known.uids.length === box.messages;
}

function* findInbox(account: AccountId): Operation<Box> {
  const row = yield* get<[MailboxId, Uint8Array, number, number]>(inbox, account);
  if (row === undefined) throw new StoreRefusal('nonexistent');
  const [mailbox, objectId, uidnext, messages] = row;
  return { mailbox, objectId, uidnext, messages };
}

function* readSlice(account: AccountId, box: Box, from: number): Operation<Columns> {
  const where = [account, box.mailbox, from, box.uidnext] as const;
  const [uids, octets, shapes, named] = (yield* get<[string, string, string, number]>(columns, ...where))!;
  const some = {
    uids: Uint32Array.from(JSON.parse(uids) as number[]),
    octets: Uint32Array.from(JSON.parse(octets) as number[]),
    shapes: Uint8Array.from(JSON.parse(shapes) as number[]),
  };
  if (named === 0) return some;
  return { ...some, uidls: JSON.parse((yield* get<[string]>(names, ...where))![0]) };
}

function join(parts: readonly Columns[]): Columns {
  const [only] = parts;
  if (parts.length === 1) return only!;
  const count = parts.reduce((sum, part) => sum + part.uids.length, 0);
  const joined: Columns = {
    uids: new Uint32Array(count),
    octets: new Uint32Array(count),
    shapes: new Uint8Array(count),
  };
  let at = 0;
  for (const part of parts) {
    joined.uids.set(part.uids, at);
    joined.octets.set(part.octets, at);
    joined.shapes.set(part.shapes, at);
    at += part.uids.length;
  }
  if (parts.every((part) => part.uidls === undefined)) return joined;
  const uidls = parts.flatMap((part) => part.uidls ?? new Array<null>(part.uids.length).fill(null));
  return { ...joined, uidls };
}
