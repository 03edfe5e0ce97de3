// Values as frames on a stream: four octets of length, then the value as node:v8 writes it, in which octets stand as
// they are. Both ends are the same program, of the same version of Node or nearly.

import { deserialize, serialize } from 'node:v8';

const header = 4;

/** A value as a frame, in two pieces that follow each other. Throws for what cannot be cloned, such as a function. */
export function formatFrame(value: unknown): [length: Buffer, octets: Buffer] {
  const octets = serialize(value);
  const length = Buffer.allocUnsafe(header);
  length.writeUInt32BE(octets.length);
  return [length, octets];
}

/** Puts frames together again from pieces of any size. */
export class FrameReader {
  readonly #longest: number;
  readonly #length = Buffer.alloc(header);
  #known = 0;
  /** Of its own memory each: octets in a value are views of it, and may be handed to another thread. */
  #frame: Buffer | undefined;
  #filled = 0;

  /** `longest`: octets of a value. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** The values that ended in this piece, in order; undefined when it is no stream of frames, or one is too long. */
  push(piece: Uint8Array): unknown[] | undefined {
    const values: unknown[] = [];
    for (let at = 0; at < piece.length; ) {
      if (this.#frame === undefined) {
        this.#length[this.#known++] = piece[at++]!;
        if (this.#known < header) continue;
        const length = this.#length.readUInt32BE();
        if (length === 0 || length > this.#longest) return undefined;
        this.#frame = Buffer.from(new ArrayBuffer(length));
        [this.#known, this.#filled] = [0, 0];
        continue;
      }
      const some = piece.subarray(at, at + this.#frame.length - this.#filled);
      this.#frame.set(some, this.#filled);
      this.#filled += some.length;
      at += some.length;
      if (this.#filled < this.#frame.length) continue;
      const value = parseValue(this.#frame);
      if (value === undefined) return undefined;
      values.push(value.value);
      this.#frame = undefined;
    }
    return values;
  }
}

function parseValue(octets: Buffer): { value: unknown } | undefined {
  try {
    return { value: deserialize(octets) };
  } catch {
    return undefined;
  }
}
