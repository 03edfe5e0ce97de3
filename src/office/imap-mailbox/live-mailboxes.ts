// The open mailboxes of one thread: read when the first session opens one, shared while it is open, and kept for a
// while after the last let go, because a phone comes back every few minutes.

import type { AccountId, MailboxId, Store } from '../../store/index.ts';
import { LiveMailbox } from './live-mailbox.ts';
import type { Place } from './picture.ts';

/** Octets of mailboxes that nobody has open: some 25 of 100,000 messages, or ten thousand small ones. */
const mostIdle = 32 * 2 ** 20;

type Known = { reading: Promise<LiveMailbox>; live?: LiveMailbox };

export class LiveMailboxes {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();
  /** That nobody has open, with their weights; who was let go of first is first. */
  readonly #idle = new Map<LiveMailbox, number>();
  #idleOctets = 0;
  readonly #limit: number;
  #listening = false;

  /** `now`: milliseconds. `limit`: octets of those that nobody has open. */
  constructor(store: Store, now: () => number, limit: number = mostIdle) {
    this.#store = store;
    this.#now = now;
    this.#limit = limit;
  }

  /** Up to date when it resolves; whoever opens it releases it. Refuses NONEXISTENT. */
  async open(account: AccountId, mailbox: MailboxId): Promise<LiveMailbox> {
    this.#listen();
    const live = await this.#find({ account, mailbox });
    this.#wake(live);
    live.retain();
    try {
      await live.refresh();
      live.assertThere();
      return live;
    } catch (error) {
      live.release();
      throw error;
    }
  }

  /** From the first one that is opened on: a thread that serves no IMAP is told nothing. */
  #listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.#store.onNotice((notice) => this.#known.get(keyOf(notice))?.live?.changed());
  }

  #find(place: Place): Promise<LiveMailbox> {
    const key = keyOf(place);
    const before = this.#known.get(key);
    if (before !== undefined) return before.reading;
    const released = (live: LiveMailbox) => this.#rest(live);
    const known: Known = {
      reading: LiveMailbox.read({ store: this.#store, now: this.#now, released }, place).then(
        (live) => (known.live = live),
        (error) => {
          this.#known.delete(key);
          throw error;
        },
      ),
    };
    this.#known.set(key, known);
    return known.reading;
  }

  #rest(live: LiveMailbox): void {
    if (live.gone) {
      this.#known.delete(keyOf(live.place));
      return;
    }
    this.#idle.set(live, live.weight);
    this.#idleOctets += live.weight;
    for (const [oldest] of this.#idle) {
      if (this.#idleOctets <= this.#limit) return;
      this.#wake(oldest);
      this.#known.delete(keyOf(oldest.place));
    }
  }

  #wake(live: LiveMailbox): void {
    this.#idleOctets -= this.#idle.get(live) ?? 0;
    this.#idle.delete(live);
  }
}

function keyOf({ account, mailbox }: Place): string {
  return `${account}/${mailbox}`;
}
