// A letter on its way into mailboxes: its octets go to the store as they come, then one write gives it its places.

import type { AccountId, IncomingLetter, Store } from '../store/index.ts';
import { limits } from './limits.ts';
import { type Refusal, refusalFrom, refusalOf, refusals } from './refusal.ts';

export type Verdict = { kind: 'stored' } | Refusal;

export type DeliveryOptions = {
  store: Pick<Store, 'receive' | 'write'>;
  /** Largest letter as a sender may send it, in octets with CRLF line ends. RFC 1870 §3 */
  letterLimit: number;
  /** Milliseconds since 1970. */
  now: () => number;
};

/**
 * `together`: every account gets it or none does, for those who are owed one answer (SMTP).
 * `each`: a full mailbox keeps no other from its letter (LMTP).
 */
export type Manner = 'together' | 'each';

export interface Delivery {
  /** Takes octets; resolves when more may come. A refusal shows at finish. Rejects only with a fault. */
  write(octets: Uint8Array): Promise<void>;
  /** One verdict for each destination, in order; 'stored' is durable. Rejects only with a fault. */
  finish(): Promise<Verdict[]>;
  /** Forgets the letter. */
  abort(): Promise<void>;
}

/** Begins a letter to the INBOXes of these accounts. An account that is named twice gets one copy. */
export function beginDelivery(
  destinations: readonly { account: AccountId }[],
  manner: Manner,
  options: DeliveryOptions,
): Delivery {
  return new Delivering(
    destinations.map(({ account }) => account),
    manner,
    options,
  );
}

class Delivering implements Delivery {
  readonly #wanted: readonly AccountId[];
  readonly #accounts: readonly AccountId[];
  readonly #manner: Manner;
  readonly #options: DeliveryOptions;
  readonly #letter: IncomingLetter;
  #refusal: Refusal | undefined;

  constructor(wanted: readonly AccountId[], manner: Manner, options: DeliveryOptions) {
    this.#wanted = wanted;
    this.#accounts = [...new Set(wanted)];
    this.#manner = manner;
    this.#options = options;
    this.#letter = options.store.receive({
      accounts: this.#accounts,
      now: options.now(),
      limit: options.letterLimit + limits.trace,
    });
  }

  async write(octets: Uint8Array): Promise<void> {
    if (this.#refusal) return;
    try {
      await this.#letter.write(octets);
    } catch (error) {
      await this.#letter.discard();
      this.#refusal = refusalFrom(error);
    }
  }

  async finish(): Promise<Verdict[]> {
    if (this.#refusal) return this.#wanted.map(() => this.#refusal!);
    let verdicts: Verdict[];
    try {
      verdicts = await this.#place();
      if (verdicts.every(({ kind }) => kind === 'refused')) await this.#letter.discard();
    } catch (error) {
      await this.#letter.discard();
      let refusal = refusalFrom(error);
      // One of several is gone; asked again, RCPT will say which.
      if (refusal === refusals.unknown && this.#accounts.length > 1) refusal = refusals.unavailable;
      verdicts = this.#accounts.map(() => refusal);
    }
    return this.#wanted.map((account) => verdicts[this.#accounts.indexOf(account)]!);
  }

  abort(): Promise<void> {
    return this.#letter.discard();
  }

  async #place(): Promise<Verdict[]> {
    const letter = await this.#letter.finish();
    const now = this.#options.now();
    const targets = this.#accounts.map((account) => ({ account }));
    if (this.#manner === 'together') {
      await this.#options.store.write('deliver', { letter, targets, now });
      return targets.map(() => ({ kind: 'stored' }));
    }
    const placed = await this.#options.store.write('deliverEach', { letter, targets, now });
    return placed.map((each) => ('refused' in each ? refusalOf(each.refused) : { kind: 'stored' }));
  }
}
