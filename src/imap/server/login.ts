// LOGIN, and what it has in common with AUTHENTICATE: from credentials to the authenticated state. RFC 9051 §6.2

import type { Account } from '../backend.ts';
import type { Command } from '../syntax/command.ts';
import { type Answer, bad, no, ok } from './answer.ts';
import { formatCapabilities } from './capability.ts';
import type { Session } from './session.ts';
import { authenticated } from './tables.ts';
import { texts } from './texts.ts';

const control = /[\x00-\x1f\x7f]/;

export type Credentials = { name: string; secret: string; mechanism: string };

export function login(
  session: Session,
  { name, secret }: Extract<Command, { verb: 'LOGIN' }>,
): Answer | Promise<Answer> {
  if (!session.allowsPlaintext) return no(texts.needsTls, 'PRIVACYREQUIRED');
  // A literal may hold them, no account and no log should.
  if (control.test(name) || control.test(secret)) return bad(texts.badArguments('LOGIN'));
  return logIn(session, { name, secret, mechanism: 'LOGIN' });
}

/** Rejects with what the keeper rejects with. */
export async function logIn(session: Session, credentials: Credentials): Promise<Answer> {
  const { connection, surroundings } = session;
  const { name, mechanism } = credentials;
  session.attempt = { name, mechanism };
  connection.flush();
  session.account = await open(session, credentials);
  session.table = authenticated;
  session.reader.loggedIn();
  surroundings.log({ event: 'login', session: session.number, name, mechanism, secure: connection.secure });
  // RFC 9051 §6.2.2: spares the client a question.
  return ok(texts.loggedIn, `CAPABILITY ${formatCapabilities(session)}`);
}

async function open(session: Session, credentials: Credentials): Promise<Account> {
  const { connection, surroundings } = session;
  const { remoteAddress } = connection.ends;
  session.opening = new AbortController();
  const { signal } = session.opening;
  try {
    return await surroundings.open({ ...credentials, remoteAddress, secure: connection.secure, signal });
  } finally {
    session.opening = undefined;
  }
}
