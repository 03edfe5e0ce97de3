// An IMAP server: its listeners, its sessions, its end. What keeps the mail is the caller's. RFC 9051, RFC 3501

import { randomBytes } from 'node:crypto';
import { plain } from '../sasl/index.ts';
import {
  type Admit,
  type ChooseContext,
  type Connection,
  createConnectionCount,
  isLoopback,
  type Listener,
  openListener,
} from '../wire/index.ts';
import type { OpenAccount } from './backend.ts';
import type { ImapEvent } from './event.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { Session } from './server/session.ts';
import type { Surroundings } from './server/surroundings.ts';
import { texts } from './server/texts.ts';
import { readLimitsBeforeLogin } from './syntax/limits.ts';

export type ListenAddress = {
  /** An address of this machine; all of them when left out. */
  host?: string;
  /** 0: a free one. */
  port: number;
  /** 'implicit': from the first octet (RFC 8314 §3.2). 'starttls': when the client says STARTTLS. */
  tls: 'implicit' | 'starttls' | 'none';
  /** Lets other threads listen on the same port. */
  reusePort?: boolean;
};

export type ImapServerOptions = {
  /** Checks credentials and opens an account. */
  open: OpenAccount;
  listen: readonly ListenAddress[];
  /** Asked for each handshake: the context may change while the server runs. */
  secureContext?: ChooseContext;
  /** Whether a password may come from this address without TLS. Default: only from this machine. */
  allowPlaintext?: (remoteAddress: string) => boolean;
  /** The name to greet with. Default: none. */
  hostName?: string;
  /** What ID calls this server (RFC 2971). Default: Casilla, without a version. */
  implementation?: { name: string; version?: string };
  limits?: Partial<Limits>;
  /** Addresses and CIDR blocks of proxies, whose PROXY protocol header is demanded, and believed. */
  proxies?: readonly string[];
  /** Counts connections, where the caller counts over several servers. Default: by the limits. */
  admit?: Admit;
  log?: (event: ImapEvent) => void;
  /** A fault of ours or of the keeper's; the client was told the reference. */
  onInternalError?: (reference: string, error: unknown) => void;
  /** Milliseconds, from any origin. */
  now?: () => number;
};

export type BoundAddress = { host: string; port: number; tls: ListenAddress['tls'] };

export interface ImapServer {
  /** Sessions under way. */
  readonly sessions: number;
  /** Faults since the start. */
  readonly internalErrors: number;
  /** Listens; rejects with the system's error (EADDRINUSE, EACCES), and then listens nowhere. */
  start(): Promise<BoundAddress[]>;
  /**
   * Accepts no more; each session finishes its command and ends with BYE. After `graceful` milliseconds connections are
   * broken off.
   */
  stop(options?: { graceful?: number }): Promise<void>;
}

/** Throws TypeError when a listener wants TLS and there is no `secureContext`. */
export function createImapServer(options: ImapServerOptions): ImapServer {
  const { secureContext } = options;
  if (secureContext === undefined && options.listen.some(({ tls }) => tls !== 'none'))
    throw new TypeError('a listener with TLS needs secureContext');
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const log = options.log ?? (() => {});
  const admit =
    options.admit ??
    createConnectionCount({ total: limits.connections, perAddress: limits.connectionsPerAddress });
  const running = new Map<Session, Promise<void>>();
  let listeners: Listener[] = [];
  let count = 0;
  let internalErrors = 0;

  const surroundings: Surroundings = {
    open: options.open,
    limits,
    hostName: options.hostName ?? '',
    implementation: options.implementation ?? { name: 'Casilla' },
    mechanisms: [plain],
    allowPlaintext: options.allowPlaintext ?? isLoopback,
    log,
    fault: (error) => {
      internalErrors++;
      const reference = randomBytes(4).toString('hex');
      options.onInternalError?.(reference, error);
      return reference;
    },
    now: options.now ?? (() => performance.now()),
  };

  const serve = (connection: Connection, tls: ListenAddress['tls']) => {
    const session = new Session(++count, connection, {
      ...surroundings,
      ...(tls === 'starttls' && secureContext && { tls: secureContext }),
    });
    running.set(
      session,
      session.run().finally(() => running.delete(session)),
    );
  };

  const listen = (address: ListenAddress) =>
    openListener({
      port: address.port,
      ...(address.host !== undefined && { host: address.host }),
      ...(address.reusePort && { reusePort: true }),
      ...(address.tls === 'implicit' && secureContext && { tls: secureContext }),
      ...(options.proxies && { proxies: options.proxies }),
      admit,
      refusal: `* BYE [UNAVAILABLE] ${texts.tooMany}\r\n`,
      handshakeMilliseconds: limits.handshake,
      lineLimit: readLimitsBeforeLogin.line,
      connected: (connection) => serve(connection, address.tls),
      failed: (reason, remoteAddress) => log({ event: 'not-connected', reason, remoteAddress }),
    });

  const closeListeners = async () => {
    const closing = listeners;
    listeners = [];
    await Promise.all(closing.map((listener) => listener.close()));
  };

  return {
    get sessions() {
      return running.size;
    },
    get internalErrors() {
      return internalErrors;
    },

    async start() {
      const opened = await Promise.allSettled(options.listen.map(listen));
      listeners = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      const failed = opened.find((result) => result.status === 'rejected');
      if (failed) {
        await closeListeners();
        throw failed.reason;
      }
      return listeners.map(({ host, port }, at) => ({ host, port, tls: options.listen[at]!.tls }));
    },

    async stop({ graceful = 0 } = {}) {
      await closeListeners();
      for (const session of running.keys()) session.stop();
      await settled([...running.values()], graceful);
      for (const session of running.keys()) session.connection.destroy();
      await settled([...running.values()], limits.farewell);
    },
  };
}

/** Waits for all, at most so many milliseconds. */
async function settled(runs: readonly Promise<void>[], milliseconds: number): Promise<void> {
  if (runs.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([Promise.all(runs), passed]);
  clearTimeout(timer);
}
