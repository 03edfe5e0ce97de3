// What whoever opens a session says.

import type { ClientIdentity, PeerCertificate } from '../../wire/index.ts';
import type { Pop3ClientEvent } from './event.ts';
import type { ClientLimits, Window } from './limits.ts';

/** Names, passwords and tokens hold no NUL, CR or LF; they are sent as UTF-8. */
export type Pop3Auth =
  | {
      user: string;
      pass: string;
      /**
       * Only this way. Default: what shows least of what the server offers: SCRAM, then PLAIN, USER and PASS, LOGIN.
       * APOP (MD5 over a password that the server must keep readable) is never chosen without being asked for.
       */
      mechanism?: PasswordMechanism;
    }
  /** A token of OAuth 2.0, of any length. Default: OAUTHBEARER where it is offered, else XOAUTH2. */
  | { user: string; token: string; mechanism?: 'OAUTHBEARER' | 'XOAUTH2' }
  /** The client certificate says who we are; `user`: whom to act for. */
  | { external: true; user?: string };

export type PasswordMechanism =
  | 'SCRAM-SHA-256-PLUS'
  | 'SCRAM-SHA-1-PLUS'
  | 'SCRAM-SHA-256'
  | 'SCRAM-SHA-1'
  | 'PLAIN'
  | 'LOGIN'
  /** USER and PASS. */
  | 'USER'
  | 'APOP';

export type Pop3ClientOptions = ClientIdentity & {
  /** A name or an address. */
  host: string;
  /** Default: 995 with implicit TLS, else 110. */
  port?: number;
  /** Default: 'implicit', from the first octet (RFC 8314 §3.2). 'starttls': STLS, or no session at all. */
  tls?: 'implicit' | 'starttls' | 'none';
  auth: Pop3Auth;
  /** Whether a password or token may be sent where everybody on the way can read it. Default: no. */
  allowPlaintext?: boolean;
  /** Whom the certificate must be for. Default: `host`. */
  servername?: string;
  /** Keys that the server must have one of, whoever vouches for it: PeerCertificate.pin. */
  pins?: readonly string[];
  /** Decides about a certificate where there are no pins. Default: what a root vouches for. */
  trust?: (certificate: PeerCertificate) => boolean | Promise<boolean>;
  /** 'never': for a server that is known to break at CAPA; then only USER and PASS, or what `auth` demands. */
  capa?: 'ask' | 'never';
  /** Asks for letters with UTF-8 in their headers as they are, where the server can (RFC 6856 §2). Default: no. */
  utf8?: boolean;
  /** A language for the server's words, where it has one (RFC 6856 §3): a tag such as `es`. */
  language?: string;
  /** Default: 100 commands, 4 MiB; one command where the server does not say PIPELINING. */
  window?: Partial<Window>;
  /** Milliseconds without a command after which NOOP is sent. Default: none is. */
  keepAlive?: number;
  /** The address of this machine to come from. */
  localAddress?: string;
  limits?: Partial<ClientLimits>;
  /** Told what happens, without secrets and letters. */
  log?: (event: Pop3ClientEvent) => void;
  /** Milliseconds, from any origin. */
  now?: () => number;
  /** Breaks the session off, at any time. */
  signal?: AbortSignal;
};
