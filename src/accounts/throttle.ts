// Slows down who guesses passwords: per address, per network and per account, before anything is hashed. A guess is
// counted when it begins, so that a thousand at once do not slip through, and taken back when it was right.

import { GuessCount, type GuessLimit } from './guess-count.ts';
import { limits } from './limits.ts';
import { originOf } from './network.ts';

export type Passage =
  | { kind: 'wait'; seconds: number }
  | {
      kind: 'go';
      /** It was right: not counted, and the owner is known at this address from now on. */
      succeeded(): void;
      /** It was no guess: not counted. */
      forgive(): void;
    };

export type ThrottleLimits = {
  guesses: Record<'account' | 'address' | 'network' | 'known', GuessLimit>;
  /** Keys kept of each kind. */
  throttled: number;
  /** Milliseconds. */
  knownFor: number;
};

export class Throttle {
  readonly #limits: ThrottleLimits;
  readonly #counts: Record<keyof ThrottleLimits['guesses'], GuessCount>;
  /** Until when an account's owner is known at an address; the least recently seen first. */
  readonly #known = new Map<string, number>();

  constructor(of: ThrottleLimits = limits) {
    this.#limits = of;
    const count = (kind: keyof ThrottleLimits['guesses']) => new GuessCount(of.guesses[kind], of.throttled);
    this.#counts = {
      account: count('account'),
      address: count('address'),
      network: count('network'),
      known: count('known'),
    };
  }

  /** Entries held, over all kinds. */
  get size(): number {
    return Object.values(this.#counts).reduce((sum, { size }) => sum + size, this.#known.size);
  }

  /** Asks whether a guess may be made now. `now`: milliseconds. `account`: the name's key, whether it exists or not. */
  enter(account: string, address: string, now: number): Passage {
    const origin = originOf(address);
    const here = JSON.stringify([account, origin?.address ?? '']);
    // Guessers elsewhere never lock out the owner at home: there only the guesses made from home count.
    const counted: [GuessCount, string][] =
      (this.#known.get(here) ?? 0) > now
        ? [[this.#counts.known, here]]
        : [
            [this.#counts.account, account],
            ...(origin
              ? ([
                  [this.#counts.address, origin.address],
                  [this.#counts.network, origin.network],
                ] as [GuessCount, string][])
              : []),
          ];
    const wait = Math.max(...counted.map(([count, key]) => count.wait(key, now)));
    if (wait > 0) return { kind: 'wait', seconds: Math.ceil(wait / 1000) };
    for (const [count, key] of counted) count.count(key, now);
    const forgive = () => {
      for (const [count, key] of counted) count.forgive(key, now);
    };
    return {
      kind: 'go',
      forgive,
      succeeded: () => {
        forgive();
        this.#remember(here, now);
      },
    };
  }

  #remember(here: string, now: number): void {
    this.#known.delete(here);
    this.#known.set(here, now + this.#limits.knownFor);
    if (this.#known.size > this.#limits.throttled) this.#known.delete(this.#known.keys().next().value!);
  }
}
