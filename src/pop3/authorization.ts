// The AUTHORIZATION state. RFC 1939 §4 and §7, RFC 5034, RFC 2595 §4

import { beginAuth } from './auth.ts';
import { capabilities } from './capa.ts';
import { logIn } from './login.ts';
import { error, formatOk, ok } from './reply.ts';
import type { Table } from './session.ts';
import { texts } from './texts.ts';

export const authorization: Table = {
  CAPA: capabilities,
  AUTH: beginAuth,

  // The same answer for every name (RFC 1939 §13), and none at all where its secret must not follow.
  USER: (session, { name }) => {
    if (!session.allowsPlaintext) return error(texts.needsTls);
    session.userName = name;
    return ok(texts.giveSecret);
  },

  PASS: (session, { secret }) => {
    if (!session.allowsPlaintext) return error(texts.needsTls);
    if (session.userName === undefined) return error(texts.giveUser);
    return logIn(session, { name: session.userName, secret, mechanism: 'USER' });
  },

  // What came in the clear behind STLS may be somebody else's: it is never carried over into TLS.
  STLS: ({ connection, surroundings }) => {
    if (connection.secure) return error(texts.tlsActive);
    if (surroundings.tls === undefined) return error(texts.noTls);
    if (connection.buffered > 0) return error(texts.tlsPipelined);
    return { kind: 'tls', line: formatOk(texts.beginTls) };
  },

  QUIT: (session) => {
    session.leaving = 'quit';
    return ok(texts.signingOff(session.surroundings.hostName));
  },
};
