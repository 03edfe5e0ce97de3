// Every step from a fresh connection to the TRANSACTION state, and what was learned on the way. RFC 1939 §4, RFC 2449
// §5, RFC 2595 §4, RFC 6856

import { type Capabilities, parseCapabilities } from './capabilities.ts';
import type { Conversation } from './conversation.ts';
import { Pop3ClientError } from './error.ts';
import { logIn } from './log-in.ts';
import type { Pop3ClientOptions } from './options.ts';
import { refused } from './refused.ts';
import type { Way } from './ways.ts';

/** What a session needs of its connection beyond octets. */
export interface Security {
  readonly secure: boolean;
  readonly channelBinding: Uint8Array | undefined;
  /** Rejects with WireError when TLS cannot begin, the connection gone. */
  startTls(): Promise<void>;
}

export type OpenedSession = {
  /** The server's first words, without `+OK`. */
  greeting: string;
  /** As they are behind the login; empty where the server has no CAPA. */
  capabilities: Capabilities;
  mechanism: Way;
  /** Whether the server was asked for UTF-8, and said yes. */
  utf8: boolean;
};

type Options = Pick<Pop3ClientOptions, 'auth' | 'allowPlaintext' | 'utf8' | 'language'> & {
  host: string;
  port: number;
  tls: 'implicit' | 'starttls' | 'none';
  capa: 'ask' | 'never';
};

/** CAPA ended the connection, or got no answer: the caller may try again without it. */
export class CapaBroke extends Error {}

/** Rejects with Pop3ClientError, or CapaBroke; the session is gone. */
export async function openSession(
  conversation: Conversation,
  security: Security,
  options: Options,
): Promise<OpenedSession> {
  const greeting = await conversation.status('the connection', conversation.limits.greeting);
  if (!greeting.ok) throw conversation.fail(refused(greeting, 'greeting', 'the connection'));
  if (options.tls === 'starttls') await startTls(conversation, security);
  const ask = () => readCapabilities(conversation, options.capa);
  const before = await ask();
  const utf8 =
    (options.utf8 ?? false) && (before?.has('UTF8') ?? false) && (await succeeds(conversation, 'UTF8'));
  if (options.language !== undefined && before?.has('LANG'))
    await succeeds(conversation, `LANG ${options.language}`);
  const mechanism = await logIn(conversation, {
    auth: options.auth,
    capabilities: before,
    mayShowSecrets: security.secure || options.allowPlaintext === true,
    channelBinding: security.channelBinding,
    greeting: greeting.text,
    host: options.host,
    port: options.port,
  });
  conversation.note({ event: 'login', mechanism });
  // RFC 2449 §5: some capabilities differ behind the login.
  const after = before && (await ask());
  if (before && !after) conversation.noteQuirk('capa-refused-after-login');
  return { greeting: greeting.text, capabilities: after ?? before ?? new Map(), mechanism, utf8 };
}

/**
 * RFC 2595 §4. CAPA is not asked before: what it said in the clear would have to be forgotten, and whoever took STLS out
 * of it would have taken the TLS away.
 */
async function startTls(conversation: Conversation, security: Security): Promise<void> {
  conversation.send(['STLS']);
  const status = await conversation.status('STLS');
  if (!status.ok) {
    const { message, reply = '' } = refused(status, 'command', 'STLS');
    throw conversation.fail(new Pop3ClientError('tls-proto', message, { command: 'STLS', reply }));
  }
  if (conversation.unread > 0)
    throw conversation.fail(
      new Pop3ClientError('tls-proto', 'octets came between the reply to STLS and TLS', { command: 'STLS' }),
    );
  try {
    await security.startTls();
  } catch (error) {
    throw conversation.broken(error, 'STLS');
  }
  conversation.forget();
}

/** Undefined: the server has no CAPA. RFC 2449 §5 */
async function readCapabilities(
  conversation: Conversation,
  capa: 'ask' | 'never',
): Promise<Capabilities | undefined> {
  if (capa === 'never') return undefined;
  const lines: string[] = [];
  try {
    conversation.send(['CAPA']);
    const status = await conversation.status('CAPA', conversation.limits.capa);
    if (!status.ok) return undefined;
    await conversation.lines('CAPA', conversation.limits.capabilities, (line) => lines.push(line));
  } catch (error) {
    const broke = error instanceof Pop3ClientError && /^(reset|timeout-idle)$/.test(error.code);
    throw broke ? new CapaBroke('the server broke at CAPA', { cause: error }) : error;
  }
  return parseCapabilities(lines);
}

async function succeeds(conversation: Conversation, line: string): Promise<boolean> {
  conversation.send([line]);
  return (await conversation.status(line)).ok;
}
