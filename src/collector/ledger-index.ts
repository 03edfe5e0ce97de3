// The rows of a ledger by key. Nearly every key has one row, and there may be a million.

import type { Ledger } from './listing.ts';

export class LedgerIndex {
  readonly #ledger: Ledger;
  readonly #first = new Map<string, number>();
  /** The row before with the same key, or -1. */
  readonly #before: Int32Array;
  readonly #given = new Map<string, number>();

  /** `given`: names that letters of this listing have got already. */
  constructor(ledger: Ledger, given: readonly { key: string | null; occurrence: number }[] = []) {
    this.#ledger = ledger;
    this.#before = new Int32Array(ledger.keys.length);
    for (let entry = 0; entry < ledger.keys.length; entry++) {
      const key = ledger.keys[entry]!;
      this.#before[entry] = this.#first.get(key) ?? -1;
      this.#first.set(key, entry);
    }
    for (const { key, occurrence } of given)
      if (key !== null) this.#given.set(key, Math.max(this.#given.get(key) ?? 0, occurrence + 1));
  }

  /** One row under this key. */
  row(key: string): number | undefined {
    return this.#first.get(key);
  }

  /** In the order of the ledger. */
  rows(key: string): number[] {
    const rows: number[] = [];
    for (let entry = this.#first.get(key) ?? -1; entry >= 0; entry = this.#before[entry]!) rows.push(entry);
    return rows.reverse();
  }

  /** One that no row has, and that was not given before. */
  freeOccurrence(key: string): number {
    const next = this.#given.get(key) ?? this.#after(key);
    this.#given.set(key, next + 1);
    return next;
  }

  #after(key: string): number {
    const { occurrences } = this.#ledger;
    return this.rows(key).reduce((most, entry) => Math.max(most, occurrences[entry]! + 1), 0);
  }
}
