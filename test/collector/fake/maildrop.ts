// What lies in a remote account between sessions: letters with their unique-ids, in the order of their numbers; and
// everything that ever lay there, which is what must not be lost.

import { createHash } from 'node:crypto';

/** Octets of a letter, made when they are sent: one may be larger than the memory of whoever sends it. */
export type Octets = { length: number; pieces: () => Iterable<Uint8Array> };

export type RemoteLetter = {
  /** As it is sent, one character an octet. */
  uidl: string;
  octets: Octets;
  /** No session sees it, though it is there. */
  hidden: boolean;
  /** Somebody else took it away. */
  taken: boolean;
  /** What RETR gave instead of `octets`, where a server writes into letters. */
  given: Octets[];
};

export class RemoteMaildrop {
  letters: RemoteLetter[] = [];
  /** In the order in which they came. */
  readonly offered: RemoteLetter[] = [];
  #next = 1;

  constructor(letters: Iterable<Uint8Array | Octets> = []) {
    for (const octets of letters) this.add(octets);
  }

  /** At the end, or before the letter with number `before`. */
  add(octets: Uint8Array | Octets, { uidl = this.#freshUidl(), before = Number.POSITIVE_INFINITY } = {}) {
    const letter = {
      uidl,
      octets: octets instanceof Uint8Array ? wholeOctets(octets) : octets,
      hidden: false,
      taken: false,
      given: [],
    };
    this.letters.splice(Math.min(before - 1, this.letters.length), 0, letter);
    this.offered.push(letter);
    return letter;
  }

  remove(gone: Iterable<RemoteLetter>): void {
    const set = new Set(gone);
    this.letters = this.letters.filter((letter) => !set.has(letter));
  }

  /** By another client. */
  take(gone: readonly RemoteLetter[]): void {
    for (const letter of gone) letter.taken = true;
    this.remove(gone);
  }

  /** As after a move to another server: the same letters, other unique-ids. */
  renameAll(uidl = (_letter: RemoteLetter, _index: number) => this.#freshUidl('new')): void {
    this.letters.forEach((letter, index) => {
      letter.uidl = uidl(letter, index);
    });
  }

  #freshUidl(prefix = 'u'): string {
    return `${prefix}${String(this.#next++).padStart(8, '0')}`;
  }
}

export const wholeOctets = (octets: Uint8Array): Octets => ({
  length: octets.length,
  pieces: () => [octets],
});

/** SHA-256 of what is offered, as the store notes what arrived; in hexadecimal. */
export function digestOf({ pieces }: Octets): string {
  const hash = createHash('sha256');
  for (const piece of pieces()) hash.update(piece);
  return hash.digest('hex');
}
