// From credentials to the TRANSACTION state, the same way for PASS and AUTH. RFC 1939 §4

import { Drop } from './drop.ts';
import type { Maildrop } from './maildrop.ts';
import { ok, type Reply } from './reply.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';
import { transaction } from './transaction.ts';

type Credentials = { name: string; secret: string; mechanism: string };

/** Rejects with what the keeper rejects with. */
export async function logIn(session: Session, { name, secret, mechanism }: Credentials): Promise<Reply> {
  const { connection, surroundings } = session;
  const secure = connection.secure;
  session.attempt = { name, mechanism };
  connection.flush();
  const maildrop = await open(session, { name, secret, mechanism });
  session.hold(maildrop);
  const drop = new Drop(maildrop, surroundings.listings);
  session.drop = drop;
  session.table = transaction;
  const { count: messages, octets } = drop;
  surroundings.log({ event: 'login', session: session.number, name, mechanism, secure, messages, octets });
  return ok(texts.loggedIn(name, messages, octets));
}

async function open(session: Session, credentials: Credentials): Promise<Maildrop> {
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
