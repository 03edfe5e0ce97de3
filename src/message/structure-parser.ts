// Octets in any pieces become the tree of parts with offsets and line counts. Only header blocks are kept; bodies are
// passed on and counted. What it makes does not depend on how the letter was cut, and it never throws. RFC 2046 §5.1

import { Buffer } from 'node:buffer';
import { Boundaries, boundaryLineOctets } from './boundaries.ts';
import { contentFields } from './content-fields.ts';
import type { Part } from './derived.ts';
import { describePart, emptyPart } from './describe-part.ts';
import { envelopeFields, formatEnvelope, parseEnvelope } from './envelope.ts';
import { HeaderBuffer } from './header-buffer.ts';
import { type HeaderField, latin1, parseHeaderFields } from './header-fields.ts';
import { maxDepth, maxHeaderOctets, maxParts } from './limits.ts';
import { parameterValue } from './parameters.ts';

const nothing: Uint8Array = new Uint8Array(0);

const LF = 10;
const CR = 13;
const DASH = 45;

/** Enough of a line to say what it is: two dashes, what decides, its CRLF. */
const decisiveOctets = 2 + boundaryLineOctets + 2;

const partFields = new Set(contentFields);
const letterFields = new Set([...contentFields, ...envelopeFields, 'references']);

/** What wants to see bodies: asked at the beginning of each that is no multipart and no letter. */
export type BodyReader = {
  begin(part: Part): boolean;
  /** Octets of the body that begin() said yes to; false when no more are wanted. They are not kept valid. */
  push(octets: Uint8Array): boolean;
  end(): void;
};

/** A part that has not ended, and how many lines ended before its body. */
type Open = { part: Part; linesBefore: number };

export class StructureParser {
  /** The fields of the letter's own header that anything is derived from, once it was read. */
  fields: HeaderField[] = [];
  readonly root: Part = emptyPart(0);

  readonly #reader: BodyReader;
  readonly #open: Open[] = [{ part: this.root, linesBefore: 0 }];
  readonly #boundaries = new Boundaries();
  #state: 'header' | 'body' | 'boundary' = 'header';
  /** Whether the part of a boundary line begins another part; else it was the last boundary of its multipart. */
  #partFollows = false;
  #atLineStart = true;
  #reading = false;
  #parts = 1;
  readonly #header = new HeaderBuffer(maxHeaderOctets);
  /** The piece in hand, and where in it begins what is not kept yet of the header being read. */
  #data: Uint8Array = nothing;
  #headerFrom = 0;
  /** Octets before the piece in hand, line ends so far, the last two octets before the piece. */
  #offset = 0;
  #lines = 0;
  #before = [0, 0];
  #held: Uint8Array = nothing;

  constructor(reader: BodyReader) {
    this.#reader = reader;
  }

  push(octets: Uint8Array): void {
    if (octets.length === 0) return;
    const data = this.#held.length === 0 ? octets : Buffer.concat([this.#held, octets]);
    this.#take(data, false);
  }

  /** Ends the letter; the tree is whole then. */
  end(): void {
    this.#take(this.#held, true);
    while (this.#state === 'header') this.#endHeader(0, this.#offset);
    this.#closeTo(0, this.#offset, this.#lines);
    this.#closeTop(this.#offset, this.#lines);
  }

  get #top(): Open {
    return this.#open.at(-1)!;
  }

  #take(data: Uint8Array, final: boolean): void {
    this.#data = data;
    this.#headerFrom = 0;
    let at = 0;
    while (at < data.length) {
      if (this.#atLineStart) {
        const next = this.#beginLine(data, at, final);
        if (next < 0) break;
        if (next > at) {
          at = next;
          continue;
        }
      }
      at = this.#state === 'body' ? this.#passBody(data, at) : this.#passLine(data, at);
    }
    if (this.#state === 'header') this.#header.add(data.subarray(this.#headerFrom, at));
    this.#data = nothing;
    this.#headerFrom = 0;
    this.#held = at < data.length ? Uint8Array.prototype.slice.call(data, at) : nothing;
    if (at > 0) this.#before = [at > 1 ? data[at - 2]! : this.#before[1]!, data[at - 1]!];
    this.#offset += at;
  }

