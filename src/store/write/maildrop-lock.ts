// The lock on a maildrop: one session at a time (RFC 1939 §4), named by a token that the update must show again. On
// SQLite the table lives in the writer's memory and goes with the process; on PostgreSQL it is a leased row.

import { get, lock, type Operation, random, run } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId, MailboxId } from '../store.ts';

export type LockInput = {
  account: AccountId;
  /** Where not given: the INBOX. */
  mailbox?: MailboxId;
  /** Which thread or host holds it: all its locks can be freed when it dies. */
  holder: string;
  /** Milliseconds. */
  now: number;
  /** Milliseconds after which anybody may take the lock, unless it is renewed. */
  lease: number;
};
export type Token = Uint8Array;

const take = `INSERT INTO maildrop_locks (account, mailbox, token, holder, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)
  ON CONFLICT (account, mailbox) DO UPDATE SET token = ?3, holder = ?4, expires_at = ?5
  WHERE maildrop_locks.expires_at <= ?6`;

const find = `SELECT mailboxes.id FROM mailboxes JOIN accounts ON accounts.id = mailboxes.account
  WHERE mailboxes.account = ? AND accounts.removed = 0`;

/** Takes the lock. Refuses 'in-use' while another session holds it, 'nonexistent' without such a mailbox. */
export function* lockMaildrop(input: LockInput): Operation<{ mailbox: MailboxId; token: Token }> {
  const { account, holder, now, lease } = input;
  yield* lock(account);
  const found =
    input.mailbox === undefined
      ? yield* get<[MailboxId]>(`${find} AND mailboxes.name = 'INBOX'`, account)
      : yield* get<[MailboxId]>(`${find} AND mailboxes.id = ?`, account, input.mailbox);
  if (found === undefined) throw new StoreRefusal('nonexistent');
  const [mailbox] = found;
  const token = yield* random(16);
  const taken = yield* run(take, account, mailbox, token, holder, now + lease, now);
  if (taken === 0) throw new StoreRefusal('in-use');
  return { mailbox, token };
}

export type HeldLock = { account: AccountId; mailbox: MailboxId; token: Token };

/** Holds the lock for another `lease` milliseconds. Refuses 'lock-lost' when it is not ours any more. */
export function* renewMaildrop(input: HeldLock & { now: number; lease: number }): Operation<void> {
  yield* lock(input.account);
  yield* assertHeld(input, input.now);
  yield* run(
    'UPDATE maildrop_locks SET expires_at = ? WHERE account = ? AND mailbox = ?',
    input.now + input.lease,
    input.account,
    input.mailbox,
  );
}

/** Frees the lock, if it is still ours; else nothing happens. */
export function* unlockMaildrop({ account, mailbox, token }: HeldLock): Operation<void> {
  const text = 'DELETE FROM maildrop_locks WHERE account = ? AND mailbox = ? AND token = ?';
  yield* run(text, account, mailbox, token);
}

/** Frees every lock of a holder that died. Returns how many there were. */
export function* unlockHolder({ holder }: { holder: string }): Operation<number> {
  return yield* run('DELETE FROM maildrop_locks WHERE holder = ?', holder);
}

/** Refuses 'lock-lost' unless the token is the lock's and its lease has not run out. */
export function* assertHeld({ account, mailbox, token }: HeldLock, now: number): Operation<void> {
  const held = yield* get(
    'SELECT 1 FROM maildrop_locks WHERE account = ? AND mailbox = ? AND token = ? AND expires_at > ?',
    account,
    mailbox,
    token,
    now,
  );
  if (held === undefined) throw new StoreRefusal('lock-lost');
}
