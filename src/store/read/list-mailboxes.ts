// The mailboxes of an account, with what STATUS asks (RFC 9051 §6.3.11).

import { all, get, type Operation } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId, MailboxId, ModSeq, Uid } from '../store.ts';

export type MailboxRow = {
  mailbox: MailboxId;
  /** 8 octets: its name for ever (RFC 8474, unique-ids). */
  objectId: Uint8Array;
  name: string;
  /** RFC 6154 attribute without its backslash. */
  specialUse: string | null;
  subscribed: boolean;
  uidvalidity: number;
  uidnext: Uid;
  modseq: ModSeq;
  messages: number;
  unseen: number;
  deleted: number;
  octets: number;
  deletedOctets: number;
  /** Changes up to this modseq may have lost their vanished rows. */
  vanishedHorizon: number;
  /** The first uid that no session was told of: see claimRecent. */
  recentFrom: Uid;
};

type Found = [
  MailboxId,
  Uint8Array,
  string,
  string | null,
  number,
  number,
  Uid,
  ModSeq,
  number,
  number,
  number,
  number,
  number,
  number,
  Uid,
];

// A mailbox that is being deleted has a name below the space.
const select = `SELECT id, object_id, name, special_use, subscribed, uidvalidity, uidnext, modseq, messages, unseen,
  deleted, octets, deleted_octets, vanished_horizon, recent_from
  FROM mailboxes WHERE account = ? AND name >= ' '`;

/** In the order of their names. */
export function* listMailboxes({ account }: { account: AccountId }): Operation<MailboxRow[]> {
  return (yield* all<Found>(`${select} ORDER BY name`, account)).map(mailboxOf);
}

/** Refuses 'nonexistent'. */
export function* mailboxStatus(input: { account: AccountId; mailbox: MailboxId }): Operation<MailboxRow> {
  const row = yield* get<Found>(`${select} AND id = ?`, input.account, input.mailbox);
  if (row === undefined) throw new StoreRefusal('nonexistent');
  return mailboxOf(row);
}

function mailboxOf(row: Found): MailboxRow {
  return {
    mailbox: row[0],
    objectId: row[1],
    name: row[2],
    specialUse: row[3],
    subscribed: row[4] === 1,
    uidvalidity: row[5],
    uidnext: row[6],
    modseq: row[7],
    messages: row[8],
    unseen: row[9],
    deleted: row[10],
    octets: row[11],
    deletedOctets: row[12],
    vanishedHorizon: row[13],
    recentFrom: row[14],
  };
}
