// Counters that all threads share: a session compares its mailbox's before it believes what it knows.

/** Mailboxes of equal number modulo this share a counter: a false alarm costs one query. */
const slots = 16_384;

export function newCounters(): SharedArrayBuffer {
  return new SharedArrayBuffer(slots * Int32Array.BYTES_PER_ELEMENT);
}

export class ChangeCounters {
  readonly #slots: Int32Array;

  constructor(shared: SharedArrayBuffer) {
    this.#slots = new Int32Array(shared);
  }

  bump(mailbox: number): void {
    Atomics.add(this.#slots, mailbox % slots, 1);
  }

  read(mailbox: number): number {
    return Atomics.load(this.#slots, mailbox % slots);
  }
}
