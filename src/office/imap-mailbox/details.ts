// What the store knows of a message, as IMAP says it.

import type { Details } from '../../imap/index.ts';
import { type BodyName, type MessageDetails, parseBodyId } from '../../store/index.ts';

/** Object ids are told apart by their first letter, and never begin with a digit. RFC 8474 §4 */
export function detailsOf({ emailId, thread, sentDate, ...rest }: MessageDetails): Details {
  return { ...rest, sentDate: sentDate ?? undefined, emailId: `M${emailId}`, threadId: `T${thread}` };
}

export function mailboxObjectId(objectId: Uint8Array): string {
  return `F${Buffer.from(objectId).toString('hex')}`;
}

/** Where the octets are. */
export function bodyOf({ body, octets }: Details): BodyName {
  return { body: parseBodyId(body as string), octets };
}
