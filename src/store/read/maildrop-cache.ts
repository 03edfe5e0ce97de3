// Listings of maildrops that a thread remembers, the least recently used forgotten first. What is remembered is never
// believed: listMaildrop compares it with the mailbox.

import type { AccountId } from '../store.ts';
import type { Maildrop } from './list-maildrop.ts';

export class MaildropCache {
  readonly #limit: number;
  readonly #known = new Map<AccountId, Maildrop>();
  #octets = 0;

  /** `limit`: octets, roughly. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(account: AccountId): Maildrop | undefined {
    return this.#known.get(account);
  }

  put(account: AccountId, maildrop: Maildrop): void {
    this.#forget(account);
    this.#known.set(account, maildrop);
    this.#octets += weigh(maildrop);
    for (const [oldest] of this.#known) {
      if (this.#octets <= this.#limit) break;
      this.#forget(oldest);
    }
  }

  #forget(account: AccountId): void {
    const maildrop = this.#known.get(account);
    if (maildrop === undefined) return;
    this.#known.delete(account);
    this.#octets -= weigh(maildrop);
  }
}

function weigh({ uids, uidls }: Maildrop): number {
  return 500 + uids.length * (uidls === undefined ? 9 : 90);
}
