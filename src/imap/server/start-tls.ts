// STARTTLS. What came in the clear behind it may be somebody else's: it is never carried over into TLS. RFC 9051 §6.2.1

import { type Answer, bad, no, ok } from './answer.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export function startTls(session: Session): Answer {
  const { connection, surroundings } = session;
  if (connection.secure) return bad(texts.tlsActive);
  if (surroundings.tls === undefined) return no(texts.noTls);
  if (connection.buffered > 0) return bad(texts.tlsPipelined);
  session.beginsTls = true;
  return ok(texts.beginTls);
}
