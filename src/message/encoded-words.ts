// Encoded words in headers, as people read them. RFC 2047

import { Buffer } from 'node:buffer';
import { decodeCharset, guessOctets } from './charset.ts';
import { decodeTransfer } from './transfer-encoding.ts';

// Lenient: white space in the text of Q words is there in real letters, against RFC 2047 §2.
const encodedWord = /=\?([^?\s()<>@,;:"/[\].=]{1,60})\?([bq])\?([^?\r\n]*)\?=/gi;

type Run = { charset: string; octets: Uint8Array[] };

/**
 * Text of an unstructured value or a display name (one character per octet). White space between encoded words
 * goes (§6.2); neighbours of one charset are decoded as one, since mailers cut in the middle of a character.
 * Octets beyond ASCII outside of words are guessed. Never throws.
 */
export function decodeEncodedWords(value: string): string {
  if (!value.includes('=?')) return guessOctets(value);
  let text = '';
  let run: Run | undefined;
  let at = 0;
  for (const match of value.matchAll(encodedWord)) {
    const between = value.slice(at, match.index);
    const charset = match[1]!.toLowerCase();
    const octets = decodeWord(match[2]!.toLowerCase(), match[3]!);
    at = match.index + match[0].length;
    if (run !== undefined && run.charset === charset && between.trim() === '') {
      run.octets.push(octets);
      continue;
    }
    if (run !== undefined) text += decodeRun(run);
    if (run === undefined || between.trim() !== '') text += guessOctets(between);
    run = { charset, octets: [octets] };
  }
  if (run !== undefined) text += decodeRun(run);
  return text + guessOctets(value.slice(at));
}

function decodeRun({ charset, octets }: Run): string {
  return decodeCharset(octets.length === 1 ? octets[0]! : Buffer.concat(octets), charset);
}

function decodeWord(encoding: string, word: string): Uint8Array {
  if (encoding === 'b') return decodeTransfer(Buffer.from(word, 'latin1'), 'base64');
  // RFC 2047 §4.2: "_" is a space whatever the charset. Spaces that should not be there are no padding.
  const octets = word
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(octets, 'latin1');
}
