// The octets of DATA: finds the end of the letter and takes the stuffed dots away (RFC 5321 §4.5.2). Only CRLF "." CRLF
// is the end. A lone dot whose line ends are not both CRLF ("\n.\n", "\n.\r\n", "\r\n.\r" …) is an end to some servers
// and text to others: a letter that holds one was written to be read differently by two of them, so it is marked.
// RFC 5321 §2.3.8, §4.1.1.4

const LF = 0x0a;
const CR = 0x0d;
const DOT = 0x2e;
const none = Buffer.alloc(0);

/** What a chunk gave: the letter's octets, and when its end was in it, what came behind. */
export type Decoded = { octets: Buffer; rest?: Buffer };

export class DataDecoder {
  /** Whether a smuggled end was seen; the letter's octets from there on are of no use. */
  smuggled = false;
  /** In a line, or behind the dot that opened it and that dot's CR. */
  #at: 'line' | 'dot' | 'dot-cr' = 'line';
  /** What the line of that dot began behind. */
  #opened: 'crlf' | 'lf' | 'cr' = 'crlf';
  // The two octets before the next one. The first line begins as if behind a CRLF. RFC 5321 §4.1.1.4
  #last = LF;
  #beforeLast = CR;

  /** Takes the next octets as they came from the peer; none may follow those that held the end. */
  decode(octets: Buffer): Decoded {
    const kept: Buffer[] = [];
    let from = 0;
    for (let at = 0; at < octets.length; ) {
      const octet = octets[at]!;
      if (this.#at === 'line') {
        const dot = octets.indexOf(DOT, at);
        if (dot === -1) break;
        at = dot + 1;
        if (!this.#opensLine(octets, dot)) continue;
        this.#at = 'dot';
        // A bare CR opens a line only for those who look for smuggled ends: there the dot stays.
        if (this.#opened === 'cr') continue;
        if (dot > from) kept.push(octets.subarray(from, dot));
        from = at;
      } else if (this.#at === 'dot') {
        at++;
        if (octet === LF) this.smuggled = true;
        this.#at = octet === CR ? 'dot-cr' : 'line';
      } else if (octet === LF && this.#opened === 'crlf') {
        return { octets: joined(kept), rest: octets.subarray(at + 1) };
      } else {
        // The octet is looked at again: behind a bare CR a dot opens a line.
        this.smuggled = true;
        this.#at = 'line';
      }
    }
    // The CR of what may be the end is held back. If it is none, the letter is refused.
    const end = this.#at === 'dot-cr' ? octets.length - 1 : octets.length;
    if (end > from) kept.push(octets.subarray(from, end));
    this.#remember(octets);
    return { octets: joined(kept) };
  }

  #opensLine(octets: Buffer, dot: number): boolean {
    const last = dot > 0 ? octets[dot - 1] : this.#last;
    const beforeLast = dot > 1 ? octets[dot - 2] : dot === 1 ? this.#last : this.#beforeLast;
    if (last !== LF && last !== CR) return false;
    this.#opened = last === CR ? 'cr' : beforeLast === CR ? 'crlf' : 'lf';
    return true;
  }

  #remember(octets: Buffer): void {
    const length = octets.length;
    if (length > 1) this.#beforeLast = octets[length - 2]!;
    else if (length === 1) this.#beforeLast = this.#last;
    if (length > 0) this.#last = octets[length - 1]!;
  }
}

function joined(pieces: Buffer[]): Buffer {
  return pieces.length === 1 ? pieces[0]! : pieces.length === 0 ? none : Buffer.concat(pieces);
}
