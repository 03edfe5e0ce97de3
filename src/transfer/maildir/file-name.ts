// Names of files in a Maildir: a unique base, then `:2,` and letters for the flags. Capital letters are the standard's
// (https://cr.yp.to/proto/maildir.html); small ones are keywords, by their place in the folder's dovecot-keywords.

import { Flag } from '../../store/index.ts';
import { forwarded } from '../keyword.ts';

const flagLetters: readonly [letter: string, flag: number][] = [
  ['D', Flag.Draft],
  ['F', Flag.Flagged],
  ['R', Flag.Answered],
  ['S', Flag.Seen],
  ['T', Flag.Deleted],
];
const passed = 'P';
const firstKeyword = 'a'.charCodeAt(0);

/** How many keywords a folder can have. */
export const mostKeywords = 26;

/** What comes before the flags: it stays the same while they change. */
export function baseName(name: string): string {
  const colon = name.lastIndexOf(':');
  return colon < 0 ? name : name.slice(0, colon);
}

/** `names`: the folder's keywords by number. Unknown letters are passed over. Never throws. */
export function parseFlags(name: string, names: readonly (string | undefined)[]) {
  const letters = /:2,([A-Za-z]*)/.exec(name)?.[1] ?? '';
  let flags = 0;
  const keywords: string[] = [];
  for (const letter of letters) {
    const flag = flagLetters.find(([each]) => each === letter)?.[1];
    const keyword = letter === passed ? forwarded : names[letter.charCodeAt(0) - firstKeyword];
    if (flag !== undefined) flags |= flag;
    else if (keyword !== undefined && !keywords.includes(keyword)) keywords.push(keyword);
  }
  return { flags, keywords };
}

/** `:2,` and the letters, in the order of ASCII as the standard wants it. `numbers`: of keywords. */
export function formatInfo(flags: number, isPassed: boolean, numbers: readonly number[]): string {
  const capitals = flagLetters.filter(([, flag]) => flags & flag).map(([letter]) => letter);
  if (isPassed) capitals.push(passed);
  const small = numbers.map((number) => String.fromCharCode(firstKeyword + number));
  return `:2,${[...capitals, ...small].sort().join('')}`;
}
