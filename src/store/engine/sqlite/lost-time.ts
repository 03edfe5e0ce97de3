// A uid, and the unique-id made of it, must never be used again, also when an older copy of the store is put back: the
// letters that came after the copy are gone, but clients remember their ids and would pass over new letters that got
// the same. So each opening leaves out uids for the time that this copy knows nothing of.

import type { Database } from './database.ts';

/** Uids left out for each second: more letters than come to a mailbox day after day, few enough for centuries. */
const perSecond = 10;
/** Uids left out at most, 1/800 of all: a clock that is years ahead for once must not use them up. */
const most = 5_000_000;

/** Notes inside the transaction that stands that the copy knows of this moment. `now`: milliseconds. */
export function noteTime(index: Database, now: number): void {
  index.changes('UPDATE store SET seen_at = ?', [now]);
}

/** To be called when the store is opened for writing. `now`: milliseconds. */
export function leaveOutUids(index: Database, now: number): void {
  index.all('BEGIN IMMEDIATE');
  const seenAt = index.all('SELECT seen_at FROM store')[0]![0] as number;
  const count = Math.min(Math.ceil(((now - seenAt) / 1000) * perSecond), most);
  if (count > 0) index.changes('UPDATE mailboxes SET uidnext = uidnext + ?', [count]);
  noteTime(index, now);
  index.all('COMMIT');
}
