// The letters of a listing as the policy sees them.

import type { StoredLetter } from './fetch-letters.ts';
import type { KnownLedger } from './ledger-cache.ts';
import type { Fresh } from './listing.ts';
import type { Candidate } from './policy.ts';

export type Known = { n: number /** Row of the ledger. */; entry: number };

export type Present = {
  ledger: KnownLedger;
  known: readonly Known[];
  stored: readonly StoredLetter[];
  /** Listed, and not stored. */
  waiting: readonly Fresh[];
  /** Entries of which no message is here any more. */
  deletedHere: ReadonlySet<number>;
};

/** Each with the entry that it is in the ledger; none has one that is not stored. */
export type EnteredCandidate = Candidate & { entry: number | null };

/** Nothing of it was read back in this run: it is taken for right until it is about to be deleted. */
export function candidatesOf(present: Present): EnteredCandidate[] {
  const { ledger, known, stored, waiting, deletedHere } = present;
  const candidates: EnteredCandidate[] = [];
  for (const { n, entry: row } of known) {
    const entry = ledger.entries[row]!;
    candidates.push({
      n,
      entry,
      octets: ledger.octets[row] ?? ledger.storedOctets[row] ?? 0,
      storedAt: ledger.storedAt[row]!,
      verified: ledger.storedAt[row] !== null,
      sentDate: ledger.sentDates[row]!,
      deletedHere: deletedHere.has(entry),
      aside: ledger.aside[row] !== null,
      dueSince: ledger.dueSince[row]!,
      held: ledger.held[row]!,
    });
  }
  for (const { n, entry, octets, storedAt, sentDate, aside, dueSince } of stored)
    candidates.push({
      ...{ n, entry, octets, storedAt, sentDate, aside, dueSince },
      verified: true,
      deletedHere: false,
    });
  for (const { n, octets } of waiting) {
    const nothing = { storedAt: null, verified: false, sentDate: null, dueSince: null };
    candidates.push({ n, entry: null, octets: octets ?? 0, ...nothing, deletedHere: false, aside: false });
  }
  return candidates;
}
