// The messages of a mailbox page by page, and all that is known of one.

import { parseKeywords } from '../flags.ts';
import { all, get, type Operation } from '../operation.ts';
import type { AccountId, BodyId, MailboxId, ModSeq, Uid } from '../store.ts';

export type MessageRow = {
  uid: Uid;
  modseq: ModSeq;
  /** Bits of Flag. */
  flags: number;
  keywords: string[];
  octets: number;
  /** Bits of Shape. */
  shape: number;
  /** Milliseconds, these three. */
  internalDate: number;
  saveDate: number;
  sentDate: number | null;
  thread: Uint8Array;
  body: BodyId;
  emailId: Uint8Array;
  arrivedDigest: Uint8Array;
  uidl: string | null;
};

type Found = [
  Uid,
  ModSeq,
  number,
  string | null,
  number,
  number,
  number,
  number,
  number | null,
  Uint8Array,
  BodyId,
  Uint8Array,
  Uint8Array,
  string | null,
];

const select = `SELECT uid, modseq, flags, keywords, octets, shape, internal_date, save_date, sent_date, thread, body,
  email_id, arrived_digest, uidl FROM messages WHERE account = ? AND mailbox = ?`;

/** At most `limit` (1,000) messages with uids above `after`, ascending: begin with 0, go on with the last uid. */
export function* listMessages(input: {
  account: AccountId;
  mailbox: MailboxId;
  after: number;
  limit?: number;
}): Operation<MessageRow[]> {
  const { account, mailbox, after, limit = 1000 } = input;
  const text = `${select} AND uid > ? ORDER BY uid LIMIT ?`;
  return (yield* all<Found>(text, account, mailbox, after, Math.min(limit, 1000))).map(messageOf);
}

export type LetterDetails = MessageRow & {
  derivedVersion: number;
  /** Whether envelope and body structure must be formatted for each session. */
  eightBit: boolean;
  envelope: string;
  bodyStructure: string;
  /** JSON: the part tree; the keys for SORT. */
  parts: string;
  sortKeys: string;
  preview: string;
  messageId: string | null;
};

const details = `SELECT derived_version, eight_bit, envelope, body_structure, parts, sort_keys, preview, message_id
  FROM letters WHERE body = ? AND scope =
  (SELECT scope FROM messages WHERE account = ? AND mailbox = ? AND uid = ?)`;

/** null where the message is gone. */
export function* letterDetails(input: {
  account: AccountId;
  mailbox: MailboxId;
  uid: number;
}): Operation<LetterDetails | null> {
  const { account, mailbox, uid } = input;
  const found = yield* get<Found>(`${select} AND uid = ?`, account, mailbox, uid);
  if (found === undefined) return null;
  const message = messageOf(found);
  const row = yield* get<[number, number, string, string, string, string, string, string | null]>(
    details,
    message.body,
    account,
    mailbox,
    uid,
  );
  const [derivedVersion, eightBit, envelope, bodyStructure, parts, sortKeys, preview, messageId] = row!;
  return {
    ...message,
    derivedVersion,
    eightBit: eightBit === 1,
    envelope,
    bodyStructure,
    parts,
    sortKeys,
    preview,
    messageId,
  };
}

function messageOf(row: Found): MessageRow {
  return {
    uid: row[0],
    modseq: row[1],
    flags: row[2],
    keywords: parseKeywords(row[3]),
    octets: row[4],
    shape: row[5],
    internalDate: row[6],
    saveDate: row[7],
    sentDate: row[8],
    thread: row[9],
    body: row[10],
    emailId: row[11],
    arrivedDigest: row[12],
    uidl: row[13],
  };
}
