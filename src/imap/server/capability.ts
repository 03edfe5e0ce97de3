// CAPABILITY: what can be used now, on this connection. Each name stands for the whole of its RFC. RFC 9051 §6.1.1 and §7.2.2

import { type Answer, ok } from './answer.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

const inAnyState = ['IMAP4rev1', 'IMAP4rev2', 'SASL-IR', 'ENABLE', 'ID'];

/** What only somebody who is logged in can use. LITERAL+ too: strangers get the smaller LITERAL- (RFC 7888 §5). */
const afterLogin = [
  'LITERAL+',
  'NAMESPACE',
  'CHILDREN',
  'UNSELECT',
  'IDLE',
  'UIDPLUS',
  'MOVE',
  'MULTIAPPEND',
  'LIST-EXTENDED',
  'LIST-STATUS',
  'STATUS=SIZE',
  'SPECIAL-USE',
  'CREATE-SPECIAL-USE',
  'CONDSTORE',
  'QRESYNC',
  'ESEARCH',
  'SEARCHRES',
  'WITHIN',
  'BINARY',
  'UTF8=ACCEPT',
  'OBJECTID',
  'SAVEDATE',
  'QUOTA',
  'QUOTA=RES-STORAGE',
  'QUOTA=RES-MESSAGE',
];

export function capability(session: Session): Answer {
  session.connection.write(`* CAPABILITY ${formatCapabilities(session)}\r\n`);
  return ok(texts.completed('CAPABILITY'));
}

/** The names, for responses and response codes. */
export function formatCapabilities(session: Session): string {
  const { connection, surroundings, account, allowsPlaintext } = session;
  if (account !== undefined)
    return [...inAnyState, ...afterLogin, `APPENDLIMIT=${surroundings.limits.message}`].join(' ');
  const mechanisms = surroundings.mechanisms.filter(({ plaintext }) => allowsPlaintext || !plaintext);
  return [
    ...inAnyState,
    'LITERAL-',
    ...(surroundings.tls !== undefined && !connection.secure ? ['STARTTLS'] : []),
    // RFC 9051 §6.2.3
    ...(allowsPlaintext ? [] : ['LOGINDISABLED']),
    ...mechanisms.map(({ name }) => `AUTH=${name}`),
  ].join(' ');
}
