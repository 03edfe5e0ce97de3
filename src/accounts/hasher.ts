// Turns at hashing. Hashing runs in libuv's pool, which also reads files and resolves names: it may take half of it.

import { limits } from './limits.ts';
import { isPassword, type Verifier } from './verifier.ts';

export interface Hasher {
  /** Resolves to whether this is the password, or at once to 'busy' when too many wait already. */
  verify(password: string, verifier: Verifier): Promise<boolean | 'busy'>;
}

export type HasherOptions = {
  /** At once. */
  turns?: number;
  /** Waiting. */
  queue?: number;
  verify?: typeof isPassword;
};

export function createHasher({
  turns = halfOfPool(),
  queue = limits.hashQueue,
  verify = isPassword,
}: HasherOptions = {}): Hasher {
  const waiting: (() => void)[] = [];
  let free = turns;
  return {
    async verify(password, verifier) {
      if (free > 0) free--;
      else if (waiting.length >= queue) return 'busy';
      // Who leaves hands their turn to the first in the queue.
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await verify(password, verifier);
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free++;
      }
    },
  };
}

function halfOfPool(): number {
  const pool = Number(process.env.UV_THREADPOOL_SIZE) || 4;
  return Math.max(1, Math.floor(pool / 2));
}
