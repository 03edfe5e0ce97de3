// Which of the listed letters we have: by name and size, where that leaves doubt by header, and what the ledger is to
// say of it from now on.

import { type Pop3Client, Pop3ClientError } from '../pop3/index.ts';
import { entriesAtOnce, type Renamed, type Store } from '../store/index.ts';
import { createFingerprint, type Fingerprint } from './fingerprint.ts';
import type { KnownLedger } from './ledger-cache.ts';
import { type Comparison, compareListing, type ListingInput } from './listing.ts';
import { settleListing } from './settle-listing.ts';
import type { Source } from './source.ts';

/** Rejects with Pop3ClientError. Nothing is written yet: see noteComparison. */
export async function recognise(
  client: Pop3Client,
  input: ListingInput,
  topLines: number,
): Promise<{ comparison: Comparison; looked: number }> {
  const comparison = compareListing(input);
  const { ambiguous } = comparison;
  if (ambiguous.length === 0) return { comparison, looked: 0 };
  const tops = await fingerprints(
    client,
    ambiguous.map(({ n }) => n),
    topLines,
  );
  return { comparison: settleListing(comparison, input, tops), looked: ambiguous.length };
}

/** RFC 1939 §7 TOP. `lines`: none of the body, except for servers that take none for all. */
async function fingerprints(
  client: Pop3Client,
  numbers: readonly number[],
  lines: number,
): Promise<Map<number, Fingerprint | null>> {
  const tops = new Map<number, Fingerprint | null>();
  const [first] = numbers;
  // A server without TOP would refuse each of thousands, twice.
  if (first === undefined || !(await hasTop(client, first, lines))) return tops;
  for await (const fetched of client.topAll(numbers, lines)) {
    if (fetched.kind === 'refused') continue;
    const { write, digest } = createFingerprint();
    for await (const octets of fetched.body) write(octets);
    tops.set(fetched.number, digest());
  }
  return tops;
}

async function hasTop(client: Pop3Client, number: number, lines: number): Promise<boolean> {
  try {
    for await (const _ of client.top(number, lines));
    return true;
  } catch (error) {
    if (error instanceof Pop3ClientError && error.sessionStands) return false;
    throw error;
  }
}

/** Writes into the ledger what a comparison found. `now`: milliseconds. */
export async function noteComparison(
  store: Pick<Store, 'write'>,
  { account, id }: Source,
  ledger: KnownLedger,
  comparison: Comparison,
  now: number,
): Promise<void> {
  const of = { account, source: id };
  const entry = (row: number) => ledger.entries[row]!;
  for (const renamed of slices(comparison.renamed))
    await renameEntries(
      store,
      of,
      renamed.map((each) => ({ ...each, entry: entry(each.entry) })),
    );
  const none = { absent: [], returned: [], confirmed: [] };
  for (const what of ['absent', 'returned', 'confirmed'] as const)
    for (const rows of slices(comparison[what]))
      await store.write('noteListing', { ...of, ...none, [what]: rows.map(entry), now });
}

export async function renameEntries(
  store: Pick<Store, 'write'>,
  of: { account: Source['account']; source: Source['id'] },
  renamed: readonly Renamed[],
): Promise<void> {
  for (const some of slices(renamed)) await store.write('renameLedger', { ...of, renamed: some });
}

/** As many as one write takes; fewer, as none may hold the writer for long. */
export function* slices<T>(all: readonly T[], size = entriesAtOnce / 5): Generator<T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}
