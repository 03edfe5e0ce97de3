// Room that is kept for deleting: a file that is thrown overboard when the disk is so full that not even a
// deletion can be written. The reserve keeps our own letters away; this is for when somebody else filled the disk.

import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Octets: the log of a deletion of some 10,000 letters, and the pages that sweeping them touches. */
const size = 8 * 2 ** 20;

export class Ballast {
  readonly #file: string;
  #held: boolean;

  constructor(directory: string) {
    this.#file = join(directory, 'ballast');
    this.#held = existsSync(this.#file);
  }

  /** Octets that taking it in again needs; 0 while it is there. */
  get missing(): number {
    return this.#held ? 0 : size;
  }

  /** Makes its room free. False where it was not there any more. */
  drop(): boolean {
    if (!this.#held) return false;
    rmSync(this.#file, { force: true });
    this.#held = false;
    return true;
  }

  /** Takes it in; without room nothing happens. */
  take(): void {
    const growing = `${this.#file}.new`;
    try {
      const file = openSync(growing, 'w', 0o600);
      try {
        // Not zeros: some file systems keep no room for those.
        const block = randomBytes(2 ** 20);
        for (let written = 0; written < size; ) written += writeSync(file, block);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(growing, this.#file);
      this.#held = true;
    } catch {
      rmSync(growing, { force: true });
    }
  }
}
