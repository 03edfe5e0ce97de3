// How many octets may wait for the writer at once; who would go beyond it waits before asking, in order.

export class Budget {
  readonly #limit: number;
  #taken = 0;
  readonly #waiting: { octets: number; go: () => void }[] = [];

  /** `limit`: octets. One request larger than that goes when it is alone. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes that many octets; a promise when the caller must wait until they are free. */
  take(octets: number): Promise<void> | undefined {
    if (this.#waiting.length === 0 && this.#fits(octets)) {
      this.#taken += octets;
      return undefined;
    }
    return new Promise((go) => this.#waiting.push({ octets, go }));
  }

  give(octets: number): void {
    this.#taken -= octets;
    for (
      let next = this.#waiting[0];
      next !== undefined && this.#fits(next.octets);
      next = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#taken += next.octets;
      next.go();
    }
  }

  #fits(octets: number): boolean {
    return this.#taken === 0 || this.#taken + octets <= this.#limit;
  }
}
