// Who wants to hear of a change. A thousand are not told in one turn of the loop: each of them writes to its client.

/** Told in one turn: some milliseconds of work. */
const perTurn = 64;

export class Listeners {
  readonly #heard = new Set<{ call: () => void }>();
  #telling = false;
  #again = false;

  /** Returns what ends it. */
  add(call: () => void): () => void {
    const listener = { call };
    this.#heard.add(listener);
    return () => void this.#heard.delete(listener);
  }

  /** Tells all of them, soon; what comes meanwhile is told once more. */
  tell(): void {
    this.#again = true;
    if (this.#telling || this.#heard.size === 0) return;
    this.#telling = true;
    this.#begin();
  }

  #begin(): void {
    this.#again = false;
    this.#tellSome([...this.#heard]);
  }

  #tellSome(waiting: { call: () => void }[]): void {
    for (const listener of waiting.splice(0, perTurn)) if (this.#heard.has(listener)) listener.call();
    if (waiting.length > 0) setImmediate(() => this.#tellSome(waiting));
    else if (this.#again) setImmediate(() => this.#begin());
    else this.#telling = false;
  }
}
