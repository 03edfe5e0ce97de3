// What is known of many messages at once, only as far as it is wanted: a column that is not read costs nothing.

import { all, type Operation, type SliceEnd, type Sql } from '../operation.ts';
import type { AccountId, BodyId, MailboxId, Uid } from '../store.ts';

export type WantedDetails = {
  envelope?: boolean;
  bodyStructure?: boolean;
  parts?: boolean;
  preview?: boolean;
};

export type MessageDetails = {
  uid: Uid;
  /** As stored. */
  octets: number;
  /** Milliseconds, these three. */
  internalDate: number;
  saveDate: number;
  sentDate: number | null;
  /** In hexadecimal, these three: 16, 8 and 16 octets. As arrays they would cost more than all the rest. */
  emailId: string;
  thread: string;
  body: string;
  /** Only known when one of the others is wanted: whether envelope and body structure must be formatted anew. */
  eightBit: boolean;
  envelope?: string;
  bodyStructure?: string;
  /** JSON. */
  parts?: string;
  preview?: string;
};

type Input = {
  account: AccountId;
  mailbox: MailboxId;
  /** Each once. */
  uids: readonly number[];
  want: WantedDetails;
};
type State = { next: number; found: (MessageDetails | null)[] };

const perSlice = 250;
const always = [
  'm.uid',
  'm.octets',
  'm.internal_date',
  'm.save_date',
  'm.sent_date',
  'hex(m.email_id)',
  'hex(m.thread)',
  'hex(m.body)',
];
const derived = [
  ['envelope', 'l.envelope'],
  ['bodyStructure', 'l.body_structure'],
  ['parts', 'l.parts'],
  ['preview', 'l.preview'],
] as const;
const where = 'WHERE m.account = ? AND m.mailbox = ? AND m.uid IN (SELECT value FROM json_each(?))';

/** In the order of `uids`; null for each that is gone. */
export const listDetails = {
  begin: (_: Input): State => ({ next: 0, found: [] }),
  slice: function* (
    input: Input,
    { next, found }: State,
  ): Operation<SliceEnd<State, (MessageDetails | null)[]>> {
    const { account, mailbox, uids, want } = input;
    const wanted = derived.filter(([name]) => want[name]).map(([name]) => name);
    const some = uids.slice(next, next + perSlice);
    const rows = yield* all(selectFor(want), account, mailbox, JSON.stringify(some));
    const byUid = new Map(rows.map((row) => [row[0] as number, detailsOf(row, wanted)]));
    for (const uid of some) found.push(byUid.get(uid) ?? null);
    const end = next + perSlice;
    return end < uids.length ? { at: 'more', state: { next: end, found } } : { at: 'done', answer: found };
  },
};

function selectFor(want: WantedDetails): string {
  const columns = derived.filter(([name]) => want[name]).map(([, column]) => column);
  if (columns.length === 0) return `SELECT ${always.join(', ')} FROM messages AS m ${where}`;
  return `SELECT ${[...always, 'l.eight_bit', ...columns].join(', ')} FROM messages AS m
    JOIN letters AS l ON l.scope = m.scope AND l.body = m.body ${where}`;
}

function detailsOf(row: Sql[], wanted: readonly (typeof derived)[number][0][]): MessageDetails {
  const details: MessageDetails = {
    uid: row[0] as Uid,
    octets: row[1] as number,
    internalDate: row[2] as number,
    saveDate: row[3] as number,
    sentDate: row[4] as number | null,
    emailId: row[5] as string,
    thread: row[6] as string,
    body: row[7] as string,
    eightBit: row[8] === 1,
  };
  for (const [index, name] of wanted.entries()) details[name] = row[9 + index] as string;
  return details;
}

/** The name of a body that is written in hexadecimal. */
export function parseBodyId(hex: string): BodyId {
  return new Uint8Array(Buffer.from(hex, 'hex')) as BodyId;
}
