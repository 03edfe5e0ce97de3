// Names of bodies: 48 bits of milliseconds, then 80 random bits. They sort by time, so that what is written together
// lies together on the disk, and they are never used again.

import { randomFillSync } from 'node:crypto';
import type { BodyId } from './store.ts';

const pool = Buffer.alloc(10 * 1024);
let used = pool.length;

/** A new body id. `now`: milliseconds since 1970. `random`: 10 octets. */
export function newBodyId(now: number, random: Uint8Array = pooled()): BodyId {
  const id = new Uint8Array(16);
  const view = new DataView(id.buffer);
  view.setUint32(0, Math.floor(now / 0x10000));
  view.setUint16(4, now % 0x10000);
  id.set(random, 6);
  return id as BodyId;
}

/** When the body was begun: milliseconds since 1970. */
export function bornAt(id: BodyId): number {
  const view = new DataView(id.buffer, id.byteOffset);
  return view.getUint32(0) * 0x10000 + view.getUint16(4);
}

function pooled(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 10;
  return pool.subarray(used - 10, used);
}
