// In an mbox a line that begins with "From " would begin a letter, so it gets a ">" in front. Where lines that already
// begin with ">" and "From " get one more (mboxrd), all can be undone; where they do not (mboxo), one cannot tell.

import { buffer, type OctetFilter } from '../octet-filter.ts';

const LF = 10;
const mark = 0x3e;
const from = Buffer.from('From ');
const none = new Uint8Array(0);

export type Quoting = 'mboxrd' | 'mboxo' | 'none';

/** Puts the marks, as mboxrd does. */
export function quoteFrom(): OctetFilter {
  return new FromFilter(() => 'more');
}

/** Takes one away. Under `mboxo` only where there is one. */
export function unquoteFrom(quoting: 'mboxrd' | 'mboxo'): OctetFilter {
  return new FromFilter((marks) => (marks === 1 || (marks > 1 && quoting === 'mboxrd') ? 'less' : 'same'));
}

/** Looks at the beginning of each line: some marks, then "From ". Holds back five octets and a mark at most. */
class FromFilter implements OctetFilter {
  readonly #change: (marks: number) => 'more' | 'less' | 'same';
  /** How many marks and then how much of "From " the line has; undefined: it is another line. */
  #line: { marks: number; matched: number } | undefined = { marks: 0, matched: 0 };

  constructor(change: (marks: number) => 'more' | 'less' | 'same') {
    this.#change = change;
  }

  push(octets: Uint8Array): Uint8Array {
    const input = buffer(octets);
    const output: Uint8Array[] = [];
    let copied = 0;
    for (let at = 0; at < input.length; ) {
      if (this.#line === undefined) {
        const end = input.indexOf(LF, at);
        if (end < 0) break;
        at = end + 1;
        this.#line = { marks: 0, matched: 0 };
        // What begins is held back until it is known what it is.
        output.push(input.subarray(copied, at));
        copied = at;
        continue;
      }
      const octet = input[at]!;
      const line = this.#line;
      if (octet === mark && line.matched === 0) line.marks++;
      else if (octet === from[line.matched]) line.matched++;
      else {
        output.push(this.#held('same'));
        copied = at;
        this.#line = undefined;
        continue;
      }
      copied = ++at;
      if (line.matched < from.length) continue;
      output.push(this.#held(this.#change(line.marks)));
      this.#line = undefined;
    }
    if (this.#line === undefined) output.push(input.subarray(copied));
    return Buffer.concat(output);
  }

  end(): Uint8Array {
    return this.#line === undefined ? none : this.#held('same');
  }

  #held(change: 'more' | 'less' | 'same'): Uint8Array {
    const { marks, matched } = this.#line!;
    const count = marks + (change === 'more' ? 1 : change === 'less' ? -1 : 0);
    return Buffer.concat([Buffer.alloc(count, mark), from.subarray(0, matched)]);
  }
}
