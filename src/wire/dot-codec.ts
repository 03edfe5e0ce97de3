// Dot-stuffing in both directions (RFC 1939 §3, RFC 5321 §4.5.2), chunk by chunk. Only CRLF ends a line: a bare CR or
// LF is an octet like any other, on both sides, or a letter could smuggle an end into the stream.

const LF = 10;
const CR = 13;
const DOT = 46;
const CRLF_DOT = Buffer.from('\r\n.', 'latin1');
const carriageReturn = Buffer.of(CR);
const nothing = new Uint8Array(0);

/** Where in a line the last octet left us. */
type Place = 'start' | 'after-cr' | 'inside';

export class DotEncoder {
  #place: Place = 'start';

  /** The octets with a dot put before every line that begins with one. The same array when there is no such line. */
  encode(octets: Uint8Array): Uint8Array {
    const chunk = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
    if (!this.#needsStuffing(chunk)) {
      this.#place = placeAfter(chunk, this.#place);
      return octets;
    }
    // At worst every third octet begins a line with a dot.
    const stuffed = Buffer.allocUnsafe(chunk.length + Math.ceil(chunk.length / 3) + 1);
    let written = 0;
    let place = this.#place;
    for (const octet of chunk) {
      if (place === 'start' && octet === DOT) stuffed[written++] = DOT;
      stuffed[written++] = octet;
      place = step(place, octet);
    }
    this.#place = place;
    return stuffed.subarray(0, written);
  }

  /** What ends the text: the missing CRLF, if any, then the termination octet's line. */
  end(): string {
    const end = this.#place === 'start' ? '.\r\n' : '\r\n.\r\n';
    this.#place = 'start';
    return end;
  }

  #needsStuffing(chunk: Buffer): boolean {
    if (this.#place === 'start' && chunk[0] === DOT) return true;
    if (this.#place === 'after-cr' && chunk[0] === LF && chunk[1] === DOT) return true;
    return chunk.includes(CRLF_DOT);
  }
}

/** What one chunk of a stuffed text gave: its octets, and, when the end was in it, what came behind the end. */
export type Decoded = { octets: Uint8Array; rest?: Uint8Array };

export class DotDecoder {
  #place: Place = 'start';
  /** '.', '.CR': octets at the start of a line that may be the end of the text. */
  #held = '';

  /** The octets are those of the argument, not copied, where nothing in them had to be undone. */
  decode(octets: Uint8Array): Decoded {
    const chunk = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
    const runs: Uint8Array[] = [];
    let at = 0;
    while (at < chunk.length) {
      const octet = chunk[at]!;
      if (this.#held === '.\r') {
        this.#held = '';
        if (octet === LF) {
          this.#place = 'start';
          return { octets: joined(runs), rest: octets.subarray(at + 1) };
        }
        runs.push(carriageReturn);
        this.#place = 'after-cr';
      } else if (this.#held === '.') {
        this.#held = octet === CR ? '.\r' : '';
        if (octet === CR) at++;
        else this.#place = 'inside';
      } else if (this.#place === 'start' && octet === DOT) {
        this.#held = '.';
        at++;
      } else {
        const end = endOfRun(chunk, at, this.#place);
        const run = chunk.subarray(at, end);
        this.#place = placeAfter(run, this.#place);
        runs.push(run);
        at = end;
      }
    }
    return { octets: joined(runs) };
  }
}

/** Where the next line that begins with a dot begins, or the end. */
function endOfRun(chunk: Buffer, at: number, place: Place): number {
  if (place === 'after-cr' && chunk[at] === LF && chunk[at + 1] === DOT) return at + 1;
  const found = chunk.indexOf(CRLF_DOT, at);
  return found < 0 ? chunk.length : found + 2;
}

function joined(runs: readonly Uint8Array[]): Uint8Array {
  return runs.length === 1 ? runs[0]! : runs.length === 0 ? nothing : Buffer.concat(runs);
}

function step(place: Place, octet: number): Place {
  if (octet === CR) return 'after-cr';
  return octet === LF && place === 'after-cr' ? 'start' : 'inside';
}

function placeAfter(chunk: Uint8Array, before: Place): Place {
  const length = chunk.length;
  if (length === 0) return before;
  if (length === 1) return step(before, chunk[0]!);
  return step(step('inside', chunk[length - 2]!), chunk[length - 1]!);
}
