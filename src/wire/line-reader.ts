// The octets that came and were not taken yet, handed out as lines or as counted octets. Knows no socket.

const nothing = Buffer.alloc(0);
const LF = 10;
const CR = 13;

/** What takeLine answers for a line beyond the limit; its octets are gone, the next line is whole again. */
export const tooLong: unique symbol = Symbol('too long');

/** Octets of an overlong line that stay known, at its start and at its end. */
const remembered = 256;
const noLine: { readonly start: string; readonly end: string } = { start: '', end: '' };

export class LineReader {
  /** Octets of the longest line, without its line end. Counts from the next line on. */
  limit: number;
  /** Octets of the line beyond the limit that is being thrown away: what a caller bounds. */
  skipped = 0;
  /**
   * How the last line beyond the limit began and ended, without its line end: whose answer it wants, and what it announces. At
   * most 256 octets each.
   */
  overlong = noLine;
  #held: Buffer = nothing;
  #searched = 0;
  #skipping = false;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Octets that wait to be taken. */
  get length(): number {
    return this.#held.length;
  }

  push(octets: Uint8Array): void {
    const chunk = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
  }

  /**
   * The next line as Latin-1 text without its CRLF (or bare LF, which hand-driven clients send), or undefined when
   * it is not complete yet. Holds at most `limit` octets and one chunk, however long the line.
   */
  takeLine(): string | typeof tooLong | undefined {
    const end = this.#held.indexOf(LF, this.#searched);
    if (end < 0) {
      // One octet more than the limit may be the CR of a line that just fits.
      if (this.#skipping || this.#held.length > this.limit + 1) this.#skip(this.#held.length);
      this.#searched = this.#held.length;
      return undefined;
    }
    const length = end > 0 && this.#held[end - 1] === CR ? end - 1 : end;
    if (this.#skipping || length > this.limit) {
      this.#skip(end + 1);
      this.#skipping = false;
      this.skipped = 0;
      const { start, end: tail } = this.overlong;
      this.overlong = { start: start.replace(/\r?\n$/, ''), end: tail.replace(/\r?\n$/, '') };
      return tooLong;
    }
    const line = this.#held.toString('latin1', 0, length);
    this.#drop(end + 1);
    return line;
  }

  /** Up to `most` of the octets that are here (at least one), or undefined when there are none. */
  takeOctets(most: number): Uint8Array | undefined {
    if (this.#held.length === 0 || most <= 0) return undefined;
    const octets = this.#held.subarray(0, Math.min(most, this.#held.length));
    this.#drop(octets.length);
    return octets;
  }

  /** Whether the first octets are these: how a peer that speaks another protocol is known before its first line. */
  startsWith(octets: Uint8Array): boolean {
    return this.#held.length >= octets.length && this.#held.subarray(0, octets.length).equals(octets);
  }

  #skip(octets: number): void {
    const first = this.#held.toString('latin1', 0, Math.min(octets, remembered));
    const last = this.#held.toString('latin1', Math.max(0, octets - remembered), octets);
    this.overlong = this.#skipping
      ? { start: this.overlong.start, end: (this.overlong.end + last).slice(-remembered) }
      : { start: first, end: last };
    this.#skipping = true;
    this.skipped += octets;
    this.#drop(octets);
  }

  #drop(octets: number): void {
    // An emptied reader keeps no reference to the chunk: idle connections cost nothing.
    this.#held = octets === this.#held.length ? nothing : this.#held.subarray(octets);
    this.#searched = 0;
  }
}
