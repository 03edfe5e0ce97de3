// Where the reading of one command stands: its text, one character per octet, with literals in place as
// `{3}` CRLF and their octets. What is not there is undefined, never a throw. RFC 9051 §4, §9

import { decodeUtf8 } from '../../sasl/index.ts';
import type { BadCommand } from './command.ts';

/** How the client was told to write: `utf8Names` after ENABLE IMAP4rev2 or UTF8=ACCEPT, `utf8Accept` after the latter. */
export type Dialect = { utf8Names: boolean; utf8Accept: boolean };

export type Fault = Extract<BadCommand, { of: unknown }>['why'];

const spaces = / +/y;
const digits = /\d{1,40}/y;
// ATOM-CHAR: no specials, no octet beyond ASCII. RFC 9051 §9
const atom = /[^\x00-\x20\x7f-\xff(){%*"\\\]]+/y;
// Against RFC 9051 §9 octets beyond ASCII are let in: clients that know nothing of encodings send them bare.
const astringAtom = /[^\x00-\x20\x7f(){%*"\\]+/y;
const listAtom = /[^\x00-\x20\x7f(){"\\]+/y;
const quoted = /"([^"\\\r\n\0]*(?:\\["\\][^"\\\r\n\0]*)*)"/y;
const literal = /\{(\d{1,10})\+?\}\r\n/y;

export class Cursor {
  readonly text: string;
  readonly dialect: Dialect;
  at = 0;
  /** Why it is bad, once something was not there. */
  fault: Fault = 'arguments';

  constructor(text: string, dialect: Dialect) {
    this.text = text;
    this.dialect = dialect;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** Whether `character` comes next. */
  sees(character: string): boolean {
    return this.text[this.at] === character;
  }

  take(character: string): boolean {
    if (!this.sees(character)) return false;
    this.at++;
    return true;
  }

  /** Takes what the pattern, a sticky one, matches here: its first group, or all of it. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.at = pattern.lastIndex;
    return found[1] ?? found[0];
  }

  /** One space; against RFC 9051 §9, as other servers do, more of them too: they cannot mean anything else. */
  space(): boolean {
    return this.match(spaces) !== undefined;
  }

  /** Says why the command is bad, where that is not its syntax. */
  refuse(fault: Fault): undefined {
    this.fault = fault;
    return undefined;
  }

  /** Takes the word in any case; only whole, up to what no atom may hold. */
  takeWord(word: string): boolean {
    const before = this.at;
    if (this.match(atom)?.toUpperCase() === word) return true;
    this.at = before;
    return false;
  }

  atom(): string | undefined {
    return this.match(atom);
  }

  /** An atom in upper case: the name of something. */
  word(): string | undefined {
    return this.match(atom)?.toUpperCase();
  }

  /** A whole number up to 2^63 - 1; beyond 2^53 the nearest that there is. RFC 9051 §9 number64 */
  number(most: number = 0xffff_ffff): number | undefined {
    const text = this.match(digits);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (value < 2 ** 53) return value <= most ? value : undefined;
    return value <= most && BigInt(text) < 2n ** 63n ? value : undefined;
  }

  positive(most?: number): number | undefined {
    return this.number(most) || undefined;
  }

  /** A quoted string or a literal, as octets. */
  string(): string | undefined {
    if (this.sees('"')) return this.match(quoted)?.replaceAll(/\\(.)/g, '$1');
    const length = this.match(literal);
    if (length === undefined) return undefined;
    const end = this.at + Number(length);
    const octets = this.text.slice(this.at, end);
    // CHAR8 has no NUL. RFC 9051 §9
    if (end > this.text.length || octets.includes('\0')) return undefined;
    this.at = end;
    return octets;
  }

  /** As octets. */
  astring(): string | undefined {
    return this.match(astringAtom) ?? this.string();
  }

  /** As octets; '*' and '%' may stand bare. RFC 9051 §9 list-mailbox */
  listMailbox(): string | undefined {
    return this.match(listAtom) ?? this.string();
  }

  /** An astring that is UTF-8, as text. */
  astringText(): string | undefined {
    return textOf(this.astring());
  }

  /** `( … )` with spaces between. `least` and `most` items; more are refused as 'limit'. */
  list<Item>(read: () => Item | undefined, least: number, most: number): Item[] | undefined {
    if (!this.take('(')) return undefined;
    const items: Item[] = [];
    for (;;) {
      this.space();
      if (this.take(')')) return items.length < least ? undefined : items;
      if (items.length >= most) return this.refuse('limit');
      const item = read();
      if (item === undefined || !(this.sees(' ') || this.sees(')'))) return undefined;
      items.push(item);
    }
  }
}

/** Octets that are UTF-8, as text; undefined when they are not. */
export function textOf(octets: string | undefined): string | undefined {
  if (octets === undefined || !/[\x80-\xff]/.test(octets)) return octets;
  return decodeUtf8(Buffer.from(octets, 'latin1'));
}
