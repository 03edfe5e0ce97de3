// One timer for the whole life of a connection: starting it again costs no new timer, and nobody has to stop it. A
// firing that nobody waits for means nothing to its owner.

export class Deadline {
  #timer: NodeJS.Timeout | undefined;
  #milliseconds = 0;
  readonly #expired: () => void;

  constructor(expired: () => void) {
    this.#expired = expired;
  }

  /** From now; replaces what was set before. */
  set(milliseconds: number): void {
    if (this.#timer !== undefined && this.#milliseconds === milliseconds) {
      this.#timer.refresh();
      return;
    }
    clearTimeout(this.#timer);
    this.#milliseconds = milliseconds;
    this.#timer = setTimeout(this.#expired, milliseconds);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
