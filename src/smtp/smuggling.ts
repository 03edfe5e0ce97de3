// Watches the raw octets of DATA for a lone dot whose line ends are not both CRLF ("\n.\n", "\n.\r\n", "\r\n.\r" …).
// Some servers take such a line for the end of the letter and what follows for commands; a letter that holds one was
// written to be read differently by two servers. RFC 5321 §2.3.8, §4.1.1.4
// It must see the octets before dot-stuffing is undone: "\n..\n" is an honest line with one dot.

const LF = 0x0a;
const CR = 0x0d;
const DOT = 0x2e;

export class EndOfData {
  /** Whether a smuggled end was seen. */
  smuggled = false;
  /** Whether the true end was seen; what is behind it is no part of the letter. */
  ended = false;
  #at: 'text' | 'dot' | 'dot-cr' = 'text';
  /** Whether the line of the dot began behind a CRLF. */
  #honest = false;
  // The two octets before the next one. The first line begins as if behind a CRLF. RFC 5321 §4.1.1.4
  #last = LF;
  #beforeLast = CR;

  /** Takes the next octets as they came from the peer. */
  see(octets: Uint8Array): void {
    let at = 0;
    while (at < octets.length && !this.ended) {
      if (this.#at === 'text') {
        const dot = octets.indexOf(DOT, at);
        if (dot === -1) break;
        this.#meetDot(
          dot > 0 ? octets[dot - 1]! : this.#last,
          dot > 1 ? octets[dot - 2]! : dot === 1 ? this.#last : this.#beforeLast,
        );
        at = dot + 1;
      } else if (this.#pass(octets[at]!)) at++;
    }
    if (octets.length > 1) this.#beforeLast = octets[octets.length - 2]!;
    else if (octets.length === 1) this.#beforeLast = this.#last;
    if (octets.length > 0) this.#last = octets[octets.length - 1]!;
  }

  #meetDot(last: number, beforeLast: number): void {
    if (last !== LF && last !== CR) return;
    this.#at = 'dot';
    this.#honest = last === LF && beforeLast === CR;
  }

  /** One octet behind a dot that opened its line. Returns whether it was consumed: a dot may open the next line. */
  #pass(octet: number): boolean {
    if (this.#at === 'dot' && octet === CR) {
      this.#at = 'dot-cr';
      return true;
    }
    const ends = this.#at === 'dot-cr' || octet === LF;
    if (ends && this.#at === 'dot-cr' && octet === LF && this.#honest) this.ended = true;
    else if (ends) this.smuggled = true;
    this.#at = 'text';
    return octet !== DOT;
  }
}
