// What was taken from a source, as columns and in slices of some milliseconds. Whoever knows a revision gets nothing when
// it is still that.

import { all, get, type Operation, type SliceEnd } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId, BodyId, SourceId } from '../store.ts';

/** Row `i` of each column is one entry, in the order of arrival. Times are milliseconds. */
export type LedgerColumns = {
  /** What it was when this was read. */
  revision: number;
  entries: number[];
  keys: string[];
  occurrences: number[];
  /** As listed. */
  octets: (number | null)[];
  storedOctets: (number | null)[];
  fingerprints: (string | null)[];
  /** null: it is not stored. */
  storedAt: (number | null)[];
  sentDates: (number | null)[];
  dueSince: (number | null)[];
  absentSince: (number | null)[];
  deletions: ('none' | 'sent' | 'deleted')[];
  /** Why it was set aside. */
  aside: (string | null)[];
  tries: number[];
  held: boolean[];
  /** Its octets were read back once, and were right. */
  verified: boolean[];
};

type Input = { account: AccountId; source: SourceId /** A revision that the caller has. */; known?: number };
type State = { after: number; ledger: LedgerColumns };

const perSlice = 8192;
const columns = [
  'entry',
  'key',
  'occurrence',
  'octets',
  'stored_octets',
  'fingerprint',
  'stored_at',
  'sent_date',
  'due_since',
  'absent_since',
  'deletion',
  'aside',
  'tries',
  'held',
  'verified',
] as const;
// One JSON text a column: a row for each entry costs more.
const text = `SELECT ${columns.map((name) => `json_group_array(${name})`).join(', ')} FROM
  (SELECT ${columns.join(', ')} FROM ledger WHERE account = ? AND source = ? AND entry > ?
    ORDER BY entry LIMIT ${perSlice})`;
const deletions = ['none', 'sent', 'deleted'] as const;

/** null: it is as the caller knows it. Refuses 'nonexistent'. Changes between slices begin it anew. */
export const listLedger = {
  begin: (_: Input): State | null => null,
  slice: function* (
    input: Input,
    state: State | null,
  ): Operation<SliceEnd<State | null, LedgerColumns | null>> {
    const { account, source, known } = input;
    const found = yield* get<[number]>(
      'SELECT revision FROM sources WHERE account = ? AND id = ? AND name IS NOT NULL',
      account,
      source,
    );
    if (found === undefined) throw new StoreRefusal('nonexistent');
    const [revision] = found;
    if (revision === known) return { at: 'done', answer: null };
    const { after, ledger } =
      state?.ledger.revision === revision ? state : { after: 0, ledger: empty(revision) };
    const read = (yield* get<string[]>(text, account, source, after))!.map((column) => JSON.parse(column));
    const count = append(ledger, read);
    if (count < perSlice) return { at: 'done', answer: ledger };
    return { at: 'more', state: { after: ledger.entries.at(-1)!, ledger } };
  },
};

function empty(revision: number): LedgerColumns {
  return {
    revision,
    entries: [],
    keys: [],
    occurrences: [],
    octets: [],
    storedOctets: [],
    fingerprints: [],
    storedAt: [],
    sentDates: [],
    dueSince: [],
    absentSince: [],
    deletions: [],
    aside: [],
    tries: [],
    held: [],
    verified: [],
  };
}

/** Returns how many entries came. */
function append(ledger: LedgerColumns, read: unknown[][]): number {
  const push = <T>(column: T[], more: unknown[]) => {
    for (const value of more) column.push(value as T);
  };
  push(ledger.entries, read[0]!);
  push(ledger.keys, read[1]!);
  push(ledger.occurrences, read[2]!);
  push(ledger.octets, read[3]!);
  push(ledger.storedOctets, read[4]!);
  push(ledger.fingerprints, read[5]!);
  push(ledger.storedAt, read[6]!);
  push(ledger.sentDates, read[7]!);
  push(ledger.dueSince, read[8]!);
  push(ledger.absentSince, read[9]!);
  for (const value of read[10]!) ledger.deletions.push(deletions[value as number]!);
  push(ledger.aside, read[11]!);
  push(ledger.tries, read[12]!);
  for (const value of read[13]!) ledger.held.push(value === 1);
  for (const value of read[14]!) ledger.verified.push(value === 1);
  return read[0]!.length;
}

/** Entries of letters with these octets, in the order of arrival, and their occurrences. `digest`: as stored. */
export function* findCollected(input: {
  account: AccountId;
  source: SourceId;
  digest: Uint8Array;
}): Operation<{ entry: number; occurrence: number }[]> {
  const rows = yield* all<[number, number]>(
    'SELECT entry, occurrence FROM ledger WHERE account = ? AND source = ? AND digest = ? ORDER BY entry',
    input.account,
    input.source,
    input.digest,
  );
  return rows.map(([entry, occurrence]) => ({ entry, occurrence }));
}

export type LedgerLetter = {
  entry: number;
  /** SHA-256 as stored. */
  digest: Uint8Array;
  octets: number;
  /** Where its octets are; null: no message of the account has them any more. */
  body: BodyId | null;
};

const letters = `SELECT l.entry, l.digest, l.stored_octets, (SELECT m.body FROM bodies AS b
    JOIN messages AS m ON m.scope = b.scope AND m.body = b.id
    WHERE b.scope = 0 AND b.digest = l.digest AND b.dead_at IS NULL AND m.account = l.account LIMIT 1)
  FROM ledger AS l WHERE l.account = ? AND l.source = ? AND l.digest IS NOT NULL`;

/** Of these entries (at most 5,000), those that were stored, and where their octets are. */
export function* ledgerLetters(input: {
  account: AccountId;
  source: SourceId;
  entries: readonly number[];
}): Operation<LedgerLetter[]> {
  const { account, source, entries } = input;
  const some = `${letters} AND l.entry IN (SELECT value FROM json_each(?)) ORDER BY l.entry`;
  const rows = yield* all<[number, Uint8Array, number, BodyId | null]>(
    some,
    account,
    source,
    JSON.stringify(entries),
  );
  return rows.map(([entry, digest, octets, body]) => ({ entry, digest, octets, body }));
}
