// BINARY: the octets of a part with its transfer encoding undone. RFC 3516 §4

import { createTransferDecoder } from '../../message/index.ts';

const known = new Set(['7bit', '8bit', 'binary', 'base64', 'quoted-printable']);

/** Whether we can undo it; else FETCH answers UNKNOWN-CTE (RFC 3516 §4.3). */
export function isKnownEncoding(encoding: string): boolean {
  return known.has(encoding.toLowerCase());
}

/** As they come; pieces are never empty. */
export async function* decodedOctets(
  octets: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<Uint8Array> {
  const decoder = createTransferDecoder(encoding);
  for await (const piece of octets) {
    const decoded = decoder.push(piece);
    if (decoded.length > 0) yield decoded;
  }
  const rest = decoder.end();
  if (rest.length > 0) yield rest;
}

/** Those from `from` on, at most `length`. */
export async function* cutOctets(
  octets: AsyncIterable<Uint8Array>,
  { from, length }: { from: number; length: number },
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const piece of octets) {
    const kept = piece.subarray(Math.max(0, from - at), Math.max(0, from + length - at));
    at += piece.length;
    if (kept.length > 0) yield kept;
    if (at >= from + length) return;
  }
}

/** `nul`: whether one is among them, which only a literal8 may hold (RFC 3516 §4.3). */
export async function measureOctets(
  octets: AsyncIterable<Uint8Array>,
): Promise<{ octets: number; nul: boolean }> {
  const measured = { octets: 0, nul: false };
  for await (const piece of octets) {
    measured.octets += piece.length;
    measured.nul ||= piece.includes(0);
  }
  return measured;
}
