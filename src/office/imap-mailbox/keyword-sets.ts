// The sets of keywords that messages of a mailbox have, by number: most have none, and the others one of a few.

import { parseKeywords } from '../../store/index.ts';

/** Different keywords that are told as known. */
const mostKeywords = 4096;
const none: readonly string[] = [];

/** The number of the empty set. */
export const noKeywords = 0;

export class KeywordSets {
  /** That messages have, or had. Never changed: one more makes a new array. */
  inUse: readonly string[] = none;
  readonly #keys = new Set<string>();
  #numbers = new Map<string, number>();
  #sets: (readonly string[])[] = [none];

  get size(): number {
    return this.#sets.length;
  }

  /** Sorted. Shared: do not change it. */
  words(number: number): readonly string[] {
    return this.#sets[number]!;
  }

  /** `text`: as the store keeps keywords. */
  number(text: string | null): number {
    if (text === null) return noKeywords;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const words = parseKeywords(text);
    for (const word of words) this.#know(word);
    const number = this.#sets.push(words) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  /** Forgets the sets that none of these has, and numbers the others anew, in place. */
  renumber(numbers: Uint32Array): void {
    const before = this.#sets;
    this.#sets = [none];
    this.#numbers = new Map();
    const renumbered = new Map<number, number>([[noKeywords, noKeywords]]);
    for (const [index, old] of numbers.entries()) {
      let number = renumbered.get(old);
      if (number === undefined) {
        const words = before[old]!;
        number = this.#sets.push(words) - 1;
        this.#numbers.set(words.join(' '), number);
        renumbered.set(old, number);
      }
      numbers[index] = number;
    }
  }

  #know(word: string): void {
    const key = word.toLowerCase();
    if (this.#keys.has(key) || this.#keys.size === mostKeywords) return;
    this.#keys.add(key);
    this.inUse = [...this.inUse, word];
  }
}
