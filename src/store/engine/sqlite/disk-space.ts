// Whether the disk still has the reserve that new mail may not touch: deleting needs room too, and freeing the
// server's space is one of POP3's promises.

import { statfsSync } from 'node:fs';

/** Milliseconds that a look at the disk is believed, */
const believed = 1000;
/** and which part of the reserve may be written meanwhile. */
const part = 1 / 8;

type Look = (directory: string) => { bavail: number; bsize: number };

export class DiskSpace {
  readonly #directory: string;
  readonly #clock: () => number;
  readonly #look: Look;
  #reserve: number;
  #short = false;
  #until = Number.NEGATIVE_INFINITY;
  #free = 0;
  #written = 0;

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

  /** So many octets were written: a fast disk fills within a look's life. */
  wrote(octets: number): void {
    this.#written += octets;
  }

  get isShort(): boolean {
    this.#refresh();
    return this.#short;
  }

  /** Octets beyond the reserve. */
  get spare(): number {
    this.#refresh();
    return this.#free - this.#reserve;
  }

  #refresh(): void {
    const now = this.#clock();
    if (now < this.#until && this.#written <= this.#reserve * part) return;
    const { bavail, bsize } = this.#look(this.#directory);
    this.#free = bavail * bsize;
    this.#short = this.#free < this.#reserve;
    this.#until = now + believed;
    this.#written = 0;
  }
}