  /** Looks at the beginning of a line. Answers where to go on: `at` for an ordinary line, -1 when more is needed. */
  #beginLine(data: Uint8Array, at: number, final: boolean): number {
    const rest = data.length - at;
    if (this.#state === 'header') {
      if (data[at] === CR && rest < 2 && !final) return -1;
      const empty = data[at] === LF ? 1 : data[at] === CR && data[at + 1] === LF ? 2 : 0;
      if (empty > 0) {
        this.#lines++;
        this.#endHeader(at, this.#offset + at + empty);
        return at + empty;
      }
    }
    // Past the limit no boundary is one: the last part holds the rest.
    if (data[at] === DASH && this.#boundaries.size > 0 && this.#parts < maxParts) {
      if (rest < 2 && !final) return -1;
      if (data[at + 1] === DASH) {
        const lf = data.indexOf(LF, at + 2);
        if (lf < 0 && rest < decisiveOctets && !final) return -1;
        const end = lf < 0 ? data.length : lf > at && data[lf - 1] === CR ? lf - 1 : lf;
        const match = this.#boundaries.match(
          latin1(data, at + 2, Math.min(end, at + 2 + boundaryLineOctets)),
        );
        if (match !== undefined) this.#beginBoundary(data, at, match.level, match.last);
      }
    }
    this.#atLineStart = false;
    return at;
  }

  /** Passes over one line of a header or of a boundary, or over what there is of it. */
  #passLine(data: Uint8Array, at: number): number {
    const lf = data.indexOf(LF, at);
    const next = lf < 0 ? data.length : lf + 1;
    if (lf < 0) return next;
    this.#lines++;
    this.#atLineStart = true;
    if (this.#state === 'boundary') {
      this.#state = 'body';
      if (this.#partFollows) this.#openPart(this.#offset + next);
    }
    return next;
  }

  /** Passes over body lines up to one that may be a boundary. */
  #passBody(data: Uint8Array, from: number): number {
    const watch = this.#boundaries.size > 0;
    let at = from;
    for (;;) {
      const lf = data.indexOf(LF, at);
      if (lf < 0) {
        at = data.length;
        break;
      }
      this.#lines++;
      at = lf + 1;
      // At the end of the piece the next line is not known yet.
      if (at === data.length || (watch && data[at] === DASH)) {
        this.#atLineStart = true;
        break;
      }
    }
    if (this.#reading) this.#reading = this.#reader.push(data.subarray(from, at));
    return at;
  }

  /** The header of the innermost part ends at `at` of the piece in hand; its body begins at that octet. */
  #endHeader(at: number, body: number): void {
    const top = this.#top;
    const { part } = top;
    const block = this.#header.finish(this.#data.subarray(this.#headerFrom, at));
    part.body = Math.max(part.header, body);
    top.linesBefore = this.#lines;
    this.#atLineStart = true;
    this.#state = 'body';

    const parent = this.#open.at(-2)?.part;
    const isLetter = parent === undefined || parent.envelope !== undefined;
    const fields = parseHeaderFields(block, isLetter ? letterFields : partFields);
    if (parent === undefined) this.fields = fields;
    else if (isLetter) parent.envelope = formatEnvelope(parseEnvelope(fields));
    describePart(part, fields, parent);

    const isMultipart = part.type === 'multipart';
    const holdsLetter = part.type === 'message' && (part.subtype === 'rfc822' || part.subtype === 'global');
    if (!isMultipart && !holdsLetter) {
      this.#reading = this.#reader.begin(part);
      return;
    }
    if (this.#open.length >= maxDepth || (holdsLetter && this.#parts >= maxParts)) {
      part.type = 'application';
      part.subtype = 'octet-stream';
      return;
    }
    part.children = [];
    if (holdsLetter) {
      part.envelope = '';
      this.#openPart(part.body);
      return;
    }
    const boundary = parameterValue(part.parameters, 'boundary');
    if (boundary !== undefined) this.#boundaries.push(boundary, this.#open.length - 1);
  }

  #openPart(at: number): void {
    const child = emptyPart(at);
    this.#top.part.children!.push(child);
    this.#parts++;
    this.#open.push({ part: child, linesBefore: this.#lines });
    this.#state = 'header';
    this.#headerFrom = Math.max(0, at - this.#offset);
    this.#atLineStart = true;
  }

  /** A boundary line begins at `at`: the line end before it belongs to it. RFC 2046 §5.1.1 */
  #beginBoundary(data: Uint8Array, at: number, level: number, last: boolean): void {
    const lineEnd = this.#octet(data, at - 1) !== LF ? 0 : this.#octet(data, at - 2) === CR ? 2 : 1;
    const end = this.#offset + at - lineEnd;
    const lines = this.#lines - (lineEnd > 0 ? 1 : 0);
    while (this.#state === 'header') {
      this.#endHeader(at, end);
      this.#headerFrom = at;
    }
    this.#closeTo(level, end, lines);
    this.#boundaries.closeFrom(last ? level : level + 1);
    this.#partFollows = !last;
    this.#state = 'boundary';
  }

  #octet(data: Uint8Array, at: number): number {
    return at >= 0 ? data[at]! : this.#before[2 + at]!;
  }

  #closeTo(level: number, end: number, lines: number): void {
    while (this.#open.length - 1 > level) {
      this.#closeTop(end, lines);
      this.#open.pop();
    }
  }

  #closeTop(end: number, lines: number): void {
    if (this.#reading) this.#reader.end();
    this.#reading = false;
    const { part, linesBefore } = this.#top;
    // Where a body has no line of its own the boundary follows its header at once.
    part.end = Math.max(part.body, end);
    part.lines = Math.max(0, lines - linesBefore);
  }
}
