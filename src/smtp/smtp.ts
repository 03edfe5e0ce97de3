// SMTP from outside, for local recipients only. RFC 5321, with SIZE (RFC 1870), 8BITMIME (RFC 6152), SMTPUTF8
// (RFC 6531), PIPELINING (RFC 2920), STARTTLS (RFC 3207) and ENHANCEDSTATUSCODES (RFC 2034).

import { createMailIn, type MailIn, type MailInOptions } from './mail-in.ts';
import type { Receiver } from './receiver.ts';

/** A letter is stored for all its recipients or for none; 250 only when it is durable. */
export function createSmtpReceiver<M>(receiver: Receiver<M>, options: MailInOptions): MailIn {
  return createMailIn('smtp', receiver, options);
}
