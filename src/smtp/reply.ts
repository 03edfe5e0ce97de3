// Replies: how a refusal becomes the error that smtp-server sends, and the refusals that the protocol itself makes.

import type { Refusal } from './receiver.ts';

const refused = (code: number, enhanced: string, text: string): Refusal => ({
  kind: 'refused',
  code,
  enhanced,
  text,
});

export const refusals = {
  /** RFC 1870 §6.3 */
  tooBig: refused(552, '5.3.4', 'The letter is larger than we take'),
  /** RFC 5321 §6.3 */
  loop: refused(554, '5.4.6', 'Too many Received fields: the letter is going in circles'),
  /** RFC 5321 §2.3.8, §4.1.1.4: only CRLF "." CRLF ends a letter. */
  smuggled: refused(550, '5.5.2', 'A line with a single dot must have CRLF before and behind it'),
  /** RFC 5321 §4.5.3.1.10 */
  tooManyRecipients: refused(452, '4.5.3', 'Too many recipients, send the rest in another transaction'),
  namesTried: refused(421, '4.7.0', 'Too many unknown recipients'),
  /** RFC 5321 §4.1.1.11 */
  unknownParameter: refused(555, '5.5.4', 'A parameter is not known here'),
  /** RFC 6531 §3.5 */
  senderNeedsUtf8: refused(550, '5.6.7', 'Say SMTPUTF8 to use an address beyond ASCII'),
  recipientNeedsUtf8: refused(553, '5.6.7', 'Say SMTPUTF8 to use an address beyond ASCII'),
  tooManyConnections: refused(421, '4.7.0', 'Too many connections, try again in a moment'),
  stopping: refused(421, '4.3.2', 'Closing for a moment, come back later'),
} as const satisfies Record<string, Refusal>;

/** The peer learns only where the log tells more. */
export function internalError(reference: string): Refusal {
  return refused(451, '4.3.0', `Internal error, reference ${reference}`);
}

/** What smtp-server wants to be given: it reads the code and sends the message. */
export function toError({ code, enhanced, text }: Refusal): Error & { responseCode: number } {
  return Object.assign(new Error(`${enhanced} ${text}`), { responseCode: code });
}

/** Whether a reply text begins with its own enhanced status code. RFC 2034 §4 */
export function hasEnhancedStatus(text: string): boolean {
  return /^[245]\.\d{1,3}\.\d{1,3} /.test(text);
}
