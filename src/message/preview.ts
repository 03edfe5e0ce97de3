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
    this.text = previewText(Buffer.concat(this.#pieces), this.#part);
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

/** White space becomes one space, controls go; characters are whole, and so are pairs of surrogates. */
function cut(text: string): string {
  const start = words(text.slice(0, 5 * maxPreviewCharacters));
  const all = start.length < maxPreviewCharacters ? words(text) : start;
  return [...all.slice(0, 2 * maxPreviewCharacters)]
    .slice(0, maxPreviewCharacters)
    .join('')
    .toWellFormed()
    .trimEnd();
}

function words(text: string): string {
  return text
    .replaceAll(/[\x00-\x08\x0e-\x1f\x7f\u200b\u200c\u00ad\ufeff]|\u034f/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
