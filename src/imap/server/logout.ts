// LOGOUT. RFC 9051 §6.1.3

import { type Answer, ok } from './answer.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export function logout(session: Session): Answer {
  session.unselect();
  session.leaving = 'logout';
  session.connection.write(`* BYE ${texts.signingOff(session.surroundings.hostName)}\r\n`);
  return ok(texts.completed('LOGOUT'));
}
