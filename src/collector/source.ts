// A source: a remote account whose letters are collected, as a person configured it. Its id in the store never changes
// when its host or its user does, so nothing is fetched again then.

import type { PasswordMechanism } from '../pop3/index.ts';
import type { AccountId, SourceId } from '../store/index.ts';
import type { Keep } from './keep.ts';

/** Where the secret is: sealed beside the source, what a command prints, or in a variable of our environment. */
export type SecretPlace =
  | { kind: 'stored' }
  | { kind: 'command'; command: string }
  | { kind: 'environment'; variable: string };

export type SourceSettings = {
  protocol: 'pop3';
  /** A name or an address. */
  host: string;
  port: number;
  tls: 'implicit' | 'starttls' | 'none';
  user: string;
  /** What the secret is. 'external': there is none, a client certificate says who we are. */
  auth: 'password' | 'token' | 'external';
  /** Only this way to log in; not given: what shows least of what the server offers, never APOP. */
  mechanism?: PasswordMechanism | 'OAUTHBEARER' | 'XOAUTH2';
  secret: SecretPlace;
  /** 'first-use': whoever's certificate was there at the first connection is believed, and pinned, from then on. */
  trust: 'authorities' | 'first-use';
  /** Keys of which the server must have one: SHA-256 of the public key, base64. */
  pins: string[];
  /** Roots that are believed instead of the system's: PEM. */
  authorities?: string;
  /** Where its letters go. */
  mailbox: string;
  keep: Keep;
  /** Seconds between the moment the policy wants a letter gone and its deletion. */
  grace: number;
  /** Letters that are deleted in one run at most. */
  mostDeletions: number;
  /** Seconds between two polls, at least 60; a server's LOGIN-DELAY counts where it is more. */
  every: number;
  newestFirst: boolean;
  enabled: boolean;
};

/** What a source has where nothing else was said. */
export const sourceDefaults = {
  protocol: 'pop3',
  tls: 'implicit',
  auth: 'password',
  secret: { kind: 'stored' },
  trust: 'authorities',
  pins: [],
  mailbox: 'INBOX',
  keep: { kind: 'everything' },
  grace: 86_400,
  mostDeletions: 1_000,
  every: 300,
  newestFirst: false,
  enabled: true,
} as const satisfies Partial<SourceSettings>;

/** 995 from the first octet (RFC 8314 §3.3), else 110. */
export const defaultPort = (tls: SourceSettings['tls']): number => (tls === 'implicit' ? 995 : 110);

/** A source as a run of the collector needs it. */
export type Source = { account: AccountId; id: SourceId; name: string; settings: SourceSettings };

export type SourceProblem =
  | {
      field: 'name' | 'host' | 'user' | 'mailbox' | 'command' | 'variable';
      what: 'empty' | 'control-characters';
    }
  | {
      field: 'port' | 'grace' | 'mostDeletions' | 'every';
      what: 'out-of-bounds';
      least: number;
      most: number;
    }
  | { field: 'pins'; what: 'no-pin'; value: string }
  /** A password or token in the clear. */
  | { field: 'tls'; what: 'plaintext' }
  | { field: 'mechanism'; what: 'not-for-this-secret' };

const bounds = {
  port: [1, 65_535],
  grace: [0, 10 * 366 * 86_400],
  mostDeletions: [0, 1_000_000],
  every: [60, 31 * 86_400],
} as const;

/** What is wrong with it; nothing, as a rule. 'plaintext' is a warning: it may be meant. */
export function sourceProblems(name: string, settings: SourceSettings): SourceProblem[] {
  const problems: SourceProblem[] = [];
  const text = (field: 'name' | 'host' | 'user' | 'mailbox' | 'command' | 'variable', value: string) => {
    if (value.trim() === '') problems.push({ field, what: 'empty' });
    else if (/\p{Cc}/u.test(value)) problems.push({ field, what: 'control-characters' });
  };
  text('name', name);
  text('host', settings.host);
  if (settings.auth !== 'external') text('user', settings.user);
  text('mailbox', settings.mailbox);
  if (settings.secret.kind === 'command') text('command', settings.secret.command);
  if (settings.secret.kind === 'environment') text('variable', settings.secret.variable);
  for (const field of ['port', 'grace', 'mostDeletions', 'every'] as const) {
    const [least, most] = bounds[field];
    const value = settings[field];
    if (!Number.isSafeInteger(value) || value < least || value > most)
      problems.push({ field, what: 'out-of-bounds', least, most });
  }
  for (const value of settings.pins)
    if (!/^[A-Za-z0-9+/]{43}=$/.test(value)) problems.push({ field: 'pins', what: 'no-pin', value });
  if (settings.tls === 'none' && settings.auth !== 'external' && settings.mechanism !== 'APOP')
    problems.push({ field: 'tls', what: 'plaintext' });
  const forTokens = settings.mechanism === 'OAUTHBEARER' || settings.mechanism === 'XOAUTH2';
  if (
    settings.mechanism !== undefined &&
    (settings.auth === 'external' || forTokens !== (settings.auth === 'token'))
  )
    problems.push({ field: 'mechanism', what: 'not-for-this-secret' });
  return problems;
}

/** As the store keeps it. */
export const formatSettings = (settings: SourceSettings): string => JSON.stringify(settings);

/** What an older Casilla wrote lacks what was added since. */
export function parseSettings(text: string): SourceSettings {
  return { ...sourceDefaults, ...(JSON.parse(text) as SourceSettings) };
}
