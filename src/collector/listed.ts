// What LIST and UIDL say together. RFC 1939 §5 and §7

import type { ScanListing, UniqueId } from '../pop3/index.ts';
import { uidKey } from './ledger-key.ts';

/** One letter in this session. */
export type Listed = {
  n: number;
  /** The server's word; null: it gives none. */
  octets: number | null;
  /** Key of its unique-id (uidKey); null: it has none. */
  key: string | null;
};

/** What tells that a listing is not whole, apart from its letters. */
export type Flaw =
  /** Lines that are no lines of a listing: the client's quirk 'listing-garbled', which whoever listed knows of. */
  | 'garbled'
  /** LIST and UIDL name different letters, other than a few that arrived between the two. */
  | 'disagreeing'
  /** STAT counts more letters than are listed. */
  | 'short'
  /** One message-number twice. */
  | 'repeated';

export type ListedLetters = { listed: Listed[]; flaw: Flaw | undefined };

/** Letters that may arrive between two commands; more are no accident. */
const mostLate = 5;

/**
 * The letters that both name; those that only one does are left to the next session. `sizes` or `uids` undefined: it
 * was not asked for, or the server has none. `count`: as STAT says. Of several with one number the first counts.
 */
export function mergeListings(
  sizes: readonly ScanListing[] | undefined,
  uids: readonly UniqueId[] | undefined,
  count = 0,
): ListedLetters {
  if (isRepeating(sizes ?? []) || isRepeating(uids ?? [])) {
    const { listed } = mergeListings(sizes && firsts(sizes), uids && firsts(uids));
    return { listed, flaw: 'repeated' };
  }
  const listed = inStep(sizes, uids) ?? matched(sizes ?? [], uids ?? []);
  const short = count > listed.length + mostLate;
  return { listed, flaw: disagreement(sizes, uids, listed) ?? (short ? 'short' : undefined) };
}

/** Both in the same order, as they nearly always are; or only one. */
function inStep(
  sizes: readonly ScanListing[] | undefined,
  uids: readonly UniqueId[] | undefined,
): Listed[] | undefined {
  if (uids === undefined)
    return (sizes ?? []).map(({ number, octets = null }) => ({ n: number, octets, key: null }));
  if (sizes === undefined)
    return uids.map(({ number, uidl }) => ({ n: number, octets: null, key: uidKey(uidl) }));
  if (sizes.length !== uids.length || uids.some(({ number }, i) => number !== sizes[i]!.number))
    return undefined;
  return uids.map(({ number, uidl }, i) => ({
    n: number,
    octets: sizes[i]!.octets ?? null,
    key: uidKey(uidl),
  }));
}

/** By number. */
function matched(sizes: readonly ScanListing[], uids: readonly UniqueId[]): Listed[] {
  const sizeOf = new Map(sizes.map(({ number, octets = null }) => [number, octets]));
  return uids.flatMap(({ number, uidl }) => {
    const octets = sizeOf.get(number);
    return octets === undefined ? [] : [{ n: number, octets, key: uidKey(uidl) }];
  });
}

function isRepeating(listing: readonly { number: number }[]): boolean {
  if (listing.every(({ number }, i) => i === 0 || number > listing[i - 1]!.number)) return false;
  return new Set(listing.map(({ number }) => number)).size < listing.length;
}

function firsts<T extends { number: number }>(listing: readonly T[]): T[] {
  const seen = new Set<number>();
  return listing.filter(({ number }) => !seen.has(number) && seen.add(number));
}

function disagreement(
  sizes: readonly ScanListing[] | undefined,
  uids: readonly UniqueId[] | undefined,
  listed: readonly Listed[],
): Flaw | undefined {
  if (sizes === undefined || uids === undefined) return undefined;
  const both = new Set(listed.map(({ n }) => n));
  const last = listed.reduce((most, { n }) => Math.max(most, n), 0);
  const alone = [...sizes, ...uids].filter(({ number }) => !both.has(number));
  // What arrives gets the next number. RFC 1939 §5
  const late = alone.length <= mostLate && alone.every(({ number }) => number > last);
  return late ? undefined : 'disagreeing';
}
