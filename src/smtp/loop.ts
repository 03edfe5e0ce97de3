// Counts the Received fields of a letter while it comes in. RFC 5321 §6.3

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const name = Buffer.from('received');

export class HopCount {
  hops = 0;
  /** Position in the line; -1: the line is no Received field, or is one that was counted. */
  #matched = 0;
  #lineEmpty = true;
  #headerOver = false;

  /** Takes the next octets of the letter; those behind the header section cost nothing. */
  see(octets: Uint8Array): void {
    for (let at = 0; at < octets.length && !this.#headerOver; at++) this.#step(octets[at]!);
  }

  #step(octet: number): void {
    if (octet === LF) {
      this.#headerOver = this.#lineEmpty;
      this.#lineEmpty = true;
      this.#matched = 0;
      return;
    }
    if (octet === CR) return;
    this.#lineEmpty = false;
    if (this.#matched === -1) return;
    if (this.#matched === name.length) {
      if (octet === COLON) this.hops++;
      this.#matched = -1;
      return;
    }
    // Field names are letters only, so setting bit 5 is lower-casing.
    this.#matched = (octet | 0x20) === name[this.#matched] ? this.#matched + 1 : -1;
  }
}
