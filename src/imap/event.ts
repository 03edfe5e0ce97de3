// What happened, for a log: no secrets, no letters. Names of accounts and addresses are in it.

import type { RefusalCode } from './refusal.ts';

/** Why a session ended. */
export type SessionEnd =
  | 'logout'
  /** The client went without LOGOUT. */
  | 'lost'
  /** RFC 9051 §5.4: the autologout, or no login in time. */
  | 'idle'
  /** The client did not read. */
  | 'stalled'
  /** The mailbox that it had selected was deleted. */
  | 'mailbox-deleted'
  /** The keeper refused to go on in the middle of a response. */
  | 'response-broken'
  /** Not an IMAP client, or one that guesses. */
  | 'abuse'
  | 'tls-failed'
  | 'stopped'
  /** A fault of ours or of the keeper's, reported with its reference. */
  | 'fault';

/** `session` numbers the sessions of one server from 1. */
export type ImapEvent =
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
  | { event: 'login'; session: number; name: string; mechanism: string; secure: boolean }
  | {
      event: 'login-refused';
      session: number;
      name: string;
      mechanism: string;
      code: RefusalCode;
      remoteAddress: string;
    }
  /** What the client says it is (RFC 2971), made printable and short. */
  | { event: 'client'; session: number; name: string; version: string }
  | { event: 'fault'; session: number; reference: string }
  | ({
      event: 'disconnected';
      session: number;
      end: SessionEnd;
      milliseconds: number;
      octetsIn: number;
      octetsOut: number;
    } & Tally);

/** What a session did: messages. */
export type Tally = {
  commands: number;
  fetched: number;
  appended: number;
  expunged: number;
};
