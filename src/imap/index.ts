// The door of the IMAP library.

export type {
  Account,
  Appended,
  Copied,
  Details,
  FlagChange,
  Letter,
  MailboxId,
  MailboxInfo,
  ModSeq,
  OpenAccount,
  OpenMailbox,
  Quota,
  Uid,
  Upload,
  Want,
} from './backend.ts';
export { Flag } from './backend.ts';
export type { ImapEvent, SessionEnd, Tally } from './event.ts';
export { defaultLimits, type Limits } from './limits.ts';
export type { Login } from './login.ts';
export { ImapRefusal, type RefusalCode } from './refusal.ts';
export {
  type BoundAddress,
  createImapServer,
  type ImapServer,
  type ImapServerOptions,
  type ListenAddress,
} from './server.ts';
