// Which messages are \Recent for one session: those that it was the first to be told of. RFC 3501 §2.3.2

import type { View } from '../view.ts';

export class Recent {
  /** Ascending, apart from each other. */
  readonly #ranges: { first: number; last: number }[] = [];

  /** `first`: what claimRecent answered; `last`: the last uid that was known when it was asked. */
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
