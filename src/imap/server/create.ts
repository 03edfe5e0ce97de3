// CREATE, with the levels above that are missing. RFC 9051 §6.3.4, RFC 6154 §3 (CREATE-SPECIAL-USE), RFC 8474 §4.2

import type { MailboxInfo } from '../backend.ts';
import { ImapRefusal } from '../refusal.ts';
import type { Command } from '../syntax/command.ts';
import { type Answer, no, ok } from './answer.ts';
import { namesAbove } from './list-names.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

/** Those that a mailbox of the account's own can have: \All and \Flagged would be views of others. RFC 6154 §2 */
const keptUses: ReadonlySet<string> = new Set(['\\Archive', '\\Drafts', '\\Junk', '\\Sent', '\\Trash']);

export async function create(
  session: Session,
  { mailbox: name, specialUse }: Extract<Command, { verb: 'CREATE' }>,
): Promise<Answer> {
  session.connection.flush();
  const mailboxes = await session.account!.mailboxes();
  const [use] = specialUse;
  const isTaken = (wanted: string) => mailboxes.some((mailbox) => mailbox.specialUse === wanted);
  if (use !== undefined && (specialUse.length > 1 || !keptUses.has(use) || isTaken(use)))
    return no(texts.noSuchUse, 'USEATTR');
  if (mailboxes.some((mailbox) => mailbox.name === name)) throw new ImapRefusal('ALREADYEXISTS');
  await createAbove(session, mailboxes, name);
  const { objectId } = await session.account!.create(name, use === undefined ? {} : { specialUse: use });
  return ok(texts.completed('CREATE'), `MAILBOXID (${objectId})`);
}

/** The levels above it, as far as they are missing. */
export async function createAbove(
  { account }: Session,
  mailboxes: readonly MailboxInfo[],
  name: string,
): Promise<void> {
  const there = new Set(mailboxes.map((mailbox) => mailbox.name));
  for (const above of namesAbove(name)) {
    if (there.has(above)) continue;
    try {
      await account!.create(above, {});
    } catch (error) {
      // Somebody else did it meanwhile.
      if (!(error instanceof ImapRefusal && error.code === 'ALREADYEXISTS')) throw error;
    }
  }
}
