// What can go wrong with a source, as a closed list, and what each means: whether to go on, when to try again, whom to
// tell, and what a person can do about it. The sentences are the command line's.

import type { Advice, Pop3ErrorCode } from '../pop3/index.ts';

export type Cause =
  | Exclude<Pop3ErrorCode, 'aborted'>
  /** This machine's disk is below its reserve: StoreRefusal 'no-space'. */
  | 'local-disk-full'
  /** The account here would hold more than it may: 'over-quota'. */
  | 'local-quota'
  /** The store is closing or overwhelmed. */
  | 'local-unavailable'
  /** The account or mailbox that letters go to is not there any more. */
  | 'local-nonexistent'
  /** The secret cannot be opened, or the command or variable gives none. */
  | 'secret-unreadable'
  /** One letter is not taken here: too large, mostly. */
  | 'delivery-rejected'
  /** One letter makes us stumble; it is stored as it is and set aside. */
  | 'poison'
  /** A fault of ours. */
  | 'internal';

export type Reaction =
  /** No more polls until a person did something. */
  | 'pause'
  /** Try again, later each time. */
  | 'back-off'
  /** Only this letter is concerned: the run goes on. */
  | 'go-on';

/** What a person can do. */
export type Remedy =
  | Advice
  | 'wait'
  | 'check-host'
  | 'check-port'
  | 'check-network'
  | 'check-tls-mode'
  | 'check-certificate'
  | 'compare-key'
  | 'check-password'
  | 'renew-token'
  | 'authorize-again'
  | 'ask-provider'
  | 'change-login'
  | 'free-disk'
  | 'raise-quota'
  | 'choose-mailbox'
  | 'mend-secret'
  | 'look-at-letter'
  | 'report-fault';

export type Trouble = {
  cause: Cause;
  remedy: Remedy;
  /** The command of the protocol, without arguments, where one was refused. */
  command?: string;
  /** The server's words, masked. */
  reply?: string;
};
