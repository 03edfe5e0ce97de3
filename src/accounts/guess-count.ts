// Failed guesses of many keys, each forgetting them one by one. Bounded: a hostile peer chooses the keys.

export type GuessLimit = {
  /** Guesses that may fail at once. */
  most: number;
  /** Milliseconds until one is forgotten. */
  forget: number;
};

export class GuessCount {
  readonly #limit: GuessLimit;
  readonly #keys: number;
  /** When all of a key's guesses will be forgotten; the least recently used first. */
  readonly #clearAt = new Map<string, number>();

  constructor(limit: GuessLimit, keys: number) {
    this.#limit = limit;
    this.#keys = keys;
  }

  get size(): number {
    return this.#clearAt.size;
  }

  /** Milliseconds until one more guess may be made; 0: now. */
  wait(key: string, now: number): number {
    const owed = (this.#clearAt.get(key) ?? now) - now;
    return Math.max(0, owed - (this.#limit.most - 1) * this.#limit.forget);
  }

  count(key: string, now: number): void {
    const clearAt = Math.max(this.#clearAt.get(key) ?? now, now) + this.#limit.forget;
    this.#clearAt.delete(key);
    this.#clearAt.set(key, clearAt);
    if (this.#clearAt.size > this.#keys) this.#clearAt.delete(this.#clearAt.keys().next().value!);
  }

  /** Takes one guess back. */
  forgive(key: string, now: number): void {
    const clearAt = (this.#clearAt.get(key) ?? 0) - this.#limit.forget;
    if (clearAt > now) this.#clearAt.set(key, clearAt);
    else this.#clearAt.delete(key);
  }
}
