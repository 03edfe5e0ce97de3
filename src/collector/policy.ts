// What is to be deleted on a source's server now, and what later: a function of a listing, a clock and the wishes of a
// person. It asks nobody and remembers nothing.
//
// It never deletes what is not stored here and was read back; nor by a listing that may not be whole; nor by a clock
// that jumped; nor more than the cap.

import type { Keep } from './keep.ts';

export { formatKeep, type Keep, parseKeep } from './keep.ts';

/** A letter as the server lists it, and what is known of it here. Times are milliseconds since 1970. */
export type Candidate = {
  /** Its message-number in this session. */
  n: number;
  /** As the server lists it, or as stored where it lists none. */
  octets: number;
  /** When it was downloaded; null: it is not stored. */
  storedAt: number | null;
  /** Its octets were read back with the right digest; of one that was deleted here since: before that. */
  verified: boolean;
  /** Of its Date field; null: none that can be read. */
  sentDate: number | null;
  /** The person deleted its copy here. */
  deletedHere: boolean;
  /** Set aside here: it stays on the server until somebody looked at it. */
  aside: boolean;
  /** Since when the policy wants it gone: the `since` of an earlier plan, less what was cancelled. */
  dueSince: number | null;
  /** The person wants this one to stay there, whatever the policy says. */
  held?: boolean;
};

export type PolicyInput = {
  keep: Keep;
  /** Seconds between a plan that wants a letter gone and one that deletes it. */
  grace: number;
  /** Of one run. */
  mostDeletions: number;
  /** Milliseconds since 1970. */
  now: number;
  /** The clock of the last run; null: there was none, or a person says that the clock is right. */
  lastRun: number | null;
  candidates: readonly Candidate[];
  listing: 'whole' | 'partial' | 'suspect';
};

export type Plan = {
  /** Message-numbers, the oldest letter first. */
  delete: number[];
  /** Wanted gone, but not yet: `at` is when it may go at the earliest, as far as the clock is concerned. */
  waiting: { n: number; at: number }[];
  /** Octets of what is in `delete`. */
  octets: number;
  /** More may go than the cap allows: the rest is in `waiting`. */
  capped: boolean;
  /** To be remembered: wanted gone since then, where that differs from the candidate's `dueSince`. */
  due: { n: number; since: number }[];
  /** To be forgotten: had a `dueSince`, and the policy does not want them gone any more. */
  withdrawn: number[];
  /** Why letters wait that would have gone. */
  refused?: 'partial-listing' | 'suspect-listing' | 'clock';
};
