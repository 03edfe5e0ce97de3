// Verdicts on passwords, remembered for a while as keyed hashes, so that the next login costs microseconds. The key
// lives and dies with the process; the stored verifier is part of the hash, so a changed password is not found.

import { createHmac } from 'node:crypto';

export type Claim = { account: number | string; credential: number; verifier: string; password: string };

export class Remembered {
  readonly #key: Uint8Array;
  readonly #most: number;
  readonly #span: number;
  readonly #now: () => number;
  /** When each stops counting; the least recently used first. */
  readonly #until = new Map<string, number>();

  /** `span` and what `now` tells are milliseconds. */
  constructor({ key, most, span, now }: { key: Uint8Array; most: number; span: number; now: () => number }) {
    this.#key = key;
    this.#most = most;
    this.#span = span;
    this.#now = now;
  }

  get size(): number {
    return this.#until.size;
  }

  has(claim: Claim): boolean {
    const name = this.#name(claim);
    const until = this.#until.get(name);
    if (until === undefined) return false;
    this.#until.delete(name);
    if (until <= this.#now()) return false;
    // Used again, so it moves to the end; how long it counts was fixed when it was verified.
    this.#until.set(name, until);
    return true;
  }

  add(claim: Claim): void {
    const name = this.#name(claim);
    this.#until.delete(name);
    this.#until.set(name, this.#now() + this.#span);
    if (this.#until.size > this.#most) this.#until.delete(this.#until.keys().next().value!);
  }

  /** JSON keeps the fields apart, whatever they hold. */
  #name({ account, credential, verifier, password }: Claim): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([account, credential, verifier, password]))
      .digest('base64');
  }
}
