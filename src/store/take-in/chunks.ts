// Cuts octets into chunks of exactly 256 KiB and a rest. Large pieces are kept as they came until their chunk is cut;
// small ones are copied together, so that a letter of a million tiny writes holds no million arrays.

export const chunkOctets = 256 * 1024;

/** Octets below which a piece is small, and of the buffers that small ones share. */
const small = 2048;
const shared = 16 * 1024;
const nothing = new Uint8Array(0);

export class Chunks {
  #pieces: Uint8Array[] = [];
  #used = 0;
  #buffer = nothing;
  /** Where in the buffer the small pieces begin that are no piece yet, and where they end. */
  #from = 0;
  #to = 0;

  /** Takes as many of the octets as the current chunk has room for; returns how many. They must not change any more. */
  take(octets: Uint8Array): number {
    const count = Math.min(octets.length, chunkOctets - this.#used);
    const piece = count === octets.length ? octets : octets.subarray(0, count);
    if (count < small) this.#copy(piece);
    else {
      this.#gather();
      this.#pieces.push(piece);
    }
    this.#used += count;
    return count;
  }

  get isFull(): boolean {
    return this.#used === chunkOctets;
  }

  /** What was taken, in a buffer of its own that may be given to another thread; begins the next chunk. */
  cut(): Uint8Array<ArrayBuffer> {
    this.#gather();
    const chunk = new Uint8Array(this.#used);
    let at = 0;
    for (const piece of this.#pieces) {
      chunk.set(piece, at);
      at += piece.length;
    }
    this.#pieces = [];
    this.#used = 0;
    return chunk;
  }

  get used(): number {
    return this.#used;
  }

  #copy(piece: Uint8Array): void {
    if (this.#to + piece.length > this.#buffer.length) {
      this.#gather();
      this.#buffer = new Uint8Array(shared);
      this.#from = this.#to = 0;
    }
    this.#buffer.set(piece, this.#to);
    this.#to += piece.length;
  }

  #gather(): void {
    if (this.#to > this.#from) this.#pieces.push(this.#buffer.subarray(this.#from, this.#to));
    this.#from = this.#to;
  }
}
