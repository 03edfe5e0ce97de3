// Cuts a letter after its header and some lines of its body, chunk by chunk. RFC 1939 §7 (TOP)

const LF = 10;
const CR = 13;

export class TopCutter {
  /** Whether everything that was asked for has been seen. */
  done = false;
  #linesLeft: number;
  #inBody = false;
  /** Whether the line under way is empty so far, or holds a CR only: the blank line is exactly CRLF. */
  #line: 'empty' | 'cr' | 'text' = 'empty';
  #afterCr = false;

  /** `lines` of the body, zero or more; the blank line after the header is not one of them. */
  constructor(lines: number) {
    this.#linesLeft = lines;
  }

  /** The part of this chunk that is still wanted. */
  cut(octets: Uint8Array): Uint8Array {
    let from = 0;
    while (!this.done) {
      const end = octets.indexOf(LF, from);
      this.#look(octets, from, end < 0 ? octets.length : end);
      if (end < 0) return octets;
      from = end + 1;
      if (this.#afterCr) this.#endLine();
      else this.#line = 'text'; // A bare LF ends no line.
      this.#afterCr = false;
    }
    return octets.subarray(0, from);
  }

  /** Takes note of a stretch without LF. */
  #look(octets: Uint8Array, from: number, to: number): void {
    if (to === from) return;
    const onlyCr = to - from === 1 && octets[from] === CR;
    this.#line = this.#line === 'empty' && onlyCr ? 'cr' : 'text';
    this.#afterCr = octets[to - 1] === CR;
  }

  #endLine(): void {
    if (this.#inBody) this.#linesLeft--;
    else if (this.#line === 'cr') this.#inBody = true;
    this.#line = 'empty';
    this.done = this.#inBody && this.#linesLeft <= 0;
  }
}
