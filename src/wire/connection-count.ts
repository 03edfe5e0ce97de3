// How many connections there are, in all and from one address: what a listener asks before it serves one.

import { addressBlock } from './address.ts';

/** Asked with an address. Returns what must be called once when the connection ends, or undefined: not now. */
export type Admit = (address: string) => (() => void) | undefined;

/** Counts within one thread; an office with several threads brings an `Admit` of its own. */
export function createConnectionCount(limits: { total: number; perAddress: number }): Admit {
  const counts = new Map<string, number>();
  let total = 0;
  return (address) => {
    const block = addressBlock(address);
    const count = counts.get(block) ?? 0;
    if (total >= limits.total || count >= limits.perAddress) return undefined;
    counts.set(block, count + 1);
    total++;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      total--;
      const left = counts.get(block)! - 1;
      if (left === 0) counts.delete(block);
      else counts.set(block, left);
    };
  };
}
