// TLS on a socket that is already there: for listeners that begin with it and for those that are asked to (STLS,
// STARTTLS). Which protocol comes afterwards is not known here.

import type { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';

/**
 * Called for each handshake, first without a name, then with the one that the client asks for (RFC 6066 §3): what it
 * answers may change at any time. An unknown name gets the context without a name.
 */
export type ChooseContext = (servername: string | undefined) => SecureContext | undefined;

export type CertificatePair = {
  /** PEM: the certificate, then those that lead to its issuer. */
  certificate: string | Buffer;
  key: string | Buffer;
  /** 48 octets, the same in all threads, so that a client may resume with any of them (RFC 5077). */
  ticketKeys?: Buffer;
};

/** Throws when the key is not the certificate's, or either cannot be read. RFC 8996: nothing older than TLS 1.2. */
export function openSecureContext({ certificate, key, ticketKeys }: CertificatePair): SecureContext {
  return createSecureContext({
    cert: certificate,
    key,
    minVersion: 'TLSv1.2',
    honorCipherOrder: true,
    ...(ticketKeys && { ticketKeys }),
  });
}

/**
 * The server's half of a handshake. Resolves with undefined when the peer failed, left or took longer than
 * `milliseconds`; the socket is then destroyed. Octets that the socket still holds belong to the handshake.
 */
export function acceptTls(
  socket: Duplex,
  choose: ChooseContext,
  milliseconds: number,
): Promise<TLSSocket | undefined> {
  const secureContext = choose(undefined);
  if (secureContext === undefined) {
    socket.destroy();
    return Promise.resolve(undefined);
  }
  return new Promise((resolve) => {
    const secured = new TLSSocket(socket, {
      isServer: true,
      secureContext,
      allowHalfOpen: true,
      SNICallback: (servername, done) => done(null, choose(servername) ?? secureContext),
    } as ConstructorParameters<typeof TLSSocket>[1]);
    const settle = (result: TLSSocket | undefined) => {
      clearTimeout(deadline);
      secured.removeListener('secure', succeed).removeListener('end', fail).removeListener('close', fail);
      resolve(result);
    };
    const succeed = () => settle(secured);
    const fail = () => {
      secured.destroy();
      socket.destroy();
      settle(undefined);
    };
    const deadline = setTimeout(fail, milliseconds);
    // A fault of the handshake comes as '_tlsError' on the server's half, later ones as 'error'; both end in 'close'.
    secured.on('error', fail).on('_tlsError', fail).on('secure', succeed);
    // A peer that said its last word before the handshake was done will not finish it.
    secured.on('end', fail).on('close', fail);
    socket.on('error', fail);
  });
}
