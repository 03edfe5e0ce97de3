// Which names LIST and LSUB mean: '*' is anything, '%' anything within one level. RFC 9051 §6.3.9

import { delimiter } from './mailbox-name.ts';

/** What of `reference` and `pattern` together: one that begins at the root stands alone. RFC 9051 §6.3.9 */
export function joinReference(reference: string, pattern: string): string {
  return pattern.startsWith(delimiter) ? pattern.slice(1) : reference + pattern;
}

/** `pattern`: with its reference. Takes at most as many steps as the two have characters, multiplied. */
export function matchesPattern(pattern: string, name: string): boolean {
  // INBOX is one in any case, in patterns too. RFC 9051 §6.3.9
  const anyCase = name === 'INBOX' || name.startsWith(`INBOX${delimiter}`) ? 5 : 0;
  // Where in the pattern one may stand, having read the name so far.
  let here = new Uint8Array(pattern.length + 1);
  let next = new Uint8Array(pattern.length + 1);
  here[0] = 1;
  passWildcards(pattern, here);
  for (let read = 0; read < name.length; read++) {
    next.fill(0);
    if (!step(pattern, here, next, name[read]!, read < anyCase)) return false;
    passWildcards(pattern, next);
    [here, next] = [next, here];
  }
  return here[pattern.length] === 1;
}

/** Reads one character of the name; false when the pattern has none like it. */
function step(pattern: string, here: Uint8Array, next: Uint8Array, unit: string, anyCase: boolean): boolean {
  let found = false;
  for (let at = 0; at < pattern.length; at++) {
    if (here[at] === 0) continue;
    const wanted = pattern[at]!;
    if (wanted === '*' || (wanted === '%' && unit !== delimiter)) next[at] = 1;
    else if (wanted === unit || (anyCase && isCapital(wanted, unit))) next[at + 1] = 1;
    else continue;
    found = true;
  }
  return found;
}

/** A wildcard may stand for nothing. */
function passWildcards(pattern: string, here: Uint8Array): void {
  for (let at = 0; at < pattern.length; at++)
    if (here[at] === 1 && (pattern[at] === '*' || pattern[at] === '%')) here[at + 1] = 1;
}

/** Whether `capital` is that of the ASCII letter. */
function isCapital(letter: string, capital: string): boolean {
  return letter.charCodeAt(0) === capital.charCodeAt(0) + 32;
}
