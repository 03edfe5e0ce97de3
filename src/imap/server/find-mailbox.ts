// The mailbox of a name, as it is now.

import type { MailboxInfo } from '../backend.ts';
import type { Session } from './session.ts';

/** `name`: as the syntax room answers it. Undefined: there is none. */
export async function findMailbox(session: Session, name: string): Promise<MailboxInfo | undefined> {
  const mailboxes = await session.account!.mailboxes();
  return mailboxes.find((mailbox) => mailbox.name === name);
}
