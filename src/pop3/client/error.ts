// The one class of error that the client throws, with a closed set of codes: what a program decides by. The message is
// English and for logs; neither holds a secret.

import type { WireFailure } from '../../wire/index.ts';

export type Pop3ErrorCode =
  /** Of the way there: see WireFailure. Trying again may help, except for 'tls-verify' and 'pin-mismatch'. */
  | WireFailure
  /** The server says that the name or password is wrong: `[AUTH]`. RFC 3206 §5 */
  | 'credentials'
  /** It may work again without anybody's doing: `[SYS/TEMP]` (RFC 3206 §4), or a greeting that is a bare `-ERR`. */
  | 'sys-temp'
  /** Somebody must mend it: `[SYS/PERM]`. RFC 3206 §4 */
  | 'sys-perm'
  /** Another session holds the maildrop: `[IN-USE]`. RFC 2449 §8.1.2 */
  | 'in-use'
  /** Too soon after the last login: `[LOGIN-DELAY]`. RFC 2449 §8.1.1 */
  | 'login-delay'
  /** The login was refused, or broken off, without a word why: perhaps the password, perhaps not. */
  | 'login-ambiguous'
  /** The token is not taken: a fresh one may be. */
  | 'oauth-expired'
  /** The token is not taken, and a fresh one of the same grant will not be either. */
  | 'oauth-revoked'
  /** What came is not POP3, or not an answer to what was asked. */
  | 'protocol-garbage'
  /** The server sends more, or slower, than the limits allow. */
  | 'limit'
  /** The server lacks what the caller demands, or what it offers would show a secret to everybody on the way. */
  | 'unsupported'
  /** `-ERR` to a command behind the login, without a code: no such message, most often. */
  | 'command-refused';

/** What a person can do about it, where the server's words tell. */
export type Advice =
  /** POP3 is switched off for this account, and can be switched on in its settings. */
  | 'enable-pop'
  /** The account wants a password made for this program, not its own. */
  | 'app-password'
  /** The account must be opened in a browser first. */
  | 'web-login'
  /** The provider takes no passwords any more, only tokens (OAuth 2.0). */
  | 'use-oauth';

export type Pop3ErrorDetails = {
  /** The command, without its arguments. */
  command?: string;
  /** The server's words, secrets masked. Latin-1 or UTF-8 as it sent them, read as Latin-1. */
  reply?: string;
  advice?: Advice;
  /** Whether the session goes on. */
  sessionStands?: boolean;
  /** More than one command was under way: a server that only says that it can do that may be the reason. */
  pipelined?: boolean;
  cause?: unknown;
};

export class Pop3ClientError extends Error {
  readonly code: Pop3ErrorCode;
  readonly command: string | undefined;
  readonly reply: string | undefined;
  readonly advice: Advice | undefined;
  readonly sessionStands: boolean;
  readonly pipelined: boolean;

  constructor(code: Pop3ErrorCode, message: string, details: Pop3ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.name = 'Pop3ClientError';
    this.code = code;
    this.command = details.command;
    this.reply = details.reply;
    this.advice = details.advice;
    this.sessionStands = details.sessionStands ?? false;
    this.pipelined = details.pipelined ?? false;
  }
}
