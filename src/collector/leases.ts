// Who may talk to which maildrop: one at a time, in the order in which they asked. The store has one owner, so one of
// these for each store is enough.

import type { SourceSettings } from './source.ts';

export class Leases {
  readonly #last = new Map<string, Promise<void>>();

  /** Two sources may name one maildrop. Rejects with the signal's reason when it comes first. */
  async hold<T>(
    { host, port, user }: Pick<SourceSettings, 'host' | 'port' | 'user'>,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    const maildrop = JSON.stringify([host.toLowerCase(), port, user]);
    const before = this.#last.get(maildrop) ?? Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const mine = before.then(() => promise);
    this.#last.set(maildrop, mine);
    try {
      await orAborted(before, signal);
      return await work();
    } finally {
      resolve();
      // Only when those before are done too: one that gave up waiting is no proof of that.
      mine.then(() => {
        if (this.#last.get(maildrop) === mine) this.#last.delete(maildrop);
      });
    }
  }
}

async function orAborted(before: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return before;
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([before, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
