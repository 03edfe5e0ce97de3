// GETQUOTA and GETQUOTAROOT: one root, nameless, over all mailboxes of the account. RFC 9208

import type { Quota } from '../backend.ts';
import type { Command } from '../syntax/command.ts';
import { formatMailboxName } from '../syntax/mailbox-name.ts';
import { type Answer, no, ok } from './answer.ts';
import { findMailbox } from './find-mailbox.ts';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

/** RFC 9208 §5.1: storage is told in units of so many octets. */
const unit = 1024;

export async function getQuota(
  session: Session,
  { root }: Extract<Command, { verb: 'GETQUOTA' }>,
): Promise<Answer> {
  session.connection.flush();
  const quota = root === '' ? formatQuota(await session.account!.quota()) : undefined;
  if (quota === undefined) return no(texts.noQuotaRoot, 'NONEXISTENT');
  session.connection.write(quota);
  return ok(texts.completed('GETQUOTA'));
}

export async function getQuotaRoot(
  session: Session,
  { mailbox }: Extract<Command, { verb: 'GETQUOTAROOT' }>,
): Promise<Answer> {
  session.connection.flush();
  const info = await findMailbox(session, mailbox);
  if (info === undefined) return no(texts.noSuchMailbox, 'NONEXISTENT');
  const quota = formatQuota(await session.account!.quota());
  const name = formatMailboxName(info.name, session.dialect.utf8Names);
  // RFC 9208 §4.2.2: perhaps no root at all.
  session.connection.write(`* QUOTAROOT ${name}${quota === undefined ? '' : ' ""'}\r\n${quota ?? ''}`);
  return ok(texts.completed('GETQUOTAROOT'));
}

/** Undefined: nothing is limited, and a list of no resource cannot be said (RFC 9208 §7). */
function formatQuota({ octets, messages }: Quota): string | undefined {
  const resources: string[] = [];
  if (octets.limit !== undefined)
    resources.push(`STORAGE ${Math.ceil(octets.used / unit)} ${Math.ceil(octets.limit / unit)}`);
  if (messages.limit !== undefined) resources.push(`MESSAGE ${messages.used} ${messages.limit}`);
  return resources.length === 0 ? undefined : `* QUOTA "" (${resources.join(' ')})\r\n`;
}
