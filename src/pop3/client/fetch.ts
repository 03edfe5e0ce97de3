// Letters, one after the other, asked for ahead of time. RFC 1939 §5 RETR, §7 TOP

import type { Conversation } from './conversation.ts';
import { Pop3ClientError } from './error.ts';
import type { Window } from './limits.ts';
import { Pipeline, type Probe } from './pipeline.ts';
import { refused } from './refused.ts';
import type { Text } from './text.ts';

/** A letter, or why there is none. `body` is read before the next letter is asked for; see Pop3Client.retrieveAll. */
export type Fetched =
  | { kind: 'letter'; number: number; body: AsyncIterable<Uint8Array> }
  | { kind: 'refused'; number: number; error: Pop3ClientError };

export type Wanted = { number: number; octets: number };

export type FetchOptions = { command: (number: number) => string; window: Window; probe?: Probe | undefined };

export async function* fetch(
  conversation: Conversation,
  wanted: readonly Wanted[],
  { command, window, probe }: FetchOptions,
): AsyncGenerator<Fetched, void, undefined> {
  const asks = wanted.map(({ number, octets }) => ({ number, octets, line: command(number) }));
  const pipeline = new Pipeline(conversation, asks, window, probe);
  let text: Text | undefined;
  let whole = false;
  try {
    for (let answer = await pipeline.next(); answer !== undefined; answer = await pipeline.next()) {
      const { ask, status } = answer;
      if (!status.ok) {
        yield { kind: 'refused', number: ask.number, error: refused(status, 'command', ask.line) };
        continue;
      }
      text = conversation.text(ask.line);
      yield { kind: 'letter', number: ask.number, body: text };
      if ((await text.drain(conversation.limits.drain)) === undefined) throw leftOpen(conversation);
      text = undefined;
    }
    whole = true;
  } finally {
    if (!whole && conversation.failure === undefined) await drain(conversation, pipeline, text);
  }
}

/** One letter. The error when the server refuses it is thrown, and the session stands. */
export async function* retrieve(
  conversation: Conversation,
  line: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  conversation.send([line]);
  const status = await conversation.status(line, conversation.limits.idle);
  if (!status.ok) throw refused(status, 'command', line);
  const text = conversation.text(line);
  try {
    yield* text;
  } finally {
    if (!text.ended && conversation.failure === undefined) {
      if ((await text.drain(conversation.limits.drain)) === undefined) leftOpen(conversation);
    }
  }
}

/** The caller left: what is under way is on its way, and is thrown away, or the session is. */
async function drain(conversation: Conversation, pipeline: Pipeline, text: Text | undefined): Promise<void> {
  pipeline.stop();
  let left: number | undefined = conversation.limits.drain;
  if (text !== undefined) left = await text.drain(left);
  while (left !== undefined) {
    const answer = await pipeline.next();
    if (answer === undefined) return;
    if (answer.status.ok) left = await conversation.text(answer.ask.line).drain(left);
  }
  leftOpen(conversation);
}

function leftOpen(conversation: Conversation): Pop3ClientError {
  const { drain } = conversation.limits;
  return conversation.fail(
    new Pop3ClientError(
      'aborted',
      `a letter was left with more than ${drain} octets to come: the session is over`,
    ),
  );
}
