// What can go wrong with a source, as a closed list, and what each means: whether to go on, when to try again, whom to
// tell, and what a person can do about it. The sentences are the command line's.

import { type Advice, Pop3ClientError, type Pop3ErrorCode } from '../pop3/index.ts';
import { LetterTooLarge, StoreRefusal, type StoreRefusalCode } from '../store/index.ts';
import { SecretUnreadable } from './secrets.ts';

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

export type Meaning = {
  reaction: Reaction;
  /** 'at-once': it does not pass by itself. */
  alarm: 'at-once' | 'when-it-lasts';
  remedy: Remedy;
  /** Where it lies: with the host, whoever asks; with this account there; or here. */
  side: 'host' | 'account' | 'here';
};

const hostOf = (remedy: Remedy): Meaning => ({
  reaction: 'back-off',
  alarm: 'when-it-lasts',
  remedy,
  side: 'host',
});

export const meanings: Readonly<Record<Cause, Meaning>> = {
  dns: hostOf('check-host'),
  refused: hostOf('check-port'),
  'timeout-connect': hostOf('check-network'),
  'timeout-idle': hostOf('check-network'),
  'timeout-total': hostOf('check-network'),
  reset: hostOf('check-network'),
  'tls-proto': hostOf('check-tls-mode'),
  // No secret was sent, so that trying again shows nothing; and the right server may be back the next time.
  'tls-verify': { ...hostOf('check-certificate'), alarm: 'at-once' },
  'pin-mismatch': { ...hostOf('compare-key'), alarm: 'at-once' },
  'protocol-garbage': { ...hostOf('ask-provider'), side: 'account' },
  limit: { ...hostOf('ask-provider'), side: 'account' },
  'command-refused': { ...hostOf('ask-provider'), side: 'account' },
  // RFC 3206 §5: a person has to give other credentials; to try again may lock the account.
  credentials: { reaction: 'pause', alarm: 'at-once', remedy: 'check-password', side: 'account' },
  // Perhaps the password, perhaps not. Paused when it is the same again and again: see schedule.ts.
  'login-ambiguous': {
    reaction: 'back-off',
    alarm: 'when-it-lasts',
    remedy: 'check-password',
    side: 'account',
  },
  'oauth-expired': { reaction: 'back-off', alarm: 'when-it-lasts', remedy: 'renew-token', side: 'account' },
  'oauth-revoked': { reaction: 'pause', alarm: 'at-once', remedy: 'authorize-again', side: 'account' },
  'sys-temp': { reaction: 'back-off', alarm: 'when-it-lasts', remedy: 'wait', side: 'account' },
  // RFC 3206 §4: it will go on failing until a person does something.
  'sys-perm': { reaction: 'pause', alarm: 'at-once', remedy: 'ask-provider', side: 'account' },
  'in-use': { reaction: 'back-off', alarm: 'when-it-lasts', remedy: 'wait', side: 'account' },
  'login-delay': { reaction: 'back-off', alarm: 'when-it-lasts', remedy: 'wait', side: 'account' },
  unsupported: { reaction: 'back-off', alarm: 'at-once', remedy: 'change-login', side: 'account' },
  'local-disk-full': { reaction: 'back-off', alarm: 'at-once', remedy: 'free-disk', side: 'here' },
  'local-quota': { reaction: 'back-off', alarm: 'at-once', remedy: 'raise-quota', side: 'here' },
  'local-unavailable': { reaction: 'back-off', alarm: 'when-it-lasts', remedy: 'wait', side: 'here' },
  'local-nonexistent': { reaction: 'back-off', alarm: 'at-once', remedy: 'choose-mailbox', side: 'here' },
  'secret-unreadable': { reaction: 'back-off', alarm: 'at-once', remedy: 'mend-secret', side: 'here' },
  'delivery-rejected': { reaction: 'go-on', alarm: 'at-once', remedy: 'look-at-letter', side: 'here' },
  poison: { reaction: 'go-on', alarm: 'at-once', remedy: 'look-at-letter', side: 'here' },
  internal: { reaction: 'back-off', alarm: 'at-once', remedy: 'report-fault', side: 'here' },
};

export const troubleOf = (cause: Cause, details: Omit<Partial<Trouble>, 'cause'> = {}): Trouble => ({
  cause,
  remedy: meanings[cause].remedy,
  ...details,
});

const ofStore: Readonly<Record<StoreRefusalCode, Cause>> = {
  'no-space': 'local-disk-full',
  'over-quota': 'local-quota',
  unavailable: 'local-unavailable',
  nonexistent: 'local-nonexistent',
  exists: 'internal',
  'in-use': 'internal',
  'lock-lost': 'internal',
};

/** Undefined: it was ended by us, which is no trouble. */
export function troubleFrom(error: unknown): Trouble | undefined {
  if (error instanceof Pop3ClientError) {
    const { code, command, reply, advice } = error;
    if (code === 'aborted') return undefined;
    return troubleOf(code, {
      ...(advice !== undefined && { remedy: advice }),
      ...(command !== undefined && { command }),
      ...(reply !== undefined && { reply }),
    });
  }
  if (error instanceof StoreRefusal) return troubleOf(ofStore[error.code]);
  if (error instanceof SecretUnreadable) return troubleOf('secret-unreadable');
  if (error instanceof LetterTooLarge) return troubleOf('delivery-rejected');
  if (error instanceof Error && error.name === 'AbortError') return undefined;
  return troubleOf('internal');
}
