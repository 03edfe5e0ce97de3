// The native unique-id of a message, RFC 1939 §7: 1 to 70 characters from 0x21 to 0x7E, never used again, the same
// in every session. It is made of the mailbox's object id and the uid, never of UIDVALIDITY: that may change when a
// mailbox is restored, and every client would download everything again.

import type { Uid } from './store.ts';

/** 16 hexadecimal digits of the object id, a dot, the uid: at most 27 characters. */
export function formatUidl(objectId: Uint8Array, uid: Uid | number): string {
  return `${uidlPrefix(objectId)}${uid}`;
}

/** What all unique-ids of a mailbox begin with: whoever lists many of them joins it with each uid. */
export function uidlPrefix(objectId: Uint8Array): string {
  return `${Buffer.from(objectId.buffer, objectId.byteOffset, objectId.byteLength).toString('hex')}.`;
}
