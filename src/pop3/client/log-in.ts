// From the greeting to the TRANSACTION state: one way after the other until the server takes one, or says no to the
// person and not to the way. RFC 1939 §4 and §7, RFC 5034

import { createHash } from 'node:crypto';
import type { ClientExchange } from '../../sasl/index.ts';
import {
  externalClient,
  loginClient,
  oauthBearerClient,
  plainClient,
  scramClient,
  xoauth2Client,
} from '../../sasl/index.ts';
import { type Capabilities, mechanismsOf } from './capabilities.ts';
import type { Conversation } from './conversation.ts';
import { Pop3ClientError } from './error.ts';
import type { Pop3Auth } from './options.ts';
import { refused } from './refused.ts';
import { runExchange } from './sasl-exchange.ts';
import type { Status } from './status.ts';
import { type Way, waysToLogIn } from './ways.ts';

export type LogInSituation = {
  auth: Pop3Auth;
  capabilities: Capabilities | undefined;
  mayShowSecrets: boolean;
  channelBinding: Uint8Array | undefined;
  /** The server's greeting: APOP's timestamp may be in it. */
  greeting: string;
  host: string;
  port: number;
};

/** What one way came to. `goOn`: the server said no to the way, not to the person. */
type Outcome = { kind: 'in' } | { kind: 'refused'; error: Pop3ClientError; goOn: boolean };

/** Resolves with the way that was taken. Rejects with Pop3ClientError. */
export async function logIn(conversation: Conversation, situation: LogInSituation): Promise<Way> {
  const ways = waysToLogIn(situation.auth, {
    ...situation,
    bindable: situation.channelBinding !== undefined,
  });
  let refusal: Pop3ClientError | undefined;
  for (const way of ways) {
    const outcome = await attempt(conversation, way, situation).catch((error: unknown): Outcome => {
      if (error instanceof RangeError) return { kind: 'refused', error: unfit(way, error), goOn: true };
      throw refusal ?? brokenOff(error, way);
    });
    if (outcome.kind === 'in') return way;
    refusal = outcome.error;
    if (!outcome.goOn) break;
  }
  throw refusal!;
}

/** A name or password that this way cannot carry may go in another. */
const unfit = (way: Way, cause: RangeError) =>
  new Pop3ClientError('unsupported', `${way}: ${cause.message}`, { cause });

/** Some servers close where others say no; before there was anything to say no to, it is a broken connection. */
function brokenOff(error: unknown, way: Way): unknown {
  if (!(error instanceof Pop3ClientError) || error.code !== 'reset' || error.command === 'USER') return error;
  const { command = way } = error;
  return new Pop3ClientError('login-ambiguous', 'the server closed the connection at the login', {
    command,
    cause: error,
  });
}

function attempt(conversation: Conversation, way: Way, situation: LogInSituation): Promise<Outcome> {
  const { auth } = situation;
  if (way === 'USER' && 'pass' in auth) return userAndPass(conversation, auth);
  if (way === 'APOP' && 'pass' in auth) return apop(conversation, auth, situation.greeting);
  return sasl(conversation, way, situation);
}

type Password = { user: string; pass: string };

async function userAndPass(conversation: Conversation, { user, pass }: Password): Promise<Outcome> {
  const { limits } = conversation;
  conversation.send([`USER ${octets(user)}`]);
  const named = await conversation.status('USER', limits.login);
  if (!named.ok) return verdict(named, 'USER', false);
  conversation.redaction.add(pass);
  conversation.send([`PASS ${octets(pass)}`], ['PASS ****']);
  return verdict(await conversation.status('PASS', limits.login), 'PASS', false);
}

/** RFC 1939 §7. The timestamp must be a msg-id, and ASCII: with other octets in it an attacker can compute passwords. */
async function apop(
  conversation: Conversation,
  { user, pass }: Password,
  greeting: string,
): Promise<Outcome> {
  const timestamp = /<[\x21-\x3b\x3d\x3f-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]+>/.exec(greeting)?.[0];
  if (timestamp === undefined)
    throw new Pop3ClientError('unsupported', 'the server does not offer APOP: no timestamp in its greeting');
  const digest = createHash('md5')
    .update(timestamp + pass, 'utf8')
    .digest('hex');
  conversation.send([`APOP ${octets(user)} ${digest}`], [`APOP ${octets(user)} ****`]);
  return verdict(await conversation.status('APOP', conversation.limits.login), 'APOP', false);
}

async function sasl(conversation: Conversation, way: Way, situation: LogInSituation): Promise<Outcome> {
  const command = `AUTH ${way}`;
  const { capabilities } = situation;
  // RFC 5034 §3: no initial response where the server does not say SASL.
  const withInitial = capabilities !== undefined && mechanismsOf(capabilities).size > 0;
  const exchange = exchangeOf(way, situation);
  const first = await runExchange(conversation, way, exchange, withInitial);
  if (first.status.ok) return { kind: 'in' };
  const token = 'token' in situation.auth;
  const unexplained = first.status.code === undefined && !first.challenged;
  if (token && unexplained && first.initial) {
    // Some providers want a token only behind a challenge.
    const second = await runExchange(conversation, way, exchangeOf(way, situation), false);
    if (second.status.ok) conversation.noteQuirk('no-initial-response');
    return second.status.ok ? { kind: 'in' } : verdict(second.status, command, true);
  }
  if (token) return verdict(first.status, command, true, exchange.refusal);
  // RFC 3206 §6: with AUTH-RESP-CODE no bare refusal is about the password; without, one more way decides it.
  return { kind: 'refused', error: refused(first.status, 'login', command), goOn: unexplained };
}

function exchangeOf(
  way: Way,
  { auth, channelBinding, capabilities, host, port }: LogInSituation,
): ClientExchange {
  if ('external' in auth) return externalClient(auth.user);
  if ('token' in auth)
    return way === 'OAUTHBEARER'
      ? oauthBearerClient(auth.user, auth.token, { host, port })
      : xoauth2Client(auth.user, auth.token);
  const { user, pass } = auth;
  if (way === 'PLAIN') return plainClient(user, pass);
  if (way === 'LOGIN') return loginClient(user, pass);
  const hash = way.startsWith('SCRAM-SHA-256') ? 'sha256' : 'sha1';
  // RFC 5802 §6: 'unannounced' only where the server does not seem to have -PLUS, or it takes us for betrayed.
  const offersPlus = capabilities !== undefined && mechanismsOf(capabilities).has(`${way}-PLUS`);
  const unbound = offersPlus ? undefined : channelBinding && 'unannounced';
  const binding = way.endsWith('-PLUS') ? channelBinding : unbound;
  return scramClient({ name: user, secret: pass, hash, ...(binding && { channelBinding: binding }) });
}

function verdict(status: Status, command: string, token: boolean, refusal?: string): Outcome {
  if (status.ok) return { kind: 'in' };
  const error = refused(status, token ? 'token' : 'login', command);
  if (refusal === undefined || !isFinal(refusal)) return { kind: 'refused', error, goOn: false };
  const { message, reply = '' } = error;
  const final = new Pop3ClientError('oauth-revoked', message, { command, reply, cause: error });
  return { kind: 'refused', error: final, goOn: false };
}

/** RFC 7628 §3.2.2: what a fresh token of the same grant does not help against. Never throws. */
function isFinal(refusal: string): boolean {
  return /"(status|error)"\s*:\s*"?(insufficient_scope|access_denied|invalid_scope|403)\b/i.test(refusal);
}

/** Text as the octets of its UTF-8, which the connection writes as Latin-1. */
const octets = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
