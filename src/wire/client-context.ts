// What a client brings to a handshake: whom it trusts, and its own certificate, if any.

import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

export type ClientIdentity = {
  /** PEM: the roots to trust, instead of the system's. */
  ca?: string | Buffer | readonly (string | Buffer)[];
  /** PEM: our own certificate, for servers that know their clients by one (SASL EXTERNAL). */
  certificate?: string | Buffer;
  /** PEM: the key of `certificate`. */
  key?: string | Buffer;
};

/** Reading some hundred roots takes 60 ms and a context of them 14 ms: made once, for all who ask for nothing else. */
let ordinary: SecureContext | undefined;

/** RFC 8996: nothing older than TLS 1.2. Throws when a certificate or key cannot be read. */
export function openClientContext({ ca, certificate, key }: ClientIdentity): SecureContext {
  if (ca === undefined && certificate === undefined) {
    ordinary ??= createSecureContext({ minVersion: 'TLSv1.2', ca: systemRoots() });
    return ordinary;
  }
  return createSecureContext({
    minVersion: 'TLSv1.2',
    ca: ca === undefined ? systemRoots() : [ca].flat(),
    ...(certificate !== undefined && { cert: certificate }),
    ...(key !== undefined && { key }),
  });
}

/** The system's, and NODE_EXTRA_CA_CERTS; where the system has none, those that the runtime carries. */
function systemRoots(): string[] {
  const system = getCACertificates('system');
  return [...(system.length > 0 ? system : getCACertificates('bundled')), ...getCACertificates('extra')];
}
