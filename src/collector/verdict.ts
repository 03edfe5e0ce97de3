// How far a listing is to be believed, and what is missing in it.

import type { Comparison, Ledger, ListingInput } from './listing.ts';

/** After so many suspect listings in a row the next is believed: somebody emptied the maildrop. */
const believedAfter = 2;

/** Not there any more, when it was last looked for, or so we believe. */
export const isGone = (ledger: Ledger, entry: number): boolean =>
  ledger.absentSince[entry] !== null || ledger.deletions[entry] !== 'none';

/** Of the rows that should be there, how many are not claimed. */
export function countPresent(ledger: Ledger, claimed: Uint8Array): { expected: number; lost: number } {
  let expected = 0;
  let lost = 0;
  for (let entry = 0; entry < claimed.length; entry++) {
    if (isGone(ledger, entry)) continue;
    expected++;
    if (claimed[entry] === 0) lost++;
  }
  return { expected, lost };
}

/**
 * Completes a comparison by what is claimed in it. More than half of what should be there is missing: that is more often
 * a server's bad hour than a person's doing, and is not believed at once.
 */
export function judge(comparison: Comparison, input: Omit<ListingInput, 'listed'>): Comparison {
  const { ledger, flaw, hidesFetched, suspectBefore } = input;
  const { claimed, ambiguous, undecided } = comparison;
  const { expected, lost } = countPresent(ledger, claimed);
  // What may be among the letters that are still to be looked at or fetched is not missing yet.
  const maybe = ambiguous.length + undecided;
  const judged: Comparison = { ...comparison, lost };
  if (flaw !== undefined) return { ...judged, listing: 'partial', suspectAfter: suspectBefore };
  if (!hidesFetched && (lost - maybe) * 2 > expected && suspectBefore < believedAfter)
    return { ...judged, listing: 'suspect', suspectAfter: suspectBefore + 1 };
  for (let entry = 0; maybe === 0 && entry < claimed.length; entry++) {
    if (claimed[entry] === 1) continue;
    if (ledger.deletions[entry] === 'sent') judged.confirmed.push(entry);
    else if (!isGone(ledger, entry)) judged.absent.push(entry);
  }
  return judged;
}
