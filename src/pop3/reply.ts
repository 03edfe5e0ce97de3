// Replies as values, and their text on the wire. RFC 1939 §3, RFC 2449 §3 and §8

import type { Letter } from './maildrop.ts';
import type { RefusalCode } from './refusal.ts';

/** `line` is the first line, CRLF included. */
export type Reply =
  /** `then`: what happens when it is sent. */
  | { kind: 'line'; line: string; then?: 'close' }
  /** Then TLS, before anything else (RFC 2595 §4). */
  | { kind: 'tls'; line: string }
  /** Blocks of whole lines, none of which begins with a dot. */
  | { kind: 'listing'; line: string; blocks: Iterable<string | Uint8Array> }
  /** A message; with `top`, its header and that many lines of its body. `octets`: what it was announced with. */
  | { kind: 'letter'; line: string; letter: Letter; octets: number; top?: number };

export function formatOk(text: string): string {
  return `+OK ${text}\r\n`;
}

/** RFC 2449 §8: a text that begins with a bracket is a code; none of ours does without one. */
export function formatError(text: string, code?: RefusalCode): string {
  return code === undefined ? `-ERR ${text}\r\n` : `-ERR [${code}] ${text}\r\n`;
}

export const ok = (text: string): Reply => ({ kind: 'line', line: formatOk(text) });
export const error = (text: string, code?: RefusalCode): Reply => ({
  kind: 'line',
  line: formatError(text, code),
});

/** RFC 5034 §4: a plus, a space, base64 and nothing else. */
export const challenge = (base64: string): Reply => ({ kind: 'line', line: `+ ${base64}\r\n` });

/** Octets of the longest text from elsewhere: RFC 1939 §3 gives a reply 512, its code and CRLF included. */
const longestText = 400;

/** Text of somebody else's made fit for a reply. */
export function printable(text: string): string {
  return text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/^\[/, '(')
    .slice(0, longestText);
}
