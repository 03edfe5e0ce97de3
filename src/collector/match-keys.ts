// Which letters are known by unique-id and size together, beyond doubt. RFC 1939 §7: a unique-id names one letter for
// ever; but servers give several letters the same one, or the one of a letter that is gone to another.

import type { LedgerIndex } from './ledger-index.ts';
import type { Listed } from './listed.ts';
import type { Ledger } from './listing.ts';
import { isGone } from './verdict.ts';

export type Matched = {
  known: { n: number; entry: number }[];
  /** By row, 1: one of `known` is this entry. */
  claimed: Uint8Array;
  /** No row has their unique-id, or they have none. */
  unknown: Listed[];
  /** A row has their unique-id, and may be another letter. */
  doubtful: Listed[];
  /** More than half of those with a known unique-id have another size. */
  recounting: boolean;
};

export function matchKeys(listed: readonly Listed[], ledger: Ledger, index: LedgerIndex): Matched {
  const matched: Matched = {
    known: [],
    claimed: new Uint8Array(ledger.keys.length),
    unknown: [],
    doubtful: [],
    recounting: false,
  };
  const repeated = repeatedKeys(listed);
  let named = 0;
  let resized = 0;
  for (const letter of listed) {
    const { n, key, octets } = letter;
    if (key !== null && repeated.has(key)) continue;
    const entry = key === null ? undefined : index.row(key);
    if (entry === undefined) {
      matched.unknown.push(letter);
      continue;
    }
    named++;
    // Nearly every unique-id has one row; one of several will do when it is like the letter.
    const alike = isLike(ledger, entry, octets)
      ? entry
      : index.rows(key!).find((row) => isLike(ledger, row, octets));
    if (alike !== undefined) {
      matched.claimed[alike] = 1;
      matched.known.push({ n, entry: alike });
      continue;
    }
    if (!sameSize(ledger.octets[entry]!, octets)) resized++;
    matched.doubtful.push(letter);
  }
  matched.recounting = resized * 2 > named;
  if (repeated.size > 0) matchRepeated(listed, repeated, ledger, index, matched);
  return matched;
}

function repeatedKeys(listed: readonly Listed[]): Set<string> {
  const once = new Set<string>();
  const repeated = new Set<string>();
  for (const { key } of listed) if (key !== null) (once.has(key) ? repeated : once).add(key);
  return repeated;
}

/** Of several letters under one unique-id as many are known as there are rows of their size, or none of that size. */
function matchRepeated(
  listed: readonly Listed[],
  repeated: ReadonlySet<string>,
  ledger: Ledger,
  index: LedgerIndex,
  matched: Matched,
): void {
  const several = listed.filter(({ key }) => key !== null && repeated.has(key));
  for (const [key, letters] of Map.groupBy(several, (letter) => letter.key!)) {
    const rows = index.rows(key);
    if (rows.length === 0) {
      matched.unknown.push(...letters);
      continue;
    }
    const there = rows.filter((row) => !isGone(ledger, row));
    // Sizes that nobody tells do not matter; those that only some have tell nothing.
    const rowSizes = there.map((row) => ledger.octets[row] ?? null);
    const sizes = letters.map(({ octets }) => octets);
    const bare = isBare(sizes) || isBare(rowSizes);
    const mixed = !bare && (sizes.includes(null) || rowSizes.includes(null));
    const rowsOf = Map.groupBy(there, (row) => (bare ? null : (ledger.octets[row] ?? null)));
    for (const [octets, rivals] of Map.groupBy(letters, (letter) => (bare ? null : letter.octets))) {
      const alike = rowsOf.get(octets) ?? [];
      if (mixed || rivals.length > alike.length) matched.doubtful.push(...rivals);
      else
        for (const [i, { n }] of rivals.entries()) {
          matched.claimed[alike[i]!] = 1;
          matched.known.push({ n, entry: alike[i]! });
        }
    }
  }
}

const isBare = (sizes: readonly (number | null)[]): boolean => sizes.every((octets) => octets === null);

export const sameSize = (one: number | null, other: number | null): boolean =>
  one === null || other === null || one === other;

/** A unique-id whose letter is gone may be another's by now: servers that begin to count anew give it again. */
const isLike = (ledger: Ledger, entry: number, octets: number | null): boolean =>
  sameSize(ledger.octets[entry]!, octets) && !isGone(ledger, entry);
