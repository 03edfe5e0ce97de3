// The client's half of a TLS handshake, and the decision whether the peer is who it should be. RFC 8314 §4.2, RFC 7817

import type { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { type ClientIdentity, openClientContext } from './client-context.ts';
import { aborted } from './dial.ts';
import { describeCertificate, type PeerCertificate } from './peer-certificate.ts';
import { WireError } from './wire-error.ts';

export type ConnectTlsOptions = ClientIdentity & {
  /** Whom the certificate must be for; sent to the server as well (SNI), unless it is an address. */
  servername: string;
  /** Keys of which the server must have one (see PeerCertificate.pin); then nobody else needs to vouch for it. */
  pins?: readonly string[];
  /**
   * Decides about a certificate when there are no pins: trust on first use. Default: trust what is verified. Called
   * before anything is said to the server.
   */
  trust?: (certificate: PeerCertificate) => boolean | Promise<boolean>;
  /** Milliseconds of the handshake; the time that `trust` takes does not count. */
  milliseconds: number;
  signal?: AbortSignal;
};

export type Secured = { socket: TLSSocket; certificate: PeerCertificate };

/**
 * Rejects with WireError, the socket destroyed: 'tls-proto', 'tls-verify', 'pin-mismatch', 'timeout-connect', 'reset',
 * 'aborted'. Throws what openClientContext throws.
 */
export async function connectTls(plain: Socket, options: ConnectTlsOptions): Promise<Secured> {
  const socket = await shakeHands(plain, options);
  try {
    const certificate = describeCertificate(
      socket.getPeerX509Certificate() as X509Certificate,
      problem(socket),
    );
    await decide(certificate, options);
    if (options.signal?.aborted) throw aborted(options.signal);
    return { socket, certificate };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function shakeHands(plain: Socket, options: ConnectTlsOptions): Promise<TLSSocket> {
  const { servername, milliseconds, signal } = options;
  const secureContext = openClientContext(options);
  return new Promise((resolve, reject) => {
    const socket = connect({
      socket: plain,
      host: servername,
      // RFC 6066 §3: an address is no server name.
      ...(isIP(servername) === 0 && { servername }),
      secureContext,
      // The certificate is looked at behind the handshake, so that a pin or a person may vouch for it.
      rejectUnauthorized: false,
    });
    const settle = () => {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', abort);
      for (const event of ['error', 'close'] as const) plain.removeListener(event, fail);
      for (const event of ['error', 'close', 'end'] as const) socket.removeListener(event, fail);
    };
    const fail = (error?: unknown) => {
      settle();
      // Both may still fail, and an unheard error ends the process.
      for (const each of [socket, plain]) each.on('error', () => {}).destroy();
      reject(error instanceof WireError ? error : handshakeError(error));
    };
    const abort = () => fail(aborted(signal!));
    const late = new WireError('timeout-connect', `no TLS with ${servername} in ${milliseconds} ms`);
    const deadline = setTimeout(() => fail(late), milliseconds);
    signal?.addEventListener('abort', abort);
    for (const event of ['error', 'close'] as const) plain.on(event, fail);
    for (const event of ['error', 'close', 'end'] as const) socket.on(event, fail);
    socket.once('secureConnect', () => {
      settle();
      socket.pause();
      plain.on('error', () => {});
      resolve(socket);
    });
  });
}

function handshakeError(cause: unknown): WireError {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (!(cause instanceof Error) || code === 'ECONNRESET' || code === 'EPIPE')
    return new WireError('reset', 'the server broke off in the TLS handshake', { cause });
  return new WireError('tls-proto', `no TLS: ${code || cause.message}`, { cause });
}

/** Why the runtime does not trust the peer. `authorizationError` is a code, whatever its type says. */
function problem(socket: TLSSocket): string | undefined {
  return socket.authorized ? undefined : String(socket.authorizationError);
}

async function decide(
  certificate: PeerCertificate,
  { pins, trust, servername }: ConnectTlsOptions,
): Promise<void> {
  if (pins !== undefined) {
    if (pins.includes(certificate.pin)) return;
    throw new WireError('pin-mismatch', `${servername} has another key than before: ${certificate.pin}`);
  }
  if (trust ? await trust(certificate) : certificate.verified) return;
  const why = certificate.problem ?? 'not trusted by the caller';
  throw new WireError('tls-verify', `the certificate of ${servername} is not trusted: ${why}`);
}
