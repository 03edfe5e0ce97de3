// A letter from a source gets its place, its entry in the ledger and, where the policy wants that, its pending deletion:
// all in one transaction, so that whatever is interrupted it is stored exactly once.

import type { ReceivedLetter } from '../incoming.ts';
import { get, lock, type Operation, run } from '../operation.ts';
import type { AccountId, MailboxId, SourceId, Uid } from '../store.ts';
import { deliver, type Target } from './deliver.ts';
import { touchLedger } from './source-row.ts';

export type CollectInput = {
  letter: ReceivedLetter;
  target: Target;
  source: SourceId;
  entry: NewEntry;
  /** Milliseconds since when it is to be deleted at its source; null: it is not. */
  dueSince: number | null;
  /** Milliseconds. */
  now: number;
};

export type NewEntry = {
  /** What the letter is called at its source, and which of several of that name it is. */
  key: string;
  occurrence: number;
  /** As listed there. */
  octets: number | null;
  fingerprint: string | null;
  /** Why it is set aside; null: it is not. */
  aside: string | null;
};

/** `known`: this very letter was taken from there before. */
export type Collected =
  | { at: 'stored'; entry: number; mailbox: MailboxId; uid: Uid }
  | { at: 'known'; entry: number };

/**
 * Another letter under a name that is taken gets the next occurrence. An entry of a letter that could not be stored gets
 * it now. Refuses as deliver does, and 'nonexistent' where the source is gone.
 */
export function* collectLetter(input: CollectInput): Operation<Collected> {
  const { letter, target, source, now, dueSince } = input;
  const { account } = target;
  yield* lock(account);
  let entry = yield* touchLedger(account, source);
  const place = yield* settle(account, source, input.entry, letter.digest);
  if (place.at === 'known') return { at: 'known', entry: place.entry };
  const [delivered] = yield* deliver({ letter, targets: [target], now });
  const { mailbox, uid } = delivered!;
  if (place.at === 'waiting') {
    entry = place.entry;
    yield* run('DELETE FROM ledger WHERE account = ? AND source = ? AND entry = ?', account, source, entry);
  } else {
    const next = 'UPDATE sources SET next_entry = next_entry + 1 WHERE account = ? AND id = ?';
    yield* run(next, account, source);
  }
  yield* run(
    `INSERT INTO ledger (account, source, entry, key, occurrence, octets, fingerprint, digest, stored_octets, stored_at,
      mailbox, uid, sent_date, aside, due_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    account,
    source,
    entry,
    input.entry.key,
    place.occurrence,
    input.entry.octets,
    input.entry.fingerprint,
    letter.digest,
    letter.octets,
    now,
    mailbox,
    uid,
    letter.derived.sentDate,
    input.entry.aside,
    dueSince,
  );
  return { at: 'stored', entry, mailbox, uid };
}

type Place =
  | { at: 'free'; occurrence: number }
  /** An entry without a letter. */
  | { at: 'waiting'; occurrence: number; entry: number }
  | { at: 'known'; entry: number };

const named =
  'SELECT entry, digest FROM ledger WHERE account = ? AND source = ? AND key = ? AND occurrence = ?';

function* settle(
  account: AccountId,
  source: SourceId,
  { key, occurrence }: NewEntry,
  digest: Uint8Array,
): Operation<Place> {
  const there = yield* get<[number, Uint8Array | null]>(named, account, source, key, occurrence);
  if (there === undefined) return { at: 'free', occurrence };
  const [entry, taken] = there;
  if (taken === null) return { at: 'waiting', occurrence, entry };
  if (Buffer.compare(taken, digest) === 0) return { at: 'known', entry };
  const [next] = (yield* get<[number]>(
    'SELECT max(occurrence) + 1 FROM ledger WHERE account = ? AND source = ? AND key = ?',
    account,
    source,
    key,
  ))!;
  return { at: 'free', occurrence: next };
}
