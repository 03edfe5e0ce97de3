// Transfer encodings undone, in pieces of any size. Never throws: base64 skips what is none of it, quoted-printable
// leaves what it cannot read. RFC 2045 §6

import { createBase64Decoder } from './base64.ts';
import { createQuotedPrintableDecoder } from './quoted-printable.ts';

/** Takes encoded octets in pieces; what it answers, joined, is the decoded body. */
export type TransferDecoder = {
  push(octets: Uint8Array): Uint8Array;
  /** What was held back. */
  end(): Uint8Array;
};

/** `encoding`: any case. 7bit, 8bit, binary and unknown ones are passed on as they are (RFC 2045 §6.4). */
export function createTransferDecoder(encoding: string): TransferDecoder {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return createBase64Decoder();
    case 'quoted-printable':
      return createQuotedPrintableDecoder();
    default:
      return { push: (octets) => octets, end: () => new Uint8Array(0) };
  }
}

/** A whole body at once. */
export function decodeTransfer(octets: Uint8Array, encoding: string): Uint8Array {
  const decoder = createTransferDecoder(encoding);
  const decoded = decoder.push(octets);
  const rest = decoder.end();
  if (rest.length === 0) return decoded;
  const whole = new Uint8Array(decoded.length + rest.length);
  whole.set(decoded);
  whole.set(rest, decoded.length);
  return whole;
}
