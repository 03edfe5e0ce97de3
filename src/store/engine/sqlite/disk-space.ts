// Whether the disk still has the reserve that new mail may not touch: deleting needs room too, and freeing the
// server's space is one of POP3's promises.

import { statfsSync } from 'node:fs';

/** Milliseconds that a look at the disk is believed. */
const believed = 1000;

type Look = (directory: string) => { bavail: number; bsize: number };

export class DiskSpace {
  readonly #directory: string;
  readonly #clock: () => number;
  readonly #look: Look;
  #reserve: number;
  #short = false;
  #until = Number.NEGATIVE_INFINITY;

  /** `reserve`: octets that must stay free. `clock`: milliseconds, never going back. */
  constructor(directory: string, reserve: number, clock: () => number, look: Look = statfsSync) {
    this.#directory = directory;
    this.#reserve = reserve;
    this.#clock = clock;
    this.#look = look;
  }

  set reserve(octets: number) {
    this.#reserve = octets;
    this.#until = Number.NEGATIVE_INFINITY;
  }

  get isShort(): boolean {
    const now = this.#clock();
    if (now >= this.#until) {
      const { bavail, bsize } = this.#look(this.#directory);
      this.#short = bavail * bsize < this.#reserve;
      this.#until = now + believed;
    }
    return this.#short;
  }
}
