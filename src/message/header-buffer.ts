// Holds header octets of a letter while they come in pieces; past its budget it forgets what comes.

import { Buffer } from 'node:buffer';

export class HeaderBuffer {
  #octets: Buffer = Buffer.alloc(0);
  #length = 0;
  #budget: number;

  /** `budget`: octets of all blocks together. */
  constructor(budget: number) {
    this.#budget = budget;
  }

  /** Copies a piece of a block. */
  add(piece: Uint8Array): void {
    const kept = piece.subarray(0, this.#budget);
    this.#budget -= kept.length;
    if (this.#length + kept.length > this.#octets.length) {
      const larger = Buffer.alloc(Math.max(2048, 2 * (this.#length + kept.length)));
      this.#octets.copy(larger, 0, 0, this.#length);
      this.#octets = larger;
    }
    this.#octets.set(kept, this.#length);
    this.#length += kept.length;
  }

  /** The block that ends with this piece; a view that lasts until the next piece. */
  finish(piece: Uint8Array): Uint8Array {
    if (this.#length === 0) {
      const kept = piece.subarray(0, this.#budget);
      this.#budget -= kept.length;
      return kept;
    }
    this.add(piece);
    const block = this.#octets.subarray(0, this.#length);
    this.#length = 0;
    return block;
  }
}
