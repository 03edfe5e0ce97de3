// TEXT and BODY: looks for texts in one letter, reading it once, in bounded memory. RFC 9051 §6.4.4

import { decodeEncodedWords, type Part, parseHeaderFields } from '../../message/index.ts';
import { DecodedText } from './decoded-text.ts';
import { runsOf, type Segment, segmentsOf } from './segments.ts';
import { TextMatch } from './text-match.ts';

/** `text`: folded. */
export type Wanted = { text: string; where: 'text' | 'body' };

/** Octets of a header block after which no more of it is looked at. */
const longestHeader = 1_048_576;

export type SearchLetterOptions = {
  root: Part;
  read(range: { from: number; length: number }): AsyncIterable<Uint8Array>;
  wanted: readonly Wanted[];
  /** Called between two pieces of work; what it gives is awaited, so that others get their turn. */
  pause(): Promise<void> | undefined;
};

/** Which of the texts the letter has, in their order. */
export async function searchLetter({ root, read, wanted, pause }: SearchLetterOptions): Promise<boolean[]> {
  const search = new LetterSearch(wanted);
  const everywhere = wanted.some(({ where }) => where === 'text');
  const segments = segmentsOf(root).filter(({ inBody }) => everywhere || inBody);
  for (const run of runsOf(segments)) {
    let at = run[0]!.from;
    for await (const octets of read({ from: at, length: run.at(-1)!.to - at })) {
      for (const segment of run) search.push(segment, octets, at);
      at += octets.length;
      if (search.complete) return search.found;
      const wait = pause();
      if (wait) await wait;
    }
  }
  return search.found;
}

class LetterSearch {
  readonly #wanted: readonly Wanted[];
  readonly #text: TextMatch;
  readonly #body: TextMatch;
  #decoded: DecodedText | undefined;
  #header: Uint8Array[] = [];
  #headerOctets = 0;

  constructor(wanted: readonly Wanted[]) {
    this.#wanted = wanted;
    const texts = (where: Wanted['where']) => wanted.map((each) => (each.where === where ? each.text : ''));
    this.#text = new TextMatch(texts('text'));
    this.#body = new TextMatch(texts('body'));
  }

  get complete(): boolean {
    return this.#text.complete && this.#body.complete;
  }

  get found(): boolean[] {
    return this.#wanted.map(({ where }, at) => (where === 'text' ? this.#text : this.#body).found[at]!);
  }

  /** Takes what of these octets lies in the segment; `at` is where they begin in the letter. */
  push(segment: Segment, octets: Uint8Array, at: number): void {
    const from = Math.max(segment.from, at);
    const to = Math.min(segment.to, at + octets.length);
    if (from >= to) return;
    const piece = octets.subarray(from - at, to - at);
    if (segment.kind === 'header') this.#pushHeader(segment, piece, to === segment.to);
    else this.#pushText(segment, piece, from === segment.from, to === segment.to);
  }

  #pushHeader({ inBody }: Segment, piece: Uint8Array, last: boolean): void {
    if (this.#headerOctets < longestHeader) this.#header.push(piece);
    this.#headerOctets += piece.length;
    if (!last) return;
    const block = this.#header.length === 1 ? this.#header[0]! : Buffer.concat(this.#header);
    this.#header = [];
    this.#headerOctets = 0;
    const lines = parseHeaderFields(block).map(
      ({ name, value }) => `${name}: ${decodeEncodedWords(value)}\r\n`,
    );
    this.#match(lines.join(''), inBody);
    this.#cut();
  }

  #pushText(segment: Segment & { kind: 'text' }, piece: Uint8Array, first: boolean, last: boolean): void {
    if (first) this.#decoded = new DecodedText(segment.encoding, segment.charset);
    this.#match(this.#decoded!.push(piece), true);
    if (!last) return;
    this.#match(this.#decoded!.end(), true);
    this.#cut();
  }

  #match(text: string, inBody: boolean): void {
    if (text === '') return;
    if (!this.#text.complete) this.#text.push(text);
    if (inBody && !this.#body.complete) this.#body.push(text);
  }

  #cut(): void {
    this.#text.cut();
    this.#body.cut();
  }
}
