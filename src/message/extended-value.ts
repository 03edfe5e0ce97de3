// Parameter values as people read them. RFC 2231 §4, with the encoded words that many mailers write instead

import { Buffer } from 'node:buffer';
import { decodeCharset } from './charset.ts';
import { decodeEncodedWords } from './encoded-words.ts';
import { type Parameter, parameterValue } from './parameters.ts';

/**
 * The parameter of that name (lower case) as text, from "name*" or else "name"; undefined where there is neither.
 * Against RFC 2047 §5 encoded words are decoded, because Outlook names attachments with them.
 */
export function parameterText(parameters: readonly Parameter[], name: string): string | undefined {
  const extended = parameterValue(parameters, `${name}*`);
  if (extended !== undefined) return decodeExtendedValue(extended);
  const plain = parameterValue(parameters, name);
  return plain === undefined ? undefined : decodeEncodedWords(plain);
}

/** charset'language'text with percent-encoded octets; without apostrophes the whole is text. Never throws. */
export function decodeExtendedValue(value: string): string {
  const [, charset, text] = /^([^']*)'[^']*'(.*)$/s.exec(value) ?? ['', '', value];
  const octets = text!.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decodeCharset(Buffer.from(octets, 'latin1'), charset);
}
