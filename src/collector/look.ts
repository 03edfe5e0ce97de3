// What a server lists in this session, asked for with as little as will do: when the unique-ids and the count are those
// of the last session, nothing else is asked. RFC 1939 §5 and §7

import { createHash } from 'node:crypto';
import { type Pop3Client, Pop3ClientError, type UniqueId } from '../pop3/index.ts';
import { type Flaw, type Listed, mergeListings } from './listed.ts';
import type { ListingMark } from './report.ts';

export type Look =
  | { at: 'same'; count: number }
  | {
      at: 'listed';
      listed: Listed[];
      flaw: Flaw | undefined;
      uniqueIds: boolean;
      /** What the next look compares with; null: this listing cannot be recognised. */
      mark: ListingMark | null;
    };

export type LookOptions = {
  /** What a mark is worth something for. */
  policy: string;
  /** The mark of the last listing; null: compare in any case. */
  last: ListingMark | null;
  /** Letters may be deleted by this listing: whether it is whole is asked for too. */
  careful: boolean;
};

/** Rejects with Pop3ClientError. */
export async function lookAt(client: Pop3Client, { policy, last, careful }: LookOptions): Promise<Look> {
  const uids = await ifThere(() => client.uidl());
  // With another round trip for each command.
  const stat = careful || last !== null ? await ifThere(() => client.stat()) : undefined;
  const mark = uids && stat ? markOf(uids, stat, policy) : null;
  const garbled = client.quirks.has('listing-garbled');
  if (mark !== null && !garbled && isSame(mark, last)) return { at: 'same', count: mark.count };
  const sizes = await ifThere(() => client.list());
  const { listed, flaw } = mergeListings(sizes, uids, stat?.count);
  return {
    at: 'listed',
    listed,
    flaw: client.quirks.has('listing-garbled') ? 'garbled' : flaw,
    uniqueIds: uids !== undefined,
    mark: lastingMark(mark, uids, listed, policy),
  };
}

/** What came between two commands is new the next time. Without STAT, what it will say: the sum. RFC 1939 §5 */
function lastingMark(
  mark: ListingMark | null,
  uids: readonly UniqueId[] | undefined,
  listed: readonly Listed[],
  policy: string,
): ListingMark | null {
  const octets = listed.reduce((sum, letter) => sum + (letter.octets ?? Number.NaN), 0);
  const whole = mark ?? (uids ? markOf(uids, { count: listed.length, octets }, policy) : null);
  return whole?.count === listed.length && Number.isFinite(whole.octets) ? whole : null;
}

/** Undefined: the server has no such command, and the session goes on. */
async function ifThere<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Pop3ClientError && error.sessionStands) return undefined;
    throw error;
  }
}

function markOf(
  uids: readonly UniqueId[],
  { count, octets }: { count: number; octets: number | undefined },
  policy: string,
): ListingMark | null {
  if (octets === undefined || count !== uids.length) return null;
  const hash = createHash('sha256');
  let lines = '';
  for (const { number, uidl } of uids) {
    // Without a unique-id an equal listing does not say that the letters are the same.
    if (uidl === '') return null;
    lines += `${number} ${uidl}\n`;
    if (lines.length > 65_536) {
      hash.update(lines, 'latin1');
      lines = '';
    }
  }
  return { digest: hash.update(lines, 'latin1').digest('base64'), count, octets, policy };
}

function isSame(mark: ListingMark, last: ListingMark | null): boolean {
  return (
    last !== null &&
    mark.digest === last.digest &&
    mark.count === last.count &&
    mark.octets === last.octets &&
    mark.policy === last.policy
  );
}
