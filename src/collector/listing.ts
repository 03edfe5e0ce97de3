// What a server lists, held against the ledger: which letters are known, which are new, which may be either and must be
// looked at with TOP (settle-listing.ts), and which are missing. Message-numbers mean nothing beyond the session.
//
// The ladder: unique-id and size, then fingerprint, then (by whoever fetches the letter) the digest of all its octets.
// Where there is doubt the next rung decides: to fetch a letter once more costs little, to take it for another loses it.

import { LedgerIndex } from './ledger-index.ts';
import type { Flaw, Listed } from './listed.ts';
import { matchKeys } from './match-keys.ts';
import { countPresent, judge } from './verdict.ts';

/** What was taken from the source, as columns: row `i` is one entry. Times are milliseconds since 1970. */
export type Ledger = {
  /** uidKey of the unique-id, or digestKey of a letter that has none. With the occurrence, unique. */
  readonly keys: readonly string[];
  /** 0, 1, …: which of several letters under one key. */
  readonly occurrences: readonly number[];
  /** As the server listed it when it was collected; null: it gave none. */
  readonly octets: readonly (number | null)[];
  /** Fingerprint of each. */
  readonly fingerprints: readonly (string | null)[];
  /** Of a tombstone, the first whole listing without it; null: it was in the last whole one. */
  readonly absentSince: readonly (number | null)[];
  /** 'sent': DELE went out, and QUIT was not confirmed; 'deleted': it was. */
  readonly deletions: readonly ('none' | 'sent' | 'deleted')[];
};

export type ListingInput = {
  listed: readonly Listed[];
  flaw: Flaw | undefined;
  ledger: Ledger;
  /** How many listings in a row before this one were suspect. */
  suspectBefore: number;
  /** The server shows a letter only until it was fetched: absence means nothing. See known-servers.ts */
  hidesFetched: boolean;
};

/** A letter to be fetched. */
export type Fresh = {
  n: number;
  octets: number | null;
  /** What its entry gets; null: digestKey of what was fetched, and a free occurrence. */
  key: string | null;
  occurrence: number;
  /** It may be a row of the ledger that is not claimed, under another name: its digest decides. */
  maybe: boolean;
};

/** What the ledger is to say of a row from now on: another name, or another listed size. */
export type Renamed = { entry: number; key: string; occurrence: number; octets: number | null };

export type Comparison = {
  /** Only by a 'whole' one may rows be marked and letters deleted. */
  listing: 'whole' | 'partial' | 'suspect';
  /** Most of what should be there is missing, and about as much is there under unknown names. */
  renaming: boolean;
  /** The sizes of most letters are not what they were: the server counts in another way. */
  recounting: boolean;
  /** Known letters by row of the ledger. */
  known: { n: number; entry: number }[];
  fresh: Fresh[];
  /** To be looked at with TOP, then settled. */
  ambiguous: Listed[];
  /** Of `fresh`, letters of which TOP did not tell whether they are new. */
  undecided: number;
  renamed: Renamed[];
  /** Rows to be marked as absent since now; none of a listing that is not whole. */
  absent: number[];
  /** Rows that were absent, or deleted there, and are listed: they are neither. */
  returned: number[];
  /** Rows whose DELE was sent and that are gone now: the server did it. None of a listing that is not whole. */
  confirmed: number[];
  /** Rows that should be there and are not, whatever the listing is. */
  lost: number;
  /** By row, 1: a letter of this listing is this entry. */
  claimed: Uint8Array;
  /** For the next listing. */
  suspectAfter: number;
};

/** With `ambiguous` empty this is final; else settleListing says the rest. */
export function compareListing(input: ListingInput): Comparison {
  const { listed, ledger, hidesFetched } = input;
  const index = new LedgerIndex(ledger);
  const { known, claimed, unknown, doubtful, recounting } = matchKeys(listed, ledger, index);
  const { expected, lost } = countPresent(ledger, claimed);
  const renaming = !hidesFetched && lost * 2 > expected && unknown.length * 2 >= lost;
  const missing = sizesOfMissing(ledger, claimed);
  const mayBeMissing = ({ key, octets }: Listed) =>
    missing.size > 0 && (key === null || renaming || (!hidesFetched && hasSize(missing, octets)));
  const comparison: Comparison = {
    listing: 'whole',
    renaming,
    recounting,
    known,
    fresh: [],
    ambiguous: [...doubtful, ...unknown.filter(mayBeMissing)],
    undecided: 0,
    renamed: [],
    absent: [],
    returned: [],
    confirmed: [],
    lost,
    claimed,
    suspectAfter: 0,
  };
  // Also one that was deleted there: a server that is restored from a backup may bring it back under another name.
  const maybe = claimed.includes(0);
  for (const letter of unknown)
    if (!mayBeMissing(letter)) comparison.fresh.push(freshLetter(letter, index, maybe));
  return judge(comparison, input);
}

export function freshLetter({ n, octets, key }: Listed, index: LedgerIndex, maybe: boolean): Fresh {
  return { n, octets, key, occurrence: key === null ? 0 : index.freeOccurrence(key), maybe };
}

/** Sizes of letters that another may be under a new name. */
function sizesOfMissing(ledger: Ledger, claimed: Uint8Array): Set<number | null> {
  const sizes = new Set<number | null>();
  for (let entry = 0; entry < claimed.length; entry++)
    if (claimed[entry] === 0 && ledger.deletions[entry] !== 'deleted') sizes.add(ledger.octets[entry]!);
  return sizes;
}

const hasSize = (sizes: ReadonlySet<number | null>, octets: number | null): boolean =>
  octets === null || sizes.has(octets) || sizes.has(null);
