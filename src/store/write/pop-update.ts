// POP3's UPDATE state (RFC 1939 §6): what a session marked as deleted goes, all of it or none, and only while the
// session still holds the maildrop.

import { lock, type Operation } from '../operation.ts';
import { assertHeld, type HeldLock } from './maildrop-lock.ts';
import { takeOut } from './take-out.ts';

export type PopUpdateInput = HeldLock & {
  uids: readonly number[];
  /** Milliseconds. */
  now: number;
};

/**
 * Deletes the messages. One that is already gone counts as deleted; one that was moved away has another uid, and is
 * untouched. The lock stays. Refuses 'lock-lost': then nothing was deleted.
 */
export function* popUpdate(input: PopUpdateInput): Operation<void> {
  yield* lock(input.account);
  yield* assertHeld(input, input.now);
  yield* takeOut(input.account, input.mailbox, input.uids, input.now);
}
