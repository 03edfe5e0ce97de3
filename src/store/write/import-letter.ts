// A letter is taken over from elsewhere, with what it had there. Each has a key, made by the caller of what it is and
// where it goes; what the account took in under a key is remembered, so that an import that is begun again, after its
// end or in the middle, adds only what is missing.

import type { ReceivedLetter } from '../incoming.ts';
import { get, lock, type Operation, run } from '../operation.ts';
import type { AccountId, MailboxId, Uid } from '../store.ts';
import { uidlPrefix } from '../uidl.ts';
import { moveMessages } from './copy-messages.ts';
import { deliver, type Target } from './deliver.ts';

export type ImportInput = {
  letter: ReceivedLetter;
  target: Target & { mailbox: MailboxId };
  /** 16 octets. */
  key: Uint8Array;
  /** Takes it in again when what was taken in under this key is not there any more. */
  again?: boolean;
  /** Milliseconds. */
  now: number;
};

/** `known`: it was here already; uid is where it is, or was. */
export type Imported = { at: 'added' | 'known'; mailbox: MailboxId; uid: Uid };

/**
 * A unique-id stays the letter's own: a message that has the same as its native one gets a new uid, and with it another
 * unique-id. Where an imported letter has it already, or it lies too far ahead, the new one gets a native one.
 * Refuses as deliver does.
 */
export function* importLetter(input: ImportInput): Operation<Imported> {
  const { letter, target, key, now } = input;
  const { account, mailbox } = target;
  yield* lock(account);
  const before = yield* get<[MailboxId, Uid]>(
    'SELECT mailbox, uid FROM imported WHERE account = ? AND key = ?',
    account,
    key,
  );
  if (before !== undefined && (!input.again || (yield* isThere(account, ...before))))
    return { at: 'known', mailbox: before[0], uid: before[1] };
  const { uidl, ...rest } = target;
  const settled = uidl === undefined ? undefined : yield* settleUidl(account, mailbox, uidl, letter, now);
  if (typeof settled === 'number') {
    yield* remember(account, key, mailbox, settled);
    return { at: 'known', mailbox, uid: settled };
  }
  const kept = settled === undefined ? rest : { ...rest, uidl: settled };
  const [delivered] = yield* deliver({ letter, targets: [kept], now });
  yield* remember(account, key, mailbox, delivered!.uid);
  return { at: 'added', mailbox, uid: delivered!.uid };
}

function* isThere(account: AccountId, mailbox: MailboxId, uid: Uid): Operation<boolean> {
  const text = 'SELECT 1 FROM messages WHERE account = ? AND mailbox = ? AND uid = ?';
  return (yield* get(text, account, mailbox, uid)) !== undefined;
}

function* remember(account: AccountId, key: Uint8Array, mailbox: MailboxId, uid: Uid): Operation<void> {
  yield* run(
    `INSERT INTO imported (account, key, mailbox, uid) VALUES (?, ?, ?, ?)
      ON CONFLICT (account, key) DO UPDATE SET mailbox = excluded.mailbox, uid = excluded.uid`,
    account,
    key,
    mailbox,
    uid,
  );
}

/** Uids that an imported unique-id may make a mailbox pass over: they are 32 bits, and end some time. */
const farthest = 1 << 24;

const namesake = `SELECT m.uid, b.digest, m.uidl IS NULL FROM messages AS m
  JOIN bodies AS b ON b.scope = m.scope AND b.id = m.body WHERE m.account = ? AND m.mailbox = ?`;

/** The unique-id it gets; none; or, as a number, the uid of this very letter, which is here under this unique-id. */
function* settleUidl(
  account: AccountId,
  mailbox: MailboxId,
  uidl: string,
  { digest }: ReceivedLetter,
  now: number,
): Operation<string | undefined | Uid> {
  type Found = [Uid, Uint8Array, number];
  const imported = yield* get<Found>(`${namesake} AND m.uidl = ?`, account, mailbox, uidl);
  if (imported !== undefined) return sameOctets(imported[1], digest) ? imported[0] : undefined;
  const text = 'SELECT object_id, uidnext FROM mailboxes WHERE account = ? AND id = ?';
  const box = yield* get<[Uint8Array, number]>(text, account, mailbox);
  if (box === undefined) return uidl;
  const [objectId, uidnext] = box;
  const number = nativeUid(uidl, objectId);
  if (number === undefined) return uidl;
  if (number >= uidnext) {
    if (number - uidnext >= farthest) return undefined;
    // No message may get this uid later: its native unique-id would be the same.
    yield* run('UPDATE mailboxes SET uidnext = ? WHERE account = ? AND id = ?', number + 1, account, mailbox);
    return uidl;
  }
  const native = yield* get<Found>(`${namesake} AND m.uid = ? AND m.uidl IS NULL`, account, mailbox, number);
  if (native === undefined) return uidl;
  if (sameOctets(native[1], digest)) return native[0];
  yield* moveMessages({ account, mailbox, uids: [native[0]], to: mailbox, now });
  return uidl;
}

/** The uid whose native unique-id in this mailbox that is. */
function nativeUid(uidl: string, objectId: Uint8Array): number | undefined {
  const prefix = uidlPrefix(objectId);
  const rest = uidl.slice(prefix.length);
  return uidl.startsWith(prefix) && /^[1-9]\d{0,9}$/.test(rest) ? Number(rest) : undefined;
}

function sameOctets(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
