// What TOP tells of the letters that a comparison left open. Failure modes F11, F14, F15, F17, F18.

import { type Fingerprint, strengthOf } from './fingerprint.ts';
import { LedgerIndex } from './ledger-index.ts';
import type { Listed } from './listed.ts';
import { type Comparison, freshLetter, type Ledger, type ListingInput } from './listing.ts';
import { sameSize } from './match-keys.ts';
import { isGone, judge } from './verdict.ts';

/** Pairs of letters and rows with one fingerprint that are tried; more are fetched, and their digests decide. */
const mostPairs = 1_000_000;

/**
 * `tops`: fingerprint of what TOP gave, by message-number; null or none: it gave nothing to go by, and the letter is
 * fetched. Final: nothing is ambiguous any more.
 */
export function settleListing(
  before: Comparison,
  input: Omit<ListingInput, 'listed'>,
  tops: ReadonlyMap<number, Fingerprint | null>,
): Comparison {
  const { ledger } = input;
  const index = new LedgerIndex(ledger, before.fresh);
  const settled: Comparison = {
    ...before,
    known: [...before.known],
    fresh: [...before.fresh],
    ambiguous: [],
    renamed: [...before.renamed],
    returned: [...before.returned],
    claimed: before.claimed.slice(),
  };
  const groups = Map.groupBy(before.ambiguous, ({ n }) => tops.get(n) ?? null);
  const rowsOf = missingByFingerprint(ledger, settled.claimed, groups);
  for (const [fingerprint, letters] of groups) {
    const rows = fingerprint === null ? [] : (rowsOf.get(fingerprint) ?? []);
    const tooMany = letters.length * rows.length > mostPairs;
    for (const letter of letters) {
      const options = tooMany ? [] : rows.filter((row) => accepts(fingerprint!, letter, row, ledger, before));
      const entry = choose(fingerprint, letter, letters, options, ledger, settled.claimed);
      if (entry === undefined) {
        if (fingerprint === null || rows.length > 0) settled.undecided++;
        settled.fresh.push(freshLetter(letter, index, true));
      } else claim(settled, letter, entry, ledger, index);
    }
  }
  settled.fresh.sort((one, other) => one.n - other.n);
  return judge(settled, input);
}

function missingByFingerprint(
  ledger: Ledger,
  claimed: Uint8Array,
  wanted: ReadonlyMap<Fingerprint | null, unknown>,
): Map<Fingerprint, number[]> {
  const rows = new Map<Fingerprint, number[]>();
  for (let entry = 0; entry < claimed.length; entry++) {
    const fingerprint = ledger.fingerprints[entry] as Fingerprint | null;
    if (claimed[entry] === 1 || fingerprint === null || !wanted.has(fingerprint)) continue;
    const others = rows.get(fingerprint);
    if (others === undefined) rows.set(fingerprint, [entry]);
    else others.push(entry);
  }
  return rows;
}

/** Whether an equal fingerprint may be enough, given what else is equal. */
function accepts(
  fingerprint: Fingerprint,
  { key, octets }: Listed,
  row: number,
  ledger: Ledger,
  { renaming, recounting }: Comparison,
): boolean {
  const sameKey = key === ledger.keys[row];
  // What we deleted comes back under its own name or not at all.
  if (ledger.deletions[row] === 'deleted' && !sameKey) return false;
  const alike = sameSize(ledger.octets[row]!, octets);
  switch (strengthOf(fingerprint)) {
    case 3:
      return true;
    case 2:
      return alike || (sameKey && recounting);
    case 1:
      return alike && (sameKey || (renaming && key !== null));
  }
}

/** One row, if there is no doubt which letters have theirs. */
function choose(
  fingerprint: Fingerprint | null,
  letter: Listed,
  letters: readonly Listed[],
  options: readonly number[],
  ledger: Ledger,
  claimed: Uint8Array,
): number | undefined {
  if (fingerprint === null || options.length === 0) return undefined;
  if (strengthOf(fingerprint) < 3) {
    // Letters that say the same of themselves need not be the same: with more than one, their octets decide.
    const rivals = letters.filter(({ octets }) => sameSize(octets, letter.octets));
    return rivals.length === 1 && options.length === 1 && claimed[options[0]!] === 0 ? options[0] : undefined;
  }
  if (letters.length > options.length) return undefined;
  const free = options.filter((row) => claimed[row] === 0);
  return (
    free.find((row) => ledger.keys[row] === letter.key) ??
    free.find((row) => ledger.octets[row] === letter.octets) ??
    free[0]
  );
}

function claim(settled: Comparison, letter: Listed, entry: number, ledger: Ledger, index: LedgerIndex): void {
  const { n, octets } = letter;
  settled.claimed[entry] = 1;
  settled.known.push({ n, entry });
  if (isGone(ledger, entry)) settled.returned.push(entry);
  const key = letter.key ?? ledger.keys[entry]!;
  const sameKey = key === ledger.keys[entry];
  if (sameKey && ledger.octets[entry] === octets) return;
  const occurrence = sameKey ? ledger.occurrences[entry]! : index.freeOccurrence(key);
  settled.renamed.push({ entry, key, occurrence, octets });
}
