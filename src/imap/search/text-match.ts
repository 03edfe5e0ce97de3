// Whether texts occur in one that comes in pieces.

import { foldCase } from './casemap.ts';

export class TextMatch {
  /** Which were found. */
  readonly found: boolean[];
  readonly #wanted: readonly string[];
  /** Characters of the end of a piece in which something may begin that the next piece ends. */
  readonly #overlap: number;
  #tail = '';

  /** `wanted`: folded. */
  constructor(wanted: readonly string[]) {
    this.#wanted = wanted;
    this.found = wanted.map((text) => text === '');
    this.#overlap = Math.max(0, ...wanted.map(({ length }) => length - 1));
  }

  get complete(): boolean {
    return !this.found.includes(false);
  }

  /** `piece`: as it is; it must not begin with what combines with the end of the last one. */
  push(piece: string): void {
    const text = this.#tail + foldCase(piece);
    for (const [at, wanted] of this.#wanted.entries()) {
      if (!this.found[at] && text.includes(wanted)) this.found[at] = true;
    }
    this.#tail = text.slice(Math.max(0, text.length - this.#overlap));
  }

  /** What follows has nothing to do with what came: no match reaches across. */
  cut(): void {
    this.#tail = '';
  }
}
