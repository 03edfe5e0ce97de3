// When a source is polled next, after what happened at the last poll, and whether that is worth an alarm. Plain data and
// functions of it; the clock and the dice are passed in.

import type { Cause } from './trouble.ts';

/** Kept with the source as JSON. Times are milliseconds since 1970. */
export type ScheduleState = {
  /** Not before. */
  nextAt: number;
  /** No polls until a person acts. */
  paused: boolean;
  /** Runs in a row that failed. */
  failures: number;
  /** Of the last run; null: it went well. */
  cause: Cause | null;
  /** How many failed in a row with the same cause and the same words, and those. */
  alike: number;
  reply: string | null;
  /** When this row of failures began. */
  failingSince: number | null;
  /** The trouble that was told: it is told once. */
  alarmed: Cause | null;
  /** Seconds between logins that the server demands, as announced or as learned; 0: none known. */
  loginDelay: number;
};
