// A letter gets its place in one mailbox or many: all of them or none, or each for itself.

import { Flag, formatKeywords } from '../flags.ts';
import type { ReceivedLetter } from '../incoming.ts';
import { get, notify, type Operation, run } from '../operation.ts';
import { StoreRefusal, type StoreRefusalCode } from '../refusal.ts';
import type { AccountId, MailboxId, ModSeq, Uid } from '../store.ts';
import { referTo, scope } from './body-refs.ts';
import { exactlyOnce } from './exactly-once.ts';
import { threadOf } from './thread-of.ts';
import { useQuota } from './usage.ts';

export type Target = {
  account: AccountId;
  /** Where not given: the INBOX. */
  mailbox?: MailboxId;
  /** Bits of Flag; none where not given. */
  flags?: number;
  keywords?: readonly string[];
  /** Milliseconds; `now` where not given. RFC 9051 §2.3.3 */
  internalDate?: number;
  /** A unique-id the letter had elsewhere and keeps; the caller knows that the mailbox has none like it: see importLetter. */
  uidl?: string;
};

export type DeliverInput = {
  letter: ReceivedLetter;
  /** An account may be named more than once: it gets that many copies. */
  targets: readonly Target[];
  /** Milliseconds. */
  now: number;
  /** The same id again gives the same answer and delivers nothing. Belongs to the first target's account. */
  operation?: Uint8Array;
};

export type Delivered = { mailbox: MailboxId; uid: Uid; modseq: ModSeq };

/** All or nothing; answers in the order of the targets. Refuses 'nonexistent', 'over-quota', 'no-space'. */
export function* deliver(input: DeliverInput): Operation<Delivered[]> {
  const first = input.targets[0];
  if (first === undefined) return [];
  return yield* exactlyOnce(first.account, input.operation, input.now, deliverAll(input));
}

function* deliverAll({ letter, targets, now }: DeliverInput): Operation<Delivered[]> {
  const delivered = new Array<Delivered>(targets.length);
  const order = inOrderOfAccounts(targets);
  for (const index of order) yield* useQuota(targets[index]!.account, letter.octets, 1);
  const body = yield* referTo(letter, targets.length);
  for (const index of order) delivered[index] = yield* place(letter, body, targets[index]!, now);
  return delivered;
}

export type Verdict = Delivered | { refused: StoreRefusalCode };

/** Each target for itself: a refused one keeps no other from its letter. Answers in the order of the targets. */
export function* deliverEach({
  letter,
  targets,
  now,
}: Omit<DeliverInput, 'operation'>): Operation<Verdict[]> {
  const verdicts = new Array<Verdict>(targets.length);
  const accepted: number[] = [];
  for (const index of inOrderOfAccounts(targets)) {
    const refused = yield* check(targets[index]!, letter.octets);
    if (refused === undefined) accepted.push(index);
    else verdicts[index] = { refused };
  }
  if (accepted.length === 0) return verdicts;
  const body = yield* referTo(letter, accepted.length);
  for (const index of accepted) verdicts[index] = yield* place(letter, body, targets[index]!, now);
  return verdicts;
}

function* check(target: Target, octets: number): Operation<StoreRefusalCode | undefined> {
  if (target.mailbox !== undefined) {
    const text = "SELECT 1 FROM mailboxes WHERE account = ? AND id = ? AND name >= ' '";
    if ((yield* get(text, target.account, target.mailbox)) === undefined) return 'nonexistent';
  }
  try {
    yield* useQuota(target.account, octets, 1);
  } catch (error) {
    if (error instanceof StoreRefusal) return error.code;
    throw error;
  }
  return undefined;
}

/** Locks are taken in the order of ids, so that two writes never wait for each other. */
function inOrderOfAccounts(targets: readonly Target[]): number[] {
  if (targets.length === 1) return [0];
  const order = targets.map((_, index) => index);
  return order.sort((a, b) => targets[a]!.account - targets[b]!.account || a - b);
}

const grow = `UPDATE mailboxes SET uidnext = uidnext + 1, modseq = modseq + 1, messages = messages + 1,
  octets = octets + ?1, unseen = unseen + ?2, deleted = deleted + ?3, deleted_octets = deleted_octets + ?1 * ?3
  WHERE account = ?4`;
// A mailbox that is being deleted has a name below the space: see mailboxes.ts.
const growMailbox = `${grow} AND id = ?5 AND name >= ' ' RETURNING id, uidnext - 1, modseq`;
const growInbox = `${grow} AND name = 'INBOX' RETURNING id, uidnext - 1, modseq`;
const insert = `INSERT INTO messages (account, mailbox, uid, modseq, flags, keywords, octets, shape, internal_date,
  save_date, sent_date, thread, scope, body, email_id, arrived_digest, uidl)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Puts a letter, whose body and quota are settled, into a mailbox. Refuses 'nonexistent'. */
export function* place(
  letter: ReceivedLetter,
  body: Uint8Array,
  target: Target,
  now: number,
): Operation<Delivered> {
  const { account, flags = 0 } = target;
  const unseen = flags & Flag.Seen ? 0 : 1;
  const deleted = flags & Flag.Deleted ? 1 : 0;
  const row =
    target.mailbox === undefined
      ? yield* get<[MailboxId, Uid, ModSeq]>(growInbox, letter.octets, unseen, deleted, account)
      : yield* get<[MailboxId, Uid, ModSeq]>(
          growMailbox,
          letter.octets,
          unseen,
          deleted,
          account,
          target.mailbox,
        );
  if (row === undefined) throw new StoreRefusal('nonexistent');
  const [mailbox, uid, modseq] = row;
  yield* run(
    insert,
    account,
    mailbox,
    uid,
    modseq,
    flags,
    formatKeywords(target.keywords ?? []),
    letter.octets,
    letter.shape,
    target.internalDate ?? now,
    now,
    letter.derived.sentDate,
    yield* threadOf(account, letter.derived, letter.body),
    scope,
    body,
    letter.body,
    letter.arrivedDigest,
    target.uidl ?? null,
  );
  yield* notify({ account, mailbox, modseq });
  return { mailbox, uid, modseq };
}
