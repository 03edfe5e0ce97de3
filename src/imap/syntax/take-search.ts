// The arguments of SEARCH: what to return, the charset, the keys. RFC 9051 §6.4.4, RFC 4731 §3.1, RFC 5182 §2

import type { Command, SearchReturn } from './command.ts';
import { type Cursor, textOf } from './cursor.ts';
import { takeSearchKeys } from './search-key.ts';

const returnWords: ReadonlySet<string> = new Set<SearchReturn>(['MIN', 'MAX', 'ALL', 'COUNT', 'SAVE']);

export function takeSearch(cursor: Cursor, name: string): Command | undefined {
  if (!cursor.space()) return undefined;
  const returning = cursor.takeWord('RETURN');
  const returned = returning && cursor.space() ? takeReturn(cursor) : undefined;
  if (returning && (returned === undefined || !cursor.space())) return undefined;
  const decode = takeCharset(cursor);
  const key = decode && takeSearchKeys(cursor, decode);
  const by = name.startsWith('UID ') ? 'uid' : 'sequence';
  return key && { verb: 'SEARCH', by, ...(returned && { return: returned }), key };
}

function takeReturn(cursor: Cursor): ReadonlySet<SearchReturn> | undefined {
  const words = cursor.list(
    () => {
      const word = cursor.word();
      return word !== undefined && returnWords.has(word) ? (word as SearchReturn) : undefined;
    },
    0,
    2 * returnWords.size,
  );
  return words && new Set(words);
}

/** How the octets of strings become text. */
function takeCharset(cursor: Cursor): ((octets: string) => string | undefined) | undefined {
  // Against RFC 9051 §6.4.4 strings may be UTF-8 where no charset is named: ASCII is a part of it.
  if (!cursor.takeWord('CHARSET')) return textOf;
  // Whoever enabled UTF8=ACCEPT must not name one. RFC 6855 §3
  if (cursor.dialect.utf8Accept || !cursor.space()) return undefined;
  const charset = cursor.astring();
  if (charset === undefined || !cursor.space()) return undefined;
  return textIn(charset) ?? cursor.refuse('charset');
}

function textIn(charset: string): ((octets: string) => string | undefined) | undefined {
  // The Encoding Standard takes US-ASCII for windows-1252.
  if (/^(utf-?8|(us-)?ascii|ansi_x3\.4-1968)$/i.test(charset)) return textOf;
  const decoder = openDecoder(charset);
  return (
    decoder &&
    ((octets) => {
      try {
        return decoder.decode(Buffer.from(octets, 'latin1'));
      } catch {
        return undefined;
      }
    })
  );
}

function openDecoder(charset: string): InstanceType<typeof TextDecoder> | undefined {
  // Strings of two octets a character could not be told from those of one.
  if (/^(unicode|ucs|utf-16|csunicode|iso-10646)/i.test(charset)) return undefined;
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    return undefined;
  }
}
