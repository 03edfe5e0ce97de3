// Where the octets of one message are.

import { get, type Operation } from '../operation.ts';
import type { AccountId, BodyId, MailboxId } from '../store.ts';

export type OpenedMessage = {
  body: BodyId;
  /** As stored. */
  octets: number;
  /** Bits of Shape. */
  shape: number;
};

const text = 'SELECT body, octets, shape FROM messages WHERE account = ? AND mailbox = ? AND uid = ?';

/** null where it is gone. The answer is what Store.body wants. */
export function* openMessage(input: {
  account: AccountId;
  mailbox: MailboxId;
  uid: number;
}): Operation<OpenedMessage | null> {
  const row = yield* get<[BodyId, number, number]>(text, input.account, input.mailbox, input.uid);
  return row === undefined ? null : { body: row[0], octets: row[1], shape: row[2] };
}
