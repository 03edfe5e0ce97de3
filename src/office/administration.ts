// What the command line (and later the web page) may ask of an office: the same words whether a server is running,
// which is then asked over its local socket, or not, when the store is opened here for as long as it takes.

import type { Finding, VerifyReport } from '../store/index.ts';

export type { Finding, VerifyReport };

export type AccountSummary = {
  name: string;
  /** Milliseconds since 1970. */
  madeAt: number;
  usedOctets: number;
  usedMessages: number;
  quotaOctets: number | null;
  quotaMessages: number | null;
};

/** A password as given, or a stored verifier such as `$argon2id$v=19$…`. */
export type Secret = { password: string } | { verifier: string };

export type BatchLine = { line: number; name: string; secret: Secret };
export type BatchReport = {
  added: number;
  failed: { line: number; name: string; reason: AdministrationCode }[];
};

export type AdministrationCode =
  | 'exists'
  | 'nonexistent'
  /** The name cannot be an account's. */
  | 'bad-name'
  /** Empty, or not a verifier of a kind we know. */
  | 'bad-secret'
  | 'no-space'
  | 'over-quota'
  | 'no-folder'
  /** The name cannot be a folder's. */
  | 'bad-folder'
  | 'no-letter'
  | 'too-large'
  /** The account has no source of that name, or one already. */
  | 'no-source'
  | 'source-exists'
  /** What is wrong with a source; the subject is the setting. */
  | 'bad-source'
  /** The key file of the secrets of sources cannot be read. */
  | 'key-unreadable'
  /** This user may not ask the running server. */
  | 'forbidden'
  /** The store or the running server does not answer. */
  | 'unavailable'
  /** A fault of ours; the server's log says more. */
  | 'internal';

/** A "no" for the person at the terminal; the command line words it in their language. */
export class AdministrationError extends Error {
  readonly code: AdministrationCode;
  readonly subject: string;
  constructor(code: AdministrationCode, subject: string, options?: ErrorOptions) {
    super(`${code}: ${subject}`, options);
    this.name = 'AdministrationError';
    this.code = code;
    this.subject = subject;
  }
}

export interface Administration extends AsyncDisposable {
  /** All reject with AdministrationError. */
  addAccount(name: string, secret: Secret): Promise<void>;
  addAccounts(lines: readonly BatchLine[]): Promise<BatchReport>;
  listAccounts(): Promise<AccountSummary[]>;
  setPassword(name: string, secret: Secret): Promise<void>;
  /** null: no limit. Octets. */
  setQuota(name: string, octets: number | null): Promise<void>;
  /** Removes the account and all its mail. */
  removeAccount(name: string): Promise<void>;
  /** Reads the whole store. `progress` hears how many octets of how many were read. */
  verify(progress?: (done: number, total: number) => void): Promise<VerifyReport>;
}
