// How many connections each address has to each protocol, over all protocol threads: one table of counters per thread
// in shared memory, so that a thread's death takes its counts with it. Addresses meet in slots by a keyed hash; two that
// share a slot share a limit, which 65,536 slots make rare and the key makes unforeseeable.

import { createHmac } from 'node:crypto';
import { type Admit, addressBlock } from '../wire/index.ts';

const slots = 65_536;
/** The slot behind the last counts the connections of a thread in all. */
const total = slots;

export type ConnectionTables = { key: Uint8Array; counts: Int32Array[] };

/** Tables for so many threads, in shared memory; `key` must be random. */
export function makeConnectionTables(threads: number, key: Uint8Array): ConnectionTables {
  const table = () => new Int32Array(new SharedArrayBuffer((slots + 1) * Int32Array.BYTES_PER_ELEMENT));
  return { key, counts: Array.from({ length: threads }, table) };
}

/** Forgets the connections of a thread that died. */
export function clearConnections(tables: ConnectionTables, thread: number): void {
  tables.counts[thread]!.fill(0);
}

/**
 * What the listeners of one protocol in one thread ask. Each protocol has its own count of an address: mail that comes
 * in from a host keeps nobody there from reading. `limits` is asked each time, for it may change.
 */
export function createAdmit(
  { key, counts }: ConnectionTables,
  thread: number,
  protocol: string,
  limits: () => { total: number; perAddress: number },
): Admit {
  const mine = counts[thread]!;
  const sum = (slot: number) => counts.reduce((all, table) => all + Atomics.load(table, slot), 0);
  return (address) => {
    const counted = `${protocol} ${addressBlock(address)}`;
    const slot = createHmac('sha256', key).update(counted).digest().readUInt16LE();
    const most = limits();
    if (sum(total) >= most.total || sum(slot) >= most.perAddress) return undefined;
    for (const at of [slot, total]) Atomics.add(mine, at, 1);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      for (const at of [slot, total]) Atomics.sub(mine, at, 1);
    };
  };
}
