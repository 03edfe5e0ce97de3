// SUBSCRIBE and UNSUBSCRIBE: any name, whether there is such a mailbox or not. RFC 9051 §6.3.7, §6.3.8

import type { Command } from '../syntax/command.ts';
import { type Answer, ok } from './answer.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export async function subscribe(
  session: Session,
  { verb, mailbox }: Extract<Command, { verb: 'SUBSCRIBE' | 'UNSUBSCRIBE' }>,
): Promise<Answer> {
  session.connection.flush();
  await session.account!.subscribe(mailbox, verb === 'SUBSCRIBE');
  return ok(texts.completed(verb));
}
