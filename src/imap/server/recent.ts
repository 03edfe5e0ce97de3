// Which messages are \Recent for one session: those that it was the first to be told of. RFC 3501 §2.3.2

import type { OpenMailbox } from '../backend.ts';
import { ImapRefusal } from '../refusal.ts';
import type { View } from '../view.ts';

export class Recent {
  /** Ascending, apart from each other. */
  readonly #ranges: { first: number; last: number }[] = [];

  /** Messages that the mailbox knows now become this session's, as far as they are nobody's; `lastKnown`: the client's last uid. */
  async claim(mailbox: OpenMailbox, lastKnown: number): Promise<void> {
    const { uids, count } = mailbox;
    const last = count === 0 ? 0 : uids[count - 1]!;
    let first: number = lastKnown + 1;
    try {
      first = await mailbox.claimRecent();
    } catch (error) {
      // On a full disk nothing can be claimed, and mail be read all the same: in doubt it is recent, says the RFC.
      if (!(error instanceof ImapRefusal)) throw error;
    }
    this.add(first, last);
  }

  /** Both uids, and ascending from one call to the next. */
  add(first: number, last: number): void {
    if (first > last) return;
    const before = this.#ranges.at(-1);
    if (before !== undefined && before.last + 1 >= first) before.last = last;
    else this.#ranges.push({ first, last });
  }

  get isEmpty(): boolean {
    return this.#ranges.length === 0;
  }

  has(uid: number): boolean {
    return this.#ranges.some(({ first, last }) => first <= uid && uid <= last);
  }

  /** How many of the messages that the client knows. */
  count(view: View): number {
    let count = 0;
    for (const { first, last } of this.#ranges) count += view.below(last + 1) - view.below(first);
    return count;
  }
}
