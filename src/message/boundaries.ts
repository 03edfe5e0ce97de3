// The boundaries that are open at this point of a letter, found by lookup: a thousand nested multiparts must not cost
// a thousand comparisons per line. RFC 2046 §5.1.1

import { maxBoundaryOctets } from './limits.ts';

/** Octets of a line, after its two dashes, that decide: a boundary, two dashes, and one more. */
export const boundaryLineOctets = maxBoundaryOctets + 3;

export type BoundaryMatch = { level: number; last: boolean };

/** A stack; a level is the caller's number of the multipart, growing from the outside to the inside. */
export class Boundaries {
  readonly #stack: { text: string; level: number }[] = [];
  readonly #levels = new Map<string, number[]>();
  readonly #lengths = new Uint32Array(maxBoundaryOctets + 1);

  get size(): number {
    return this.#stack.length;
  }

  push(boundary: string, level: number): void {
    const text = boundary.slice(0, maxBoundaryOctets);
    this.#stack.push({ text, level });
    const levels = this.#levels.get(text);
    if (levels === undefined) this.#levels.set(text, [level]);
    else levels.push(level);
    this.#lengths[text.length]!++;
  }

  /** Forgets the boundaries of that level and of all inside it. */
  closeFrom(level: number): void {
    for (let top = this.#stack.at(-1); top !== undefined && top.level >= level; top = this.#stack.at(-1)) {
      this.#stack.pop();
      const levels = this.#levels.get(top.text)!;
      levels.pop();
      if (levels.length === 0) this.#levels.delete(top.text);
      this.#lengths[top.text.length]!--;
    }
  }

  /**
   * Whose boundary a line is. `head`: what follows its two dashes, without the line end, cut to boundaryLineOctets.
   * A line that only begins with a boundary counts (RFC 2046 §5.1.1), the longest one first; but a line that is one,
   * with or without closing dashes, is that one: then the innermost.
   */
  match(head: string): BoundaryMatch | undefined {
    const open = this.#innermost(head);
    const closed = head.endsWith('--') ? this.#innermost(head.slice(0, -2)) : -1;
    if (open >= 0 || closed >= 0) return { level: Math.max(open, closed), last: closed > open };
    for (let length = Math.min(head.length, maxBoundaryOctets); length >= 0; length--) {
      if (this.#lengths[length] === 0) continue;
      const level = this.#innermost(head.slice(0, length));
      if (level >= 0) return { level, last: head.startsWith('--', length) };
    }
    return undefined;
  }

  #innermost(text: string): number {
    return this.#levels.get(text)?.at(-1) ?? -1;
  }
}
