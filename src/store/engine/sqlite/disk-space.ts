// Whether the disk still has the reserve that new mail may not touch: deleting needs room too, and freeing the
// server's space is one of POP3's promises.

import { statfsSync } from 'node:fs';

/** Milliseconds that a look at the disk is believed. */
const believed = 1000;

export class DiskSpace {
  readonly #directory: string;
  readonly #clock: () => number;
  #reserve: number;
  #short = false;
  #until = Number.NEGATIVE_INFINITY;

  /** `reserve`: octets that must stay free. `clock`: milliseconds, never going back. */
  constructor(directory: string, reserve: number, clock: () => number) {
    this.#directory = directory;
    this.#reserve = reserve;
    this.#clock = clock;
  }

  set reserve(octets: number) {
    this.#reserve = octets;
    this.#until = Number.NEGATIVE_INFINITY;
  }

  get isShort(): boolean {
    const now = this.#clock();
    if (now >= this.#until) {
      const { bavail, bsize } = statfsSync(this.#directory);
      this.#short = bavail * bsize < this.#reserve;
      this.#until = now + believed;
    }
    return this.#short;
  }
}
