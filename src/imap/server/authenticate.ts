// AUTHENTICATE: a SASL exchange in base64 lines. RFC 9051 §6.2.2, RFC 4959 (SASL-IR)

import { decodeBase64, encodeBase64 } from '../../sasl/index.ts';
import { tooLong } from '../../wire/index.ts';
import { ImapRefusal } from '../refusal.ts';
import type { Command } from '../syntax/command.ts';
import { type Answer, bad, no } from './answer.ts';
import { logIn } from './login.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

const nothing = new Uint8Array(0);

export async function authenticate(
  session: Session,
  { mechanism: name, initial }: Extract<Command, { verb: 'AUTHENTICATE' }>,
): Promise<Answer> {
  const mechanism = session.surroundings.mechanisms.find((known) => known.name === name);
  if (mechanism === undefined) return no(texts.noMechanism, 'CANNOT');
  if (mechanism.plaintext && !session.allowsPlaintext) return no(texts.needsTls, 'PRIVACYREQUIRED');
  if (initial !== undefined && mechanism.first === 'server') return bad(texts.noInitial);
  const exchange = mechanism.begin();
  let response: Uint8Array | Answer = nothing;
  if (initial !== undefined) response = decode(initial === '=' ? '' : initial);
  else if (mechanism.first === 'client') response = await ask(session, nothing);
  for (;;) {
    if (!(response instanceof Uint8Array)) return response;
    const step = await exchange.respond(response);
    switch (step.kind) {
      case 'challenge':
        response = await ask(session, step.challenge);
        break;
      case 'claim':
        return logIn(session, { name: step.name, secret: step.secret, mechanism: name });
      case 'malformed':
        return bad(texts.badResponse);
      case 'refused':
        session.attempt = { name: '', mechanism: name };
        throw new ImapRefusal('AUTHENTICATIONFAILED');
    }
  }
}

/** Sends the challenge; answers the response, or what ends the exchange without one. */
async function ask(session: Session, challenge: Uint8Array): Promise<Uint8Array | Answer> {
  session.connection.write(`+ ${encodeBase64(challenge)}\r\n`);
  const line = await session.line();
  if (line === tooLong) return bad(texts.tooLong);
  // RFC 9051 §6.2.2
  return line === '*' ? bad(texts.cancelled) : decode(line);
}

function decode(line: string): Uint8Array | Answer {
  return decodeBase64(line) ?? bad(texts.badBase64);
}
