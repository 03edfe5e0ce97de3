// What happened, for a log: no secrets, no letters. Names of accounts and addresses are in it.

import type { RefusalCode } from './refusal.ts';

/** Why a session ended. Only 'quit' may have deleted anything. */
export type SessionEnd =
  | 'quit'
  /** QUIT, but the keeper refused the update: nothing was deleted. */
  | 'update-refused'
  /** The client went without QUIT. */
  | 'lost'
  /** RFC 1939 §3: the autologout, or no login in time. */
  | 'idle'
  /** The client did not read. */
  | 'stalled'
  /** The keeper refused to go on in the middle of a letter. */
  | 'letter-broken'
  /** Not a POP3 client, or one that guesses. */
  | 'abuse'
  | 'tls-failed'
  | 'stopped'
  /** A fault of ours or of the keeper's, reported with its reference. */
  | 'fault';

/** `session` numbers the sessions of one server from 1. */
export type Pop3Event =
  | { event: 'not-connected'; reason: 'refused' | 'proxy' | 'tls' | 'accept'; remoteAddress: string }
  | {
      event: 'connected';
      session: number;
      remoteAddress: string;
      remotePort: number;
      localPort: number;
      secure: boolean;
    }
  | { event: 'tls'; session: number; protocol: string; cipher: string }
  | {
      event: 'login';
      session: number;
      name: string;
      mechanism: string;
      secure: boolean;
      messages: number;
      octets: number;
    }
  | {
      event: 'login-refused';
      session: number;
      name: string;
      mechanism: string;
      code: RefusalCode;
      remoteAddress: string;
    }
  | { event: 'fault'; session: number; reference: string }
  | ({
      event: 'disconnected';
      session: number;
      end: SessionEnd;
      milliseconds: number;
      octetsIn: number;
      octetsOut: number;
    } & Tally);

/** What a session did. Octets are those of the letters, as announced. */
export type Tally = {
  commands: number;
  retrieved: number;
  retrievedOctets: number;
  tops: number;
  deleted: number;
};
