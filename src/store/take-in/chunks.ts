// Cuts octets into chunks of exactly 256 KiB and a rest. Octets are copied, so that a letter of a million tiny writes
// holds no million arrays.

export const chunkOctets = 256 * 1024;

export class Chunks {
  #buffer = new Uint8Array(new ArrayBuffer(32 * 1024));
  #used = 0;

  /** Takes as many of the octets as the current chunk has room for; returns how many. */
  take(octets: Uint8Array): number {
    const count = Math.min(octets.length, chunkOctets - this.#used);
    if (this.#used + count > this.#buffer.length) this.#grow(this.#used + count);
    this.#buffer.set(octets.subarray(0, count), this.#used);
    this.#used += count;
    return count;
  }

  get isFull(): boolean {
    return this.#used === chunkOctets;
  }

  /** What was taken, in a buffer of its own that may be given to another thread; begins the next chunk. */
  cut(): Uint8Array<ArrayBuffer> {
    const chunk = this.#buffer.slice(0, this.#used);
    this.#used = 0;
    return chunk;
  }

  get used(): number {
    return this.#used;
  }

  #grow(least: number): void {
    let size = this.#buffer.length;
    while (size < least) size *= 2;
    const grown = new Uint8Array(new ArrayBuffer(Math.min(size, chunkOctets)));
    grown.set(this.#buffer.subarray(0, this.#used));
    this.#buffer = grown;
  }
}
