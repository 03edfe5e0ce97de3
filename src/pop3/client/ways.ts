// In which ways to log in, and in which order: what shows the least first. A pure function of what the server says.
// RFC 8314 §3, RFC 5034 §3, RFC 6856 §2.2

import { type Capabilities, mechanismsOf } from './capabilities.ts';
import { Pop3ClientError } from './error.ts';
import type { PasswordMechanism, Pop3Auth } from './options.ts';

export type Way = PasswordMechanism | 'OAUTHBEARER' | 'XOAUTH2' | 'EXTERNAL';

export type Situation = {
  /** Undefined: the server has no CAPA, or was not asked. */
  capabilities: Capabilities | undefined;
  /** Whether nobody on the way can read what is sent, or the caller allows it. */
  mayShowSecrets: boolean;
  /** Whether the TLS session can be bound: RFC 9266. */
  bindable: boolean;
};

/** Where the secret itself travels. */
const shows: ReadonlySet<Way> = new Set(['PLAIN', 'LOGIN', 'USER', 'OAUTHBEARER', 'XOAUTH2']);
const scrams = ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-1-PLUS', 'SCRAM-SHA-256', 'SCRAM-SHA-1'] as const;

const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text);

/** At least one. Throws Pop3ClientError 'unsupported' where there is none, and says why. */
export function waysToLogIn(auth: Pop3Auth, situation: Situation): Way[] {
  const possible = wanted(auth, situation).filter((way) => situation.bindable || !way.endsWith('-PLUS'));
  const ways = possible.filter((way) => situation.mayShowSecrets || !shows.has(way));
  if (ways.length > 0) return ways;
  throw new Pop3ClientError(
    'unsupported',
    possible.length > 0
      ? 'the server takes only what everybody on the way could read: use TLS, or allow it'
      : 'the server offers no way to log in that we could use',
  );
}

function wanted(auth: Pop3Auth, { capabilities }: Situation): Way[] {
  if ('external' in auth) return ['EXTERNAL'];
  if (auth.mechanism !== undefined) return [auth.mechanism];
  const offered = capabilities === undefined ? new Set<string>() : mechanismsOf(capabilities);
  // Without an offer XOAUTH2 it is: providers that take tokens and say nothing are of the older kind.
  if ('token' in auth) return offered.has('OAUTHBEARER') ? ['OAUTHBEARER'] : ['XOAUTH2'];
  const ways: Way[] = [...scrams, 'PLAIN' as const].filter((way) => offered.has(way));
  if (mayUseUser(auth, capabilities)) ways.push('USER');
  if (offered.has('LOGIN')) ways.push('LOGIN');
  return ways;
}

function mayUseUser(auth: { user: string; pass: string }, capabilities: Capabilities | undefined): boolean {
  // RFC 6856 §2.2: beyond ASCII only where the server says that it takes UTF-8 there.
  const takesUtf8 = capabilities?.get('UTF8')?.some((word) => word.toUpperCase() === 'USER') ?? false;
  if (!takesUtf8 && !isAscii(auth.user + auth.pass)) return false;
  // Many servers leave USER out of the list and take it: then it comes only where nothing else does.
  return capabilities === undefined || capabilities.has('USER') || mechanismsOf(capabilities).size === 0;
}
