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
