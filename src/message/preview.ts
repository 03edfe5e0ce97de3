// The first words of a letter, gathered while it streams by. RFC 8970 §3.1

import { Buffer } from 'node:buffer';
import { decodeCharset } from './charset.ts';
import type { Part } from './derived.ts';
import { htmlToText } from './html-text.ts';
import { firstPreviewSource, maxPreviewCharacters, maxPreviewParts, maxPreviewSource } from './limits.ts';
import { parameterValue } from './parameters.ts';
import type { BodyReader } from './structure-parser.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** Reads the first text part that has anything to say. */
export class PreviewReader implements BodyReader {
  text = '';
  #part: Part | undefined;
  #pieces: Uint8Array[] = [];
  #wanted = 0;
  #tries = 0;

  begin(part: Part): boolean {
    if (this.text !== '' || this.#tries >= maxPreviewParts || !isReadable(part)) return false;
    this.#tries++;
    this.#part = part;
    this.#pieces = [];
    this.#wanted = maxPreviewSource;
    return true;
  }

  push(octets: Uint8Array): boolean {
    const kept = octets.subarray(0, this.#wanted);
    this.#pieces.push(Uint8Array.prototype.slice.call(kept));
    this.#wanted -= kept.length;
    if (this.#wanted > 0) return true;
    this.end();
    return false;
  }

  end(): void {
    if (this.#part === undefined) return;
    const [first, ...rest] = this.#pieces;
    const body = first === undefined || rest.length > 0 ? Buffer.concat(this.#pieces) : first;
    this.text = previewText(body, this.#part);
    this.#part = undefined;
    this.#pieces = [];
  }
}

/** At most 200 characters of a text part's body as it is stored. */
export function previewText(body: Uint8Array, part: Part): string {
  for (let length = firstPreviewSource; ; length *= 8) {
    const text = firstWords(body.subarray(0, length), part);
    if (text.length >= maxPreviewCharacters || length >= body.length) return text;
  }
}

function isReadable(part: Part): boolean {
  if (part.type !== 'text' || part.disposition?.type === 'attachment') return false;
  return part.subtype === 'plain' || part.subtype === 'html' || part.subtype === 'enriched';
}

function firstWords(source: Uint8Array, part: Part): string {
  const decoded = decodeTransfer(source, part.encoding);
  const text = decodeCharset(decoded, parameterValue(part.parameters, 'charset'));
  if (part.subtype === 'plain') return cut(withoutQuotes(text)) || cut(text);
  return cut(htmlToText(text, 4 * maxPreviewCharacters));
}

/** Without lines that quote another letter, and without a signature (RFC 3676 §4.3). */
function withoutQuotes(text: string): string {
  const lines = text.split(/\r?\n/);
  const signature = lines.indexOf('-- ');
  return (signature > 0 ? lines.slice(0, signature) : lines)
    .filter((line) => !line.startsWith('>'))
    .join('\n');
}

/**
 * White space becomes one space; controls, and the invisible characters that senders fill previews with, go. Characters
 * are whole, and so are pairs of surrogates. Stops when it has enough: a body may go on for long.
 */
function cut(text: string): string {
  let words = '';
  let count = 0;
  let from = 0;
  let at = 0;
  const keep = (to: number) => {
    words += text.slice(from, to);
    from = at + 1;
  };
  for (; at < text.length && count < maxPreviewCharacters; at++) {
    const code = text.charCodeAt(at);
    if (code <= 32 || isSpaceOrInvisible(code)) {
      keep(at);
      const isSpace = code === 32 || (code >= 9 && code <= 13) || isSpaceBeyondAscii(code);
      if (!isSpace || words === '' || words.endsWith(' ')) continue;
      words += ' ';
      count++;
    } else if (code < 0xdc00 || code > 0xdfff) {
      count++;
    }
  }
  // The second half of a pair goes with the first.
  if (text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff) at++;
  keep(at);
  return words.toWellFormed().trimEnd();
}

function isSpaceBeyondAscii(code: number): boolean {
  return (
    code === 0x85 ||
    code === 0xa0 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x3000
  );
}

function isSpaceOrInvisible(code: number): boolean {
  if (code < 0x7f) return false;
  return (
    code <= 0x9f ||
    code === 0xad ||
    code === 0x34f ||
    code === 0x200b ||
    code === 0x200c ||
    code === 0xfeff ||
    isSpaceBeyondAscii(code)
  );
}
