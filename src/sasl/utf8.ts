// Octets as text, or not at all: a replacement character in a name could make two names one.

import { isUtf8 } from 'node:buffer';

/** Undefined when the octets are not UTF-8 (RFC 3629). */
export function decodeUtf8(octets: Uint8Array): string | undefined {
  return isUtf8(octets)
    ? Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('utf8')
    : undefined;
}
