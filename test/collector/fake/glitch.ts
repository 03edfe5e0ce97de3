// Listings that are wrong for a while, and are right again afterwards.

import type { Behaviour } from './behaviour.ts';

const numberOf = (line: string) => Number.parseInt(line, 10);
const both = (change: (lines: string[]) => string[]): Behaviour => ({ list: change, uidl: change });

/** Both listings end early: the maildrop itself is whole. */
export const listsOnly = (count: number): Behaviour => both((lines) => lines.slice(0, count));

/** The session sees the first so many letters, as when the server had only those. */
export const seesOnly = (count: number): Behaviour => ({ sees: (letters) => letters.slice(0, count) });

/** Letters come in another order than last time. */
export const reversed = (): Behaviour => ({ sees: (letters) => [...letters].reverse() });

/** The unique-id of the letter with number `from` stands at `to` too. */
export const duplicateUid = (from: number, to: number): Behaviour => ({
  uidl: (lines) => {
    const uidl = lines.find((line) => numberOf(line) === from)?.split(' ')[1];
    return lines.map((line) => (numberOf(line) === to && uidl !== undefined ? `${to} ${uidl}` : line));
  },
});

/** UIDL knows letters that LIST does not know yet: they came between the two. */
export const listIsOlder = (late: number): Behaviour => ({ list: (lines) => lines.slice(0, -late) });

/** Garbage between the lines. */
export const garbled = (): Behaviour =>
  both((lines) => lines.flatMap((line, index) => (index % 7 === 3 ? ['?? disk error', line] : [line])));
