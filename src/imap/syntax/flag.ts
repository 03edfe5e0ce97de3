// Flags and keywords. RFC 9051 §2.3.2

import { Flag } from '../backend.ts';
import type { Cursor } from './cursor.ts';
import { syntaxLimits as limits } from './limits.ts';

/** `flags`: bits of Flag in backend.ts. `keywords`: as written, each once. */
export type Flags = { flags: number; keywords: readonly string[] };

const bits = new Map<string, number>(
  Object.entries(Flag).map(([name, bit]) => [`\\${name.toUpperCase()}`, bit]),
);

const flagCharacters = /\\?[^\x00-\x20\x7f-\xff(){%*"\\\]]+/y;

/** `(\Seen $Junk)`, empty too. */
export function takeFlagList(cursor: Cursor): Flags | undefined {
  const words = cursor.list(() => cursor.match(flagCharacters), 0, limits.keywords + bits.size + 1);
  return words && sortFlags(cursor, words);
}

/** `\Seen $Junk`, without brackets: only STORE has that. RFC 9051 §9 store-att-flags */
export function takeBareFlags(cursor: Cursor): Flags | undefined {
  const words: string[] = [];
  do {
    const word = cursor.match(flagCharacters);
    if (word === undefined) return words.length > 0 && cursor.done ? sortFlags(cursor, words) : undefined;
    words.push(word);
  } while (cursor.space());
  return sortFlags(cursor, words);
}

/** A keyword as an argument. RFC 9051 §9 flag-keyword */
export function takeKeyword(cursor: Cursor): string | undefined {
  const keyword = cursor.atom();
  return keyword && keyword.length > limits.keyword ? cursor.refuse('limit') : keyword;
}

function sortFlags(cursor: Cursor, words: readonly string[]): Flags | undefined {
  let flags = 0;
  // A keyword is one in any case: the first way of writing it stays.
  const keywords = new Map<string, string>();
  for (const word of words) {
    const bit = bits.get(word.toUpperCase());
    if (bit !== undefined) flags |= bit;
    // Programs that carry letters from one server to another give back what they were told; nothing can come of it.
    else if (/^\\recent$/i.test(word)) continue;
    // An extension that we do not know is none of ours. RFC 9051 §9 flag-extension
    else if (word.startsWith('\\')) return undefined;
    else if (word.length > limits.keyword) return cursor.refuse('limit');
    else if (!keywords.has(word.toLowerCase())) keywords.set(word.toLowerCase(), word);
  }
  return keywords.size > limits.keywords
    ? cursor.refuse('limit')
    : { flags, keywords: [...keywords.values()] };
}
