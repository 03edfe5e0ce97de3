// Octets of a named charset as text. Names as mailers write them, wrong ones included. Never throws: what no charset
// explains is read as UTF-8 if it is that, else as windows-1252.

import { Buffer } from 'node:buffer';
import { decodeCodePage } from './code-pages.ts';
import { maxDecoders } from './limits.ts';
import { decodeUtf7 } from './utf7.ts';

/** Names that mailers write and the Encoding Standard does not know, beside cpNNN and such, which are computed. */
const aliases: Record<string, string> = {
  'utf-8mb4': 'utf-8',
  utf8mb4: 'utf-8',
  'unicode-utf-8': 'utf-8',
  'iso-8859-8-e': 'iso-8859-8',
  'iso-latin-1': 'iso-8859-1',
  'windows-874': 'windows-874',
  ks_c_5601: 'euc-kr',
  ksc5601: 'euc-kr',
  ms949: 'euc-kr',
  uhc: 'euc-kr',
  cp949: 'euc-kr',
  ms936: 'gbk',
  cp936: 'gbk',
  cp950: 'big5',
  ms950: 'big5',
  big5hkscs: 'big5-hkscs',
  cp932: 'shift_jis',
  'windows-932': 'shift_jis',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp20127: 'us-ascii',
  cp65001: 'utf-8',
  cp20866: 'koi8-r',
  cp21866: 'koi8-u',
  macroman: 'macintosh',
  'mac-roman': 'macintosh',
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
const decoders = new Map<string, TextDecoder | null>([['utf-8', new TextDecoder('utf-8')]]);

/** Text of octets in the charset of that name (any case). Unknown or missing name: a guess. */
export function decodeCharset(octets: Uint8Array, charset: string | undefined): string {
  const label = canonicalLabel(charset ?? '');
  if (label === '' || label === 'us-ascii') return guessText(octets);
  if (label === 'utf-7') return decodeUtf7(octets);
  const decoder = decoderOf(label);
  if (decoder !== null) return decoder.decode(octets);
  return decodeCodePage(octets, label) ?? guessText(octets);
}

/** UTF-8 where the octets are that, else windows-1252, which gives every octet a meaning. */
export function guessText(octets: Uint8Array): string {
  try {
    return utf8.decode(octets);
  } catch {
    return decoderOf('windows-1252')!.decode(octets);
  }
}

/** Text of a header value that holds one character per octet. */
export function guessOctets(value: string): string {
  return /[\x80-\xff]/.test(value) ? guessText(Buffer.from(value, 'latin1')) : value;
}

function canonicalLabel(charset: string): string {
  // RFC 2231 §5 allows a language behind the name: "utf-8*es".
  const name = charset.toLowerCase().replaceAll(/["'\s]|\*.*$/g, '');
  if (Object.hasOwn(aliases, name)) return aliases[name]!;
  if (name === 'unicode-1-1-utf-7' || name === 'utf7') return 'utf-7';
  if (
    /^(ansi_x3\.4-19\d\d|ascii|us|default|unknown-8bit|x-unknown|unknown|_autodetect.*|8bit|7bit|binary)$/.test(
      name,
    )
  ) {
    return 'us-ascii';
  }
  const page = /^(?:x-)?(?:cp|ibm|dos|windows|win|ansi|ms)[-_]?(\d{3,5})$/.exec(name)?.[1];
  if (page !== undefined) return /^(125\d|874)$/.test(page) ? `windows-${page}` : `cp${page}`;
  const iso = /^(?:x-)?iso[-_ ]?8859[-_ ]?(\d{1,2})(?:[-_:].*)?$/.exec(name)?.[1];
  return iso === undefined ? name : `iso-8859-${iso}`;
}

/** One decoder per name; names come from strangers, so only so many are remembered. */
function decoderOf(label: string): TextDecoder | null {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  const made = makeDecoder(label);
  if (decoders.size < maxDecoders) decoders.set(label, made);
  return made;
}

function makeDecoder(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null; // RangeError is how TextDecoder says that it does not know a name.
  }
}
