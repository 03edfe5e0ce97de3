// Letters on a server and rows of a ledger, in short words, and a listing compared as a run does it.

import type { Fingerprint } from './fingerprint.ts';
import type { Listed } from './listed.ts';
import { type Comparison, compareListing, type Ledger, type ListingInput } from './listing.ts';
import { settleListing } from './settle-listing.ts';

/** A letter that may be on the server: `is` says which one it truly is. */
export type Letter = { is: string; uid: string | null; octets?: number | null; strength?: 1 | 2 | 3 };
export type Row = Letter & { absentSince?: number; deletion?: 'sent' | 'deleted' };

const print = ({ is, strength = 2 }: Letter) => `${strength}${is}` as Fingerprint;
const key = (uid: string | null) => (uid === null ? null : `u:${uid}`);

export function ledgerOf(rows: readonly Row[]): Ledger {
  const seen = new Map<string, number>();
  const occurrences = rows.map(({ uid, is }) => {
    const name = key(uid) ?? `d:${is}`;
    seen.set(name, (seen.get(name) ?? -1) + 1);
    return seen.get(name)!;
  });
  return {
    keys: rows.map(({ uid, is }) => key(uid) ?? `d:${is}`),
    occurrences,
    octets: rows.map(({ octets = 100 }) => octets),
    fingerprints: rows.map(print),
    absentSince: rows.map(({ absentSince = null }) => absentSince),
    deletions: rows.map((row) => row.deletion ?? 'none'),
  };
}

type Settled = { first: Comparison; last: Comparison };
type Server = { top?: boolean } & Partial<Omit<ListingInput, 'listed' | 'ledger'>>;

/** As a run does it; `letters` are numbered from 1. */
export function compare(letters: readonly Letter[], rows: readonly Row[], server: Server = {}): Settled {
  const { top = true, flaw, suspectBefore = 0, hidesFetched = false } = server;
  const listed: Listed[] = letters.map(({ uid, octets = 100 }, i) => ({ n: i + 1, octets, key: key(uid) }));
  const input = { listed, flaw, ledger: ledgerOf(rows), suspectBefore, hidesFetched };
  const first = compareListing(input);
  const tops = new Map(first.ambiguous.map(({ n }) => [n, top ? print(letters[n - 1]!) : null]));
  return { first, last: first.ambiguous.length === 0 ? first : settleListing(first, input, tops) };
}

export const many = (from: number, to: number, prefix = 'id-') =>
  Array.from({ length: to - from }, (_, i): Letter => ({ is: `${from + i}`, uid: `${prefix}${from + i}` }));
export const one = (is: string, uid: string | null = is, rest: Partial<Row> = {}): Row => ({
  is,
  uid,
  ...rest,
});
export const numbers = (letters: readonly { n: number }[]) => letters.map(({ n }) => n);
export const byRow = ({ known }: Comparison) => Object.fromEntries(known.map(({ n, entry }) => [n, entry]));
