// PLAIN, both halves. RFC 4616

import type { ClientExchange, ServerMechanism, ServerStep } from './mechanism.ts';
import { decodeUtf8 } from './utf8.ts';

/** RFC 4616 §2: a server accepts up to 255 octets of each; three of them and two NULs. */
const longest = 3 * 255 + 2;

export const plain: ServerMechanism = {
  name: 'PLAIN',
  plaintext: true,
  first: 'client',
  begin: () => ({ respond: readMessage }),
};

/** message = [authzid] NUL authcid NUL passwd. RFC 4616 §2 */
function readMessage(message: Uint8Array): ServerStep {
  if (message.length > longest) return { kind: 'malformed' };
  const parts = decodeUtf8(message)?.split('\0');
  if (parts?.length !== 3) return { kind: 'malformed' };
  const [authorization, name, secret] = parts as [string, string, string];
  // RFC 4616 §2: an empty string fails; control characters are prohibited in names and passwords (appendix A).
  if (name === '' || secret === '' || /[\x00-\x1f\x7f]/.test(name + secret)) return { kind: 'refused' };
  // Nobody may act for another: an authorization identity must be the one that is authenticated.
  if (authorization !== '' && authorization !== name) return { kind: 'refused' };
  return { kind: 'claim', name, secret };
}

/** The client's half. Throws RangeError for a NUL in either, which no message can carry. */
export function plainClient(name: string, secret: string): ClientExchange {
  if (name.includes('\0') || secret.includes('\0')) throw new RangeError('PLAIN cannot carry a NUL');
  return {
    initial: Buffer.from(`\0${name}\0${secret}`, 'utf8'),
    satisfied: true,
    respond: () => undefined,
  };
}
