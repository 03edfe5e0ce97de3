// What a login with a name that does not exist costs: a hash of its own, made up from the name, as dear as a real one
// would be. Accounts may have hashes of several costs (imported ones); each made-up name keeps to one of them, so that
// neither the time of one answer nor that of many tells which names exist.

import { createHmac } from 'node:crypto';
import { limits } from './limits.ts';
import { type Cost, usualCost, type Verifier } from './verifier.ts';

export class Imitation {
  readonly #key: Uint8Array;
  readonly #costs = new Map<string, Cost>();

  constructor(key: Uint8Array) {
    this.#key = key;
    this.sawCost(usualCost);
  }

  /** Learns what real accounts' hashes cost. */
  sawCost({ memory, passes, parallelism }: Cost): void {
    const cost = `${memory},${passes},${parallelism}`;
    if (this.#costs.size < limits.imitatedCosts) this.#costs.set(cost, { memory, passes, parallelism });
  }

  /** A verifier that no password fits. */
  verifierFor(name: string): Verifier {
    // The cost whose digest is highest: a cost that is learned later changes only the names that move to it.
    const ranked = [...this.#costs].map(([text, cost]) => ({
      cost,
      rank: this.#digest(`${text} ${name}`).toString('hex'),
    }));
    const { cost } = ranked.reduce((best, next) => (next.rank > best.rank ? next : best));
    const made = this.#digest(name);
    return { ...cost, salt: made.subarray(0, 16), tag: this.#digest(made) };
  }

  #digest(of: string | Uint8Array): Buffer {
    return createHmac('sha256', this.#key).update(of).digest();
  }
}
