// One command line, read: its verb and its arguments as values. Never throws: a bad line is an answer too. Knows no
// state. RFC 1939 §3, RFC 2449 §3, RFC 5034 §5

import { decodeUtf8 } from '../sasl/index.ts';

export type Command =
  | { verb: 'CAPA' | 'STLS' | 'QUIT' | 'STAT' | 'NOOP' | 'RSET' }
  | { verb: 'USER'; name: string }
  | { verb: 'PASS'; secret: string }
  | { verb: 'AUTH'; mechanism: string; initial?: string }
  | { verb: 'LIST' | 'UIDL'; message?: number }
  | { verb: 'RETR' | 'DELE'; message: number }
  | { verb: 'TOP'; message: number; lines: number };

export type Verb = Command['verb'];

/** 'octets': a control or 8-bit octet where none may stand. `verb` is known when only the arguments are wrong. */
export type BadCommand =
  | { verb: 'bad'; why: 'unknown' | 'octets' | 'too-long' }
  | { verb: 'bad'; why: 'arguments'; of: Verb };

/** Reads the arguments: what follows the verb's space, or undefined when there is none. */
type ReadArguments = (verb: Verb, rest: string | undefined) => Command | BadCommand;

const unknown: BadCommand = { verb: 'bad', why: 'unknown' };
const badOctets: BadCommand = { verb: 'bad', why: 'octets' };
const badArguments = (of: Verb): BadCommand => ({ verb: 'bad', why: 'arguments', of });

/** RFC 2449 §3: param = 1*VCHAR, and exactly one space before each. */
const param = /^[\x21-\x7e]+$/;
const number = /^\d+$/;

const alone: ReadArguments = (verb, rest) =>
  rest === undefined ? ({ verb } as Command) : badArguments(verb);

const oneMessage: ReadArguments = (verb, rest) =>
  rest !== undefined && number.test(rest) ? ({ verb, message: Number(rest) } as Command) : badArguments(verb);

const maybeMessage: ReadArguments = (verb, rest) =>
  rest === undefined ? ({ verb } as Command) : oneMessage(verb, rest);

const messageAndLines: ReadArguments = (verb, rest) => {
  const [message = '', lines = '', ...more] = rest?.split(' ') ?? [];
  if (!number.test(message) || !number.test(lines) || more.length > 0) return badArguments(verb);
  return { verb: 'TOP', message: Number(message), lines: Number(lines) };
};

/** One name, which may be beyond ASCII: it is compared as text, so it must be text. */
const name: ReadArguments = (verb, rest) => {
  const text = rest && readText(rest);
  if (!text || text.includes(' ')) return badArguments(verb);
  return { verb: 'USER', name: text };
};

/** May hold spaces: a server may treat them as part of the password. RFC 1939 §7 */
const secret: ReadArguments = (verb, rest) => {
  const text = rest && readText(rest);
  return text ? { verb: 'PASS', secret: text } : badArguments(verb);
};

const mechanism: ReadArguments = (verb, rest) => {
  const [word = '', initial, ...more] = rest?.split(' ') ?? [];
  if (!param.test(word) || initial === '' || more.length > 0) return badArguments(verb);
  return { verb: 'AUTH', mechanism: word.toUpperCase(), ...(initial !== undefined && { initial }) };
};

/** The verbs, and what their arguments are. */
const verbs = new Map<string, ReadArguments>([
  ['CAPA', alone],
  ['STLS', alone],
  ['QUIT', alone],
  ['STAT', alone],
  ['NOOP', alone],
  ['RSET', alone],
  ['USER', name],
  ['PASS', secret],
  ['AUTH', mechanism],
  ['LIST', maybeMessage],
  ['UIDL', maybeMessage],
  ['RETR', oneMessage],
  ['DELE', oneMessage],
  ['TOP', messageAndLines],
]);

/**
 * Reads one command line, given as Latin-1 text without its CRLF. `limit`: octets of the longest line; AUTH may be
 * longer, as its initial response is part of the exchange.
 */
export function parseCommand(line: string, limit: number): Command | BadCommand {
  const space = line.indexOf(' ');
  const word = space < 0 ? line : line.slice(0, space);
  // RFC 2449 §3: a keyword has three or four letters. Beyond ASCII upper case is dangerous: that of `PAß` is `PASS`.
  const verb = /^[A-Za-z]{3,4}$/.test(word) ? word.toUpperCase() : '';
  const readArguments = verbs.get(verb);
  if (line.length > limit && verb !== 'AUTH') return { verb: 'bad', why: 'too-long' };
  if (readArguments === undefined) return unknown;
  if (hasControl(line) || (verb !== 'USER' && verb !== 'PASS' && hasEightBit(line))) return badOctets;
  const rest = space < 0 ? '' : line.slice(space + 1);
  if (verb === 'PASS' || verb === 'AUTH') return readArguments(verb, space < 0 ? undefined : rest);
  // Against RFC 2449 §3, because scanners and old clients end lines with a space, and a QUIT that is refused for one
  // makes them download everything again. A password may end with spaces, and behind AUTH a space promises a response.
  return readArguments(verb as Verb, rest.trimEnd() || undefined);
}

const hasControl = (line: string) => /[\x00-\x1f\x7f]/.test(line);
const hasEightBit = (line: string) => /[\x80-\xff]/.test(line);

/** Octets that are UTF-8, as text; undefined when they are not. */
function readText(octets: string): string | undefined {
  return hasEightBit(octets) ? decodeUtf8(Buffer.from(octets, 'latin1')) : octets;
}
