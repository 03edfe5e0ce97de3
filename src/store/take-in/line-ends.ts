// Mends line ends as octets pass: a bare LF becomes CRLF, a bare CR stays, nothing is appended. Notes on the way what
// sending and exporting need to know (shape.ts). A CRLF that is cut between two pushes is one CRLF.

import { Shape } from '../shape.ts';

const CR = 13;
const LF = 10;
const DOT = 46;

export class LineEnds {
  #last = LF;
  #empty = true;
  #crlf = false;
  #bare = false;
  #dotted = false;

  /** The octets as they are stored: the same array where there was nothing to mend. */
  push(octets: Uint8Array): Uint8Array {
    if (octets.length === 0) return octets;
    const bytes = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
    const bare: number[] = [];
    if (this.#last === LF && bytes[0] === DOT) this.#dotted = true;
    for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
      if ((at === 0 ? this.#last : bytes[at - 1]) === CR) this.#crlf = true;
      else bare.push(at);
      if (bytes[at + 1] === DOT) this.#dotted = true;
    }
    this.#last = bytes[bytes.length - 1]!;
    this.#empty = false;
    if (bare.length === 0) return octets;
    this.#bare = true;
    return mend(bytes, bare);
  }

  /** Bits of Shape of all that was pushed. */
  get shape(): number {
    let shape = 0;
    if (this.#dotted) shape |= Shape.Dotted;
    if (this.#empty || this.#last !== LF) shape |= Shape.Unterminated;
    if (this.#bare) shape |= this.#crlf ? Shape.Mixed : Shape.AllLf;
    return shape;
  }
}

function mend(bytes: Uint8Array, bare: readonly number[]): Uint8Array {
  const mended = new Uint8Array(bytes.length + bare.length);
  let from = 0;
  let to = 0;
  for (const at of bare) {
    mended.set(bytes.subarray(from, at), to);
    to += at - from;
    mended[to++] = CR;
    from = at;
  }
  mended.set(bytes.subarray(from), to);
  return mended;
}
