// A session from nothing: a connection, TLS, and every step to the login; once more without CAPA where a server breaks
// at it.

import { dial, Outgoing, type PeerCertificate, WireError } from '../../wire/index.ts';
import { Conversation } from './conversation.ts';
import { assertCredentials, secretsOf } from './credentials.ts';
import { Pop3ClientError } from './error.ts';
import { type ClientLimits, defaultClientLimits } from './limits.ts';
import { CapaBroke, type OpenedSession, openSession, type Security } from './open-session.ts';
import type { Pop3ClientOptions } from './options.ts';
import { Redaction } from './redaction.ts';

export type TlsSession = { protocol: string; cipher: string; certificate: PeerCertificate };

export type Connected = OpenedSession & {
  conversation: Conversation;
  /** Undefined: the session is in the clear. */
  tls: TlsSession | undefined;
};

/** The longest time that a timer can be set to. */
const longestTimer = 2_147_483_647;

export async function connect(options: Pop3ClientOptions): Promise<Connected> {
  assertCredentials(options.auth);
  if (options.language !== undefined && !/^(\*|[A-Za-z0-9-]{1,60})$/.test(options.language))
    throw new RangeError('language is no language tag');
  try {
    return await attempt(options, options.capa ?? 'ask');
  } catch (error) {
    if (!(error instanceof CapaBroke)) throw error;
    const connected = await attempt(options, 'never');
    connected.conversation.noteQuirk('capa-breaks');
    return connected;
  }
}

async function attempt(options: Pop3ClientOptions, capa: 'ask' | 'never'): Promise<Connected> {
  const { host, tls = 'implicit', signal } = options;
  const port = options.port ?? (tls === 'implicit' ? 995 : 110);
  const limits: ClientLimits = { ...defaultClientLimits, ...options.limits };
  const log = options.log ?? (() => {});
  const redaction = new Redaction();
  for (const secret of secretsOf(options.auth)) redaction.add(secret);
  const outgoing = await reach(options, port, limits);
  const stopWatching = watch(outgoing, limits.session, signal);
  const conversation = new Conversation({
    transport: outgoing,
    limits,
    redaction,
    log: (event) => {
      if (event.event === 'closed' || event.event === 'failed') stopWatching();
      log(event);
    },
    now: options.now ?? (() => performance.now()),
  });
  const security: Security = {
    get secure() {
      return outgoing.tls !== undefined;
    },
    get channelBinding() {
      return outgoing.channelBinding;
    },
    async startTls() {
      await outgoing.startTls({
        ...options,
        servername: options.servername ?? host,
        milliseconds: limits.handshake,
      });
      const { protocol, cipher, certificate } = outgoing.tls!;
      const { pin, verified } = certificate;
      log({ event: 'tls', protocol, cipher, pin, verified });
    },
  };
  try {
    log({ event: 'connected', host, port, remoteAddress: outgoing.remoteAddress });
    if (tls === 'implicit')
      await security.startTls().catch((error: unknown) => {
        throw conversation.broken(error, 'the TLS handshake');
      });
    const opened = await openSession(conversation, security, { ...options, port, tls, capa });
    if (options.keepAlive !== undefined) conversation.keepAlive(options.keepAlive);
    return { ...opened, conversation, tls: outgoing.tls };
  } catch (error) {
    conversation.close();
    throw error;
  }
}

async function reach(options: Pop3ClientOptions, port: number, limits: ClientLimits): Promise<Outgoing> {
  const { host, localAddress, signal } = options;
  try {
    const socket = await dial({
      host,
      port,
      milliseconds: limits.connect,
      ...(localAddress !== undefined && { localAddress }),
      ...(signal && { signal }),
    });
    return new Outgoing(socket);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw new Pop3ClientError(error.reason, error.message, { cause: error });
  }
}

/** Ends the session by the caller's signal or when its time is over. Returns what stops that. */
function watch(outgoing: Outgoing, milliseconds: number, signal: AbortSignal | undefined): () => void {
  const abort = () => outgoing.fail('aborted', 'aborted by the caller', signal?.reason);
  const late = () => outgoing.fail('timeout-total', `the session took more than ${milliseconds} ms`);
  const timer = milliseconds <= longestTimer ? setTimeout(late, milliseconds) : undefined;
  timer?.unref();
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  return () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  };
}
