// What a run needs besides its source.

import type { ClientLimits } from '../pop3/index.ts';
import type { Store } from '../store/index.ts';
import type { LedgerCache } from './ledger-cache.ts';
import type { SecretReader } from './read-secret.ts';
import type { Progress } from './report.ts';

export type RunStore = Pick<Store, 'read' | 'write' | 'receive' | 'body'>;

export type RunOptions = {
  store: RunStore;
  ledgers: LedgerCache;
  secrets: Omit<SecretReader, 'signal'>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** From 0 up to 1. */
  random: () => number;
  limits?: Partial<ClientLimits>;
  log?: { error(fields: object, message: string): void };
  progress?: (progress: Progress) => void;
  /** Ends the run early: what is stored by then is stored. */
  signal?: AbortSignal;
};
