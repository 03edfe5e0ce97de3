// The text of a part whose octets come in pieces: transfer encoding and charset undone, piece by piece.

import { createTransferDecoder, decodeCharset, type TransferDecoder } from '../../message/index.ts';

const LF = 10;
const SPACE = 32;
/** Octets after which a text that never ends a line is cut anywhere. */
const longest = 262_144;

export class DecodedText {
  readonly #decoder: TransferDecoder;
  readonly #charset: string | undefined;
  /** Two octets a character: a line end in them is no place to cut. */
  readonly #wide: boolean;
  #held: Uint8Array = new Uint8Array(0);

  constructor(encoding: string, charset: string | undefined) {
    this.#decoder = createTransferDecoder(encoding);
    this.#charset = charset;
    this.#wide = /^"?utf-?16/i.test(charset ?? '');
  }

  /** Text up to the last place where no charset has half a character behind it. */
  push(octets: Uint8Array): string {
    const decoded = this.#decoder.push(octets);
    const whole = this.#held.length === 0 ? decoded : Buffer.concat([this.#held, decoded]);
    const cut = this.#cut(whole);
    // Copied: it outlives the piece, whose octets belong to whoever gave it.
    this.#held = whole.slice(cut);
    return cut === 0 ? '' : decodeCharset(whole.subarray(0, cut), this.#charset);
  }

  end(): string {
    const rest = Buffer.concat([this.#held, this.#decoder.end()]);
    return rest.length === 0 ? '' : decodeCharset(rest, this.#charset);
  }

  #cut(octets: Uint8Array): number {
    if (this.#wide) return octets.length - (octets.length % 2);
    const line = octets.lastIndexOf(LF) + 1;
    if (line > 0 || octets.length < longest) return line;
    return octets.lastIndexOf(SPACE) + 1 || octets.length;
  }
}
