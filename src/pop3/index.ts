export type { CertificateProblem, PeerCertificate } from '../wire/index.ts';
export {
  type Advice,
  type Capabilities,
  type ClientLimits,
  defaultClientLimits,
  defaultWindow,
  expireDays,
  type Fetched,
  loginDelaySeconds,
  type PasswordMechanism,
  type Pop3Auth,
  Pop3Client,
  Pop3ClientError,
  type Pop3ClientEvent,
  type Pop3ClientOptions,
  type Pop3ErrorCode,
  type Pop3ErrorDetails,
  type Quirk,
  type QuitResult,
  type Refused,
  type ScanListing,
  type TlsSession,
  type UniqueId,
  type Way,
  type Window,
} from './client/index.ts';
export type { Pop3Event, SessionEnd, Tally } from './event.ts';
export { defaultLimits, type Limits } from './limits.ts';
export type { Letter, Login, Maildrop, OpenMaildrop } from './maildrop.ts';
export { Pop3Refusal, type RefusalCode } from './refusal.ts';
export {
  type BoundAddress,
  createPop3Server,
  type ListenAddress,
  type Pop3Server,
  type Pop3ServerOptions,
} from './server.ts';
