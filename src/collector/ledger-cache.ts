// The ledgers that were read last, so that a poll reads one only when it changed.

import type { LedgerColumns, Store } from '../store/index.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { Ledger } from './listing.ts';
import type { Source } from './source.ts';

/** As the store answers it, which is what a listing is held against. */
export type KnownLedger = LedgerColumns & Ledger;

/** Entries of all ledgers that are kept: some 200 octets each. */
const mostEntries = 250_000;

export class LedgerCache {
  readonly #store: Pick<Store, 'read'>;
  readonly #known = new Map<number, KnownLedger>();

  constructor(store: Pick<Store, 'read'>) {
    this.#store = store;
  }

  /** Rejects with StoreRefusal 'nonexistent' where the source is gone. */
  async read({ account, id }: Pick<Source, 'account' | 'id'>): Promise<KnownLedger> {
    const before = this.#known.get(id);
    const known = before === undefined ? {} : { known: before.revision };
    const read = await this.#store.read('listLedger', { account, source: id, ...known });
    // What it has as fingerprints is what was made as such.
    const ledger = read === null ? before! : (read as LedgerColumns & { fingerprints: Fingerprint[] });
    this.#known.delete(id);
    this.#known.set(id, ledger);
    this.#shrink(id);
    return ledger;
  }

  forget(id: Source['id']): void {
    this.#known.delete(id);
  }

  #shrink(newest: number): void {
    let entries = 0;
    for (const ledger of this.#known.values()) entries += ledger.entries.length;
    for (const [id, ledger] of this.#known) {
      if (entries <= mostEntries || id === newest) return;
      this.#known.delete(id);
      entries -= ledger.entries.length;
    }
  }
}

/** The row of an entry, or undefined. */
export function rowOf({ entries }: LedgerColumns, entry: number): number | undefined {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle]! < entry) low = middle + 1;
    else high = middle;
  }
  return entries[low] === entry ? low : undefined;
}
