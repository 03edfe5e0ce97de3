// Opens a connection to somebody else's server. What is spoken over it is not known here.

import { connect, type Socket } from 'node:net';
import { WireError, type WireFailure } from './wire-error.ts';

export type DialOptions = {
  /** A name or an address. */
  host: string;
  port: number;
  /** The address of this machine to come from. */
  localAddress?: string;
  /** Milliseconds for all addresses of the name together. */
  milliseconds: number;
  signal?: AbortSignal;
};

const reasons: Record<string, WireFailure> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NONAME: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  ETIMEDOUT: 'timeout-connect',
};

/**
 * Milliseconds for each address but the last: the runtime gives an address up when it turns to the next, so the 250 ms
 * of RFC 8305 §5, where attempts go on side by side, would cut off whoever is far away.
 */
const perAddress = 2_000;

/** Rejects with WireError: 'dns', 'refused', 'timeout-connect', 'reset', 'aborted'. */
export function dial({ host, port, localAddress, milliseconds, signal }: DialOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal));
    const socket = connect({
      host,
      port,
      ...(localAddress !== undefined && { localAddress }),
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 60_000,
      autoSelectFamilyAttemptTimeout: perAddress,
    });
    const settle = () => {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', abort);
      socket.removeListener('error', fail);
    };
    const fail = (error: Error) => {
      settle();
      // Whatever still happens to it, an unheard error ends the process.
      socket.on('error', () => {});
      socket.destroy();
      reject(error instanceof WireError ? error : dialError(host, port, error));
    };
    const abort = () => fail(aborted(signal!));
    const deadline = setTimeout(
      () => fail(new WireError('timeout-connect', `no connection to ${host}:${port} in ${milliseconds} ms`)),
      milliseconds,
    );
    signal?.addEventListener('abort', abort);
    socket.on('error', fail).once('connect', () => {
      settle();
      // Until somebody reads, nothing may be lost.
      socket.pause();
      resolve(socket);
    });
  });
}

export function aborted(signal: AbortSignal): WireError {
  return new WireError('aborted', 'aborted by the caller', { cause: signal.reason });
}

function dialError(host: string, port: number, cause: Error): WireError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  return new WireError(reasons[code] ?? 'reset', `no connection to ${host}:${port}: ${code}`, { cause });
}
