// A new seed for each run, printed, and given back by SEED=… when a run is to be repeated.

import type { TestContext } from 'node:test';

/** The seed of this run. Says it, so that a failure can be repeated. */
export function chooseSeed(t: TestContext): number {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  t.diagnostic(`SEED=${seed}`);
  return seed;
}
