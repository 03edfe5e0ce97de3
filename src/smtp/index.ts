export { createLmtpReceiver } from './lmtp.ts';
export type { MailIn, MailInEvent, MailInOptions } from './mail-in.ts';
export type {
  Acceptance,
  Envelope,
  LetterIn,
  Peer,
  Protocol,
  Receiver,
  Recipient,
  Refusal,
  Verdict,
} from './receiver.ts';
export { createSmtpReceiver } from './smtp.ts';
