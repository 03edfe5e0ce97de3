// What main and its threads ask each other.

import type { Progress } from '../collector/index.ts';
import type { Settings } from '../config/index.ts';
import type { StorePort, VerifyReport } from '../store/index.ts';
import type { Certificate } from './certificates.ts';
import type { ConnectionTables } from './connection-table.ts';
import type { LettersRequest } from './letters-desk.ts';
import type { Reply } from './reply.ts';
import type { NumberedRequest } from './sources-relay.ts';

export type ListeningProtocol = 'pop3' | 'pop3s' | 'imap' | 'imaps' | 'smtp' | 'lmtp';
export type Listening = { protocol: ListeningProtocol; host: string; port: number };

export type Login = {
  name: string;
  password: string;
  address: string;
  protocol: 'pop3' | 'imap';
};
export type LoginAnswer =
  | { kind: 'ok'; account: number; name: string }
  | { kind: 'refused' }
  | { kind: 'throttled'; seconds: number }
  | { kind: 'unavailable' };

/** What every thread may ask of main. */
export type MainCalls = {
  authenticate(login: Login): Promise<LoginAnswer>;
  /** A fault of ours was logged under this reference: counted. */
  internalError(fault: { reference: string }): void;
  verifyProgress(at: { done: number; total: number }): void;
  /** Of the request with this number. */
  sourcesProgress(at: { number: number; progress: Progress }): void;
};

/** What a protocol thread is started with. */
export type ProtocolThreadData = {
  store: StorePort;
  name: string;
  /** Which of the connection tables is its own. */
  number: number;
  connections: ConnectionTables;
  settings: Settings;
  certificates: Certificate[];
  /** 48 octets, the same in every thread, so that a TLS session begun in one is resumed in another. */
  ticketKeys: Uint8Array;
  listeners: Listening[];
  reusePort: boolean;
};
export type ProtocolCalls = {
  /** Resolves when every listener is bound. */
  listen(input: null): Promise<void>;
  reload(input: { settings: Settings; certificates: Certificate[]; ticketKeys: Uint8Array }): Promise<void>;
  /** Stops accepting; sessions get `graceful` milliseconds to finish what they do. */
  stop(input: { graceful: number }): Promise<void>;
};

export type ChoresThreadData = { store: StorePort; settings: Settings };
export type ChoresCalls = {
  verify(input: null): Promise<VerifyReport>;
  letters(request: LettersRequest): Promise<Reply>;
  sources(request: NumberedRequest): Promise<Reply>;
  /** A client of the local socket is gone. */
  clientLeft(input: { client: number }): Promise<void>;
  reload(settings: Settings): Promise<void>;
  /** Runs of sources get `graceful` milliseconds to come to their end. */
  stop(input: { graceful: number }): Promise<void>;
};
