// LMTP from a mail transfer agent of our own: one answer for each recipient, behind the letter. RFC 2033
// It must never listen on port 25. RFC 2033 §5

import { createMailIn, type MailIn, type MailInOptions } from './mail-in.ts';
import type { Receiver } from './receiver.ts';

/** Each recipient has their own verdict; 250 only when their letter is durable. */
export function createLmtpReceiver<M>(receiver: Receiver<M>, options: MailInOptions): MailIn {
  return createMailIn('lmtp', receiver, options);
}
