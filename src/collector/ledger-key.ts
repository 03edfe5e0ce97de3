// What an entry of the ledger is found by: a short word of ASCII, made of the octets of a unique-id, or of a letter.

import { createHash } from 'node:crypto';

/**
 * Of a unique-id as the client gives it (one character an octet); null of an empty one, which names nothing. One that
 * RFC 1939 §7 allows, 1 to 70 octets from 0x21 to 0x7E, is kept as it is, any other as its hash.
 */
export function uidKey(uidl: string): string | null {
  if (uidl === '') return null;
  if (/^[\x21-\x7e]{1,70}$/.test(uidl)) return `u:${uidl}`;
  return `h:${createHash('sha256').update(uidl, 'latin1').digest('base64url')}`;
}

/** Of a letter that the server gives no unique-id. `digest`: SHA-256 of the octets that arrived. */
export function digestKey(digest: Uint8Array): string {
  return `d:${Buffer.from(digest).toString('base64url')}`;
}
