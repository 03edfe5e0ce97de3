// The octets of a body, chunk by chunk, from chunk rows. No lock is held between two chunks.

import type { Database } from '../engine/sqlite/database.ts';
import { StoreRefusal } from '../refusal.ts';
import type { BodyName } from '../store.ts';
import { chunkOctets } from '../take-in/chunks.ts';

const text = 'SELECT octets FROM chunks WHERE body = ? AND seq = ?';

/** Throws StoreRefusal 'nonexistent' where a chunk is not there. */
export async function* readChunks(
  db: Database,
  { body, octets }: BodyName,
  range: { from: number; length: number } = { from: 0, length: octets },
): AsyncGenerator<Uint8Array, void, void> {
  const end = Math.min(range.from + range.length, octets);
  for (let at = Math.max(range.from, 0); at < end; ) {
    const seq = Math.floor(at / chunkOctets);
    const chunk = db.all(text, [body, seq])[0]?.[0] as Uint8Array | undefined;
    const begin = seq * chunkOctets;
    if (chunk === undefined || begin + chunk.length < Math.min(end, begin + chunkOctets)) {
      throw new StoreRefusal('nonexistent', 'the octets of this letter are gone');
    }
    const from = at - begin;
    const to = Math.min(chunk.length, end - begin);
    yield from === 0 && to === chunk.length ? chunk : chunk.subarray(from, to);
    at = begin + to;
  }
}
