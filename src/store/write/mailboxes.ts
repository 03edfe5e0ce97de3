// Mailboxes come, are renamed and go. Names are NFC with '/' between levels; whoever calls has checked their syntax.

import { all, get, lock, notify, type Operation, random, run, type SliceEnd } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId, MailboxId, ModSeq } from '../store.ts';
import { insertMailbox, nextUidValidity, takeMailboxIds } from './mailbox-row.ts';
import { keepSubscription, takeSubscription } from './subscriptions.ts';
import { takeOut } from './take-out.ts';

export type NewMailbox = {
  account: AccountId;
  name: string;
  /** RFC 6154 attribute without its backslash. */
  specialUse?: string | null;
  /** Where not given: it is. A name that is subscribed to already stays so. */
  subscribed?: boolean;
  /** Milliseconds. */
  now: number;
};

/** Mailboxes that an account may have: listing them all must stay a matter of milliseconds. */
const mostMailboxes = 10_000;

/** Refuses 'exists', 'over-quota' beyond 10,000 mailboxes, or 'nonexistent' without such an account. */
export function* createMailbox(input: NewMailbox): Operation<{ mailbox: MailboxId; uidvalidity: number }> {
  const { account, name, specialUse = null, subscribed = true, now } = input;
  yield* lock(account);
  const there = yield* get('SELECT 1 FROM accounts WHERE id = ? AND removed = 0', account);
  if (there === undefined) throw new StoreRefusal('nonexistent');
  yield* assertFree(account, name);
  const [count] = (yield* get<[number]>('SELECT count(*) FROM mailboxes WHERE account = ?', account))!;
  if (count >= mostMailboxes) throw new StoreRefusal('over-quota', 'too many mailboxes');
  const id = yield* takeMailboxIds(1);
  const uidvalidity = yield* nextUidValidity(now);
  yield* insertMailbox({ account, id, objectId: yield* random(8), name, specialUse, uidvalidity });
  const wasWanted = yield* takeSubscription(account, name);
  if (!subscribed && !wasWanted)
    yield* run('UPDATE mailboxes SET subscribed = 0 WHERE account = ? AND id = ?', account, id);
  return { mailbox: id as MailboxId, uidvalidity };
}

/**
 * Renames a mailbox and those below it; their ids, object ids and uids stay. Refuses 'exists', 'nonexistent'. The
 * INBOX is not renamed: a caller that must moves its messages instead (RFC 9051 §6.3.6).
 */
export function* renameMailbox(input: {
  account: AccountId;
  mailbox: MailboxId;
  name: string;
}): Operation<void> {
  const { account, mailbox, name } = input;
  yield* lock(account);
  const old = yield* nameOf(account, mailbox);
  if (old === 'INBOX') throw new StoreRefusal('exists', 'the INBOX cannot be renamed');
  const below = yield* all<[MailboxId, string]>('SELECT id, name FROM mailboxes WHERE account = ?', account);
  yield* setName(account, mailbox, name);
  for (const [id, full] of below) {
    if (full.startsWith(`${old}/`)) yield* setName(account, id, `${name}${full.slice(old.length)}`);
  }
}

/** Its subscription goes with it. */
function* setName(account: AccountId, mailbox: MailboxId, name: string): Operation<void> {
  yield* assertFree(account, name);
  const wasWanted = yield* takeSubscription(account, name);
  const [modseq] = (yield* get<[ModSeq]>(
    `UPDATE mailboxes SET name = ?1, subscribed = CASE WHEN ?2 = 1 THEN 1 ELSE subscribed END
      WHERE account = ?3 AND id = ?4 RETURNING modseq`,
    name,
    wasWanted ? 1 : 0,
    account,
    mailbox,
  ))!;
  yield* notify({ account, mailbox, modseq });
}

type Deletion = { account: AccountId; mailbox: MailboxId /** Milliseconds. */; now: number };

/**
 * Deletes a mailbox with its messages; those below it stay. Refuses 'nonexistent', and the INBOX. The name is free at
 * once: what is left to take out lies under a name that nobody can have. Who has it open hears of it.
 */
export const deleteMailbox = {
  begin: (_: Deletion): 'hide' | 'empty' => 'hide',
  slice: function* (
    { account, mailbox, now }: Deletion,
    state: 'hide' | 'empty',
  ): Operation<SliceEnd<'hide' | 'empty', void>> {
    yield* lock(account);
    if (state === 'hide') {
      const name = yield* anyNameOf(account, mailbox);
      if (name === 'INBOX') throw new StoreRefusal('nonexistent', 'the INBOX cannot be deleted');
      const hidden = `${goingPrefix}${mailbox}`;
      const [subscribed, modseq] = (yield* get<[number, ModSeq]>(
        `UPDATE mailboxes SET name = ?, special_use = NULL WHERE account = ? AND id = ?
          RETURNING subscribed, modseq`,
        hidden,
        account,
        mailbox,
      ))!;
      // Begun again after a crash, it has no name any more that somebody could be subscribed to.
      if (subscribed === 1 && !name.startsWith(goingPrefix)) yield* keepSubscription(account, name);
      yield* notify({ account, mailbox, modseq });
      return { at: 'more', state: 'empty' };
    }
    const uids = yield* all<[number]>(
      'SELECT uid FROM messages WHERE account = ? AND mailbox = ? ORDER BY uid LIMIT 500',
      account,
      mailbox,
    );
    if (uids.length > 0) {
      const some = uids.map(([uid]) => uid);
      yield* takeOut(account, mailbox, some, now);
      return { at: 'more', state };
    }
    yield* run('DELETE FROM vanished WHERE account = ? AND mailbox = ?', account, mailbox);
    yield* run('DELETE FROM mailboxes WHERE account = ? AND id = ?', account, mailbox);
    return { at: 'done', answer: undefined };
  },
};

/** Begins the name of a mailbox that is being deleted; no mailbox of a person can have a control character. */
export const goingPrefix = '\u0001';

/** The mailbox's name. Refuses 'nonexistent', also while it is being deleted. */
export function* nameOf(account: AccountId, mailbox: MailboxId): Operation<string> {
  const name = yield* anyNameOf(account, mailbox);
  if (name.startsWith(goingPrefix)) throw new StoreRefusal('nonexistent');
  return name;
}

function* anyNameOf(account: AccountId, mailbox: MailboxId): Operation<string> {
  const text = 'SELECT name FROM mailboxes WHERE account = ? AND id = ?';
  const row = yield* get<[string]>(text, account, mailbox);
  if (row === undefined) throw new StoreRefusal('nonexistent');
  return row[0];
}

function* assertFree(account: AccountId, name: string): Operation<void> {
  const taken = yield* get('SELECT 1 FROM mailboxes WHERE account = ? AND name = ?', account, name);
  if (taken !== undefined) throw new StoreRefusal('exists');
}
