// AUTH: a SASL exchange in base64 lines. RFC 5034 §4

import { decodeBase64, encodeBase64, type ServerStep } from '../sasl/index.ts';
import { tooLong } from '../wire/index.ts';
import type { Command } from './command.ts';
import { logIn } from './login.ts';
import { Pop3Refusal } from './refusal.ts';
import { challenge, error, type Reply } from './reply.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

const nothing = new Uint8Array(0);

type AuthCommand = Extract<Command, { verb: 'AUTH' }>;

export function beginAuth(
  session: Session,
  { mechanism: name, initial }: AuthCommand,
): Reply | Promise<Reply> {
  const mechanism = session.surroundings.mechanisms.find((known) => known.name === name);
  if (mechanism === undefined) return error(texts.noMechanism);
  if (mechanism.plaintext && !session.allowsPlaintext) return error(texts.needsTls);
  if (initial !== undefined && mechanism.first === 'server') return error(texts.noInitial);
  session.exchange = { mechanism: name, server: mechanism.begin() };
  if (initial !== undefined) return answerResponse(session, initial === '=' ? '' : initial);
  // An empty challenge, or the server's first one.
  return mechanism.first === 'client' ? challenge('') : respond(session, nothing);
}

/** Answers a line that is a response. The exchange is over unless the reply is another challenge. */
export function answerResponse(session: Session, line: string | typeof tooLong): Reply | Promise<Reply> {
  if (line === tooLong) return endWith(session, texts.tooLong);
  if (line === '*') return endWith(session, texts.cancelled);
  const response = decodeBase64(line);
  return response === undefined ? endWith(session, texts.badBase64) : respond(session, response);
}

async function respond(session: Session, response: Uint8Array): Promise<Reply> {
  const { mechanism, server } = session.exchange!;
  session.exchange = undefined;
  const step: ServerStep = await server.respond(response);
  switch (step.kind) {
    case 'challenge':
      session.exchange = { mechanism, server };
      return challenge(encodeBase64(step.challenge));
    case 'claim':
      return logIn(session, { name: step.name, secret: step.secret, mechanism });
    case 'malformed':
      return error(texts.badResponse);
    case 'refused':
      throw new Pop3Refusal('AUTH');
  }
}

function endWith(session: Session, text: string): Reply {
  session.exchange = undefined;
  return error(text);
}
