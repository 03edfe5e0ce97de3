// NAMESPACE: all mailboxes are the account's own, under no prefix. RFC 2342, RFC 9051 §6.3.10

import { delimiter } from '../syntax/mailbox-name.ts';
import { type Answer, ok } from './answer.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export function namespace({ connection }: Session): Answer {
  connection.write(`* NAMESPACE (("" "${delimiter}")) NIL NIL\r\n`);
  return ok(texts.completed('NAMESPACE'));
}
