// AUTH: one exchange of SASL over POP3. RFC 5034 §4

import { type ClientExchange, decodeBase64, encodeBase64 } from '../../sasl/index.ts';
import type { Conversation } from './conversation.ts';
import { Pop3ClientError } from './error.ts';
import { parseChallenge, type Status } from './status.ts';

/** RFC 2449 §4: octets of a command with its CRLF; a longer initial response must wait for a challenge (RFC 5034 §4). */
const longestCommand = 255;
/** Challenges after which the server does not want to end. */
const mostChallenges = 10;

export type SaslOutcome = {
  status: Status;
  /** Whether the server asked for anything before it decided: then it knows the mechanism. */
  challenged: boolean;
  /** The initial response went out with the command. */
  initial: boolean;
};

/**
 * Resolves with the server's decision. Rejects with Pop3ClientError, the session gone, when it does not keep to the
 * mechanism: then it is asked for nothing else, least of all with the same password in the clear.
 */
export async function runExchange(
  conversation: Conversation,
  mechanism: string,
  exchange: ClientExchange,
  withInitial: boolean,
): Promise<SaslOutcome> {
  const { limits } = conversation;
  const command = `AUTH ${mechanism}`;
  let pending = exchange.initial;
  // RFC 5034 §4: an empty initial response is an equals sign.
  const first = pending === undefined ? undefined : encodeBase64(pending) || '=';
  const initial =
    withInitial && first !== undefined && command.length + 1 + first.length + 2 <= longestCommand;
  if (initial) {
    conversation.redaction.add(first);
    conversation.send([`${command} ${first}`], [`${command} ****`]);
    pending = undefined;
  } else conversation.send([command]);

  let line = await conversation.reply(command, limits.login);
  for (let challenges = 0; challenges <= mostChallenges; challenges++) {
    const challenge = parseChallenge(line);
    if (challenge === undefined)
      return { status: conversation.statusIn(line, command), challenged: challenges > 0, initial };
    const decided = () => ({
      status: conversation.statusIn(line, command),
      challenged: challenges > 0,
      initial,
    });
    if (challenge.okay && pending === undefined && exchange.satisfied) return decided();
    const response = pending ?? (await answer(conversation, exchange, challenge.text));
    pending = undefined;
    if (challenge.okay) {
      conversation.noteQuirk('challenge-not-as-specified');
      // RFC 5034 §4 has no data behind a success, but some servers send the last challenge there.
      if (exchange.satisfied && !exchange.prompted && challenges > 0) return decided();
      if (response === undefined)
        throw conversation.fail(misled(command, 'the server said yes before it proved that it may'));
    }
    if (response === undefined) return cancel(conversation, command);
    conversation.sendSecret(encodeBase64(response));
    line = await conversation.line(command, limits.login);
  }
  throw conversation.fail(misled(command, `more than ${mostChallenges} challenges`));
}

/** Words where base64 belongs are let pass where the challenge means nothing anyway. */
async function answer(
  conversation: Conversation,
  exchange: ClientExchange,
  text: string,
): Promise<Uint8Array | undefined> {
  const challenge = decodeBase64(text);
  if (challenge !== undefined) return exchange.respond(challenge);
  if (!exchange.prompted) return undefined;
  conversation.noteQuirk('challenge-not-as-specified');
  return exchange.respond(new Uint8Array(0));
}

/** RFC 5034 §4: a single asterisk, which the server answers with -ERR. */
async function cancel(conversation: Conversation, command: string): Promise<never> {
  conversation.sendSecret('*');
  await conversation.line(command, conversation.limits.login);
  throw conversation.fail(
    misled(command, 'the server does not keep to the mechanism, or cannot prove who it is'),
  );
}

const misled = (command: string, why: string) =>
  new Pop3ClientError('protocol-garbage', `${command}: ${why}`, { command });
