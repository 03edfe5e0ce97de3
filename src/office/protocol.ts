// What a protocol's part of a thread is given, and what it gives back.

import type { Settings } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import type { Store } from '../store/index.ts';
import type { Admit } from '../wire/index.ts';
import type { SecureContexts } from './secure-contexts.ts';
import type { Listening, Login, LoginAnswer } from './thread-calls.ts';

export type ProtocolSurroundings = {
  store: Store;
  log: Log;
  /** The settings now: they may be read again while the thread runs. */
  settings(): Settings;
  contexts: SecureContexts;
  /** Of all protocols. */
  listeners: readonly Listening[];
  reusePort: boolean;
  authenticate(login: Login): Promise<LoginAnswer>;
  /** Counts a protocol's connections over all threads; `perAddress` is asked each time. */
  admit(protocol: string, perAddress: () => number): Admit;
  /** Logs and counts a fault of ours. */
  internalError(reference: string, error: unknown): void;
};

export interface ServedProtocol {
  /** Resolves when every listener is bound; rejects with the system's error. */
  listen(): Promise<void>;
  /** Sessions get `graceful` milliseconds to finish what they do. */
  stop(how: { graceful: number }): Promise<void>;
}
