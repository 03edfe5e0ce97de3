// All letters of an account as of one moment, which an export then reads at its leisure: the rows in one snapshot,
// unlike a listing, because letters that are moved meanwhile must be there once and not twice or never. 100,000 letters
// take a third of a second, so this is for a thread that may take its time.

import { parseKeywords } from '../flags.ts';
import { all, type Operation } from '../operation.ts';
import type { AccountId, BodyId, MailboxId } from '../store.ts';
import { uidlPrefix } from '../uidl.ts';
import { listMailboxes, type MailboxRow } from './list-mailboxes.ts';

export type SnapshotLetter = {
  uid: number;
  /** Bits of Flag. */
  flags: number;
  keywords: string[];
  /** As stored. */
  octets: number;
  /** Bits of Shape. */
  shape: number;
  /** Milliseconds. */
  internalDate: number;
  /** The imported unique-id, or the native one. */
  uidl: string;
  /** One character per octet: many small arrays would take four times the memory. */
  body: string;
  /** SHA-256 of what arrived; where line ends were mixed, of what is stored. One character per octet. */
  digest: string;
};

export type Snapshot = { mailbox: MailboxRow; letters: SnapshotLetter[] }[];

type Found = [number, number, string | null, number, number, number, string | null, Uint8Array, Uint8Array];

const perPage = 5_000;
const page = `SELECT uid, flags, keywords, octets, shape, internal_date, uidl, body,
  CASE WHEN shape & 8 = 0 THEN arrived_digest ELSE
    (SELECT digest FROM bodies WHERE bodies.scope = messages.scope AND bodies.id = messages.body) END
  FROM messages WHERE account = ? AND mailbox = ? AND uid > ? ORDER BY uid LIMIT ${perPage}`;

export function* snapshotAccount({ account }: { account: AccountId }): Operation<Snapshot> {
  const snapshot: Snapshot = [];
  for (const mailbox of yield* listMailboxes({ account }))
    snapshot.push({ mailbox, letters: yield* lettersOf(account, mailbox.mailbox, mailbox.objectId) });
  return snapshot;
}

function* lettersOf(
  account: AccountId,
  mailbox: MailboxId,
  objectId: Uint8Array,
): Operation<SnapshotLetter[]> {
  const letters: SnapshotLetter[] = [];
  const prefix = uidlPrefix(objectId);
  for (let after = 0; ; after = letters.at(-1)!.uid) {
    const rows = yield* all<Found>(page, account, mailbox, after);
    for (const [uid, flags, keywords, octets, shape, internalDate, uidl, body, digest] of rows)
      letters.push({
        uid,
        flags,
        keywords: parseKeywords(keywords),
        octets,
        shape,
        internalDate,
        uidl: uidl ?? `${prefix}${uid}`,
        body: latin1(body),
        digest: latin1(digest),
      });
    if (rows.length < perPage) return letters;
  }
}

/** The body's name again. */
export function bodyOf({ body }: SnapshotLetter): BodyId {
  return new Uint8Array(Buffer.from(body, 'latin1')) as BodyId;
}

function latin1(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1');
}
