// One command after the other: who calls while another call is under way waits, except while a letter is being read,
// when waiting would never end: the letter's reader is the one who calls.

export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #reading = false;

  /** Rejects with Error while a letter is being read: a mistake of the caller's. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.#take();
    try {
      return await work();
    } finally {
      release();
    }
  }

  /** For whoever hands out pieces in between: from now on nobody else is let in, until it is released. */
  async read(): Promise<() => void> {
    const taken = this.#take();
    this.#reading = true;
    const release = await taken;
    return () => {
      this.#reading = false;
      release();
    };
  }

  #take(): Promise<() => void> {
    if (this.#reading)
      throw new Error('a letter is being read: read it to its end, or leave its loop, first');
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    return before.then(() => resolve);
  }
}
