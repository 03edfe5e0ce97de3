// Letters get places in one mailbox, all of them or none, in their order (RFC 9051 §6.3.12, RFC 3502).

import type { ReceivedLetter } from '../incoming.ts';
import { get, lock, type Operation } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId, MailboxId, Uid } from '../store.ts';
import { referTo } from './body-refs.ts';
import { place } from './deliver.ts';
import { useQuota } from './usage.ts';

export type AppendInput = {
  account: AccountId;
  mailbox: MailboxId;
  /** At most 500: the writer does nothing else meanwhile. */
  letters: readonly AppendedLetter[];
  /** Milliseconds. */
  now: number;
};
export type AppendedLetter = {
  letter: ReceivedLetter;
  /** Bits of Flag. */
  flags: number;
  keywords: readonly string[];
  /** Milliseconds; `now` where not given. */
  internalDate?: number;
};

/** Answers in the order of the letters. Refuses 'nonexistent', 'over-quota', 'no-space'. */
export function* appendLetters(input: AppendInput): Operation<{ uidvalidity: number; uids: Uid[] }> {
  const { account, mailbox, letters, now } = input;
  if (letters.length > 500) throw new RangeError('more than 500 letters at once');
  yield* lock(account);
  const text = "SELECT uidvalidity FROM mailboxes WHERE account = ? AND id = ? AND name >= ' '";
  const row = yield* get<[number]>(text, account, mailbox);
  if (row === undefined) throw new StoreRefusal('nonexistent');
  yield* useQuota(
    account,
    letters.reduce((sum, { letter }) => sum + letter.octets, 0),
    letters.length,
  );
  const uids: Uid[] = [];
  for (const { letter, ...how } of letters) {
    const body = yield* referTo(letter, 1);
    uids.push((yield* place(letter, body, { account, mailbox, ...how }, now)).uid);
  }
  return { uidvalidity: row[0], uids };
}
