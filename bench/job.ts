// What the load process is told to do, and what it tells when it has done it.
import type { ImapJob } from './imap/load.ts';

export type Job =
  /** Log in, UIDL, LIST, QUIT: `sessions` times for each of `names`, all names at once. */
  | { kind: 'poll'; port: number; names: string[]; password: string; sessions: number }
  /** `count` letters from number `first` of series `seed`, shared out over one LMTP connection for each of `names`. */
  | { kind: 'deliver'; port: number; names: string[]; seed: number; first: number; count: number }
  /** Letters 1 to `count` of one maildrop, one by one or all commands at once. */
  | { kind: 'retrieve'; port: number; name: string; password: string; count: number; pipelined: boolean }
  /** One letter of `octets` to each of `names`, all at once; then each fetches it. */
  | { kind: 'large'; lmtp: number; pop3: number; names: string[]; password: string; octets: number }
  | ImapJob;

/** `units` is what the server's CPU is divided by; `milliseconds` is the wall time of all of them. */
export type Done = { units: number; milliseconds: number };
