// How to reach the server of a source, as the POP3 client wants it.

import type { ClientLimits, PeerCertificate, Pop3Auth, Pop3ClientOptions } from '../pop3/index.ts';
import type { SourceSettings } from './source.ts';

export type Reach = {
  settings: SourceSettings;
  /** null: a client certificate says who we are. */
  secret: string | null;
  limits?: Partial<ClientLimits>;
  log?: Pop3ClientOptions['log'];
  signal?: AbortSignal;
  /** CAPA ended a session with this server before. */
  withoutCapa?: boolean;
  /** Told of a key that nobody vouched for and that is believed from now on. */
  onFirstUse?: (certificate: PeerCertificate) => void;
};

/** Milliseconds without a command after which NOOP is sent: some servers end a session after a minute. */
const keepAlive = 30_000;

/** Letters of some kilobytes on a line of 100 ms: as many as its octets allow, and no more than two packets of commands. */
const window = { commands: 250 };

export function clientOptions(reach: Reach): Pop3ClientOptions {
  const { settings, limits, log, signal, onFirstUse } = reach;
  const { host, port, tls, pins, trust, authorities } = settings;
  const trusting = trust === 'first-use' && pins.length === 0 && onFirstUse !== undefined;
  return {
    host,
    port,
    tls,
    auth: authOf(reach),
    // Whoever configured a source without TLS was told what that means.
    allowPlaintext: tls === 'none',
    keepAlive,
    window,
    ...(pins.length > 0 && { pins }),
    ...(trusting && {
      trust: (certificate: PeerCertificate) => {
        onFirstUse(certificate);
        return true;
      },
    }),
    ...(authorities !== undefined && { ca: authorities }),
    ...(reach.withoutCapa && { capa: 'never' as const }),
    ...(limits && { limits }),
    ...(log && { log }),
    ...(signal && { signal }),
  };
}

function authOf({ settings: { auth, user, mechanism }, secret }: Reach): Pop3Auth {
  switch (auth) {
    case 'external':
      return { external: true, ...(user !== '' && { user }) };
    case 'token':
      return {
        user,
        token: secret ?? '',
        ...((mechanism === 'OAUTHBEARER' || mechanism === 'XOAUTH2') && { mechanism }),
      };
    case 'password':
      return {
        user,
        pass: secret ?? '',
        ...(mechanism !== undefined &&
          mechanism !== 'OAUTHBEARER' &&
          mechanism !== 'XOAUTH2' && { mechanism }),
      };
  }
}
