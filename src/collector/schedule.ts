// When a source is polled next, after what happened at the last poll, and whether that is worth an alarm. Plain data and
// functions of it; the clock and the dice are passed in.

import { type Cause, meanings, type Trouble } from './trouble.ts';

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
  /** How many failed in a row for the same cause; and the server's words, numbers apart. */
  alike: number;
  reply: string | null;
  /** When this row of failures began. */
  failingSince: number | null;
  /** The troubles that were told since the last run that went well: each is told once. */
  alarmed: Cause[];
  /** Seconds between logins that the server demands, as announced or as learned; 0: none known. */
  loginDelay: number;
};

export const freshSchedule: ScheduleState = {
  nextAt: 0,
  paused: false,
  failures: 0,
  cause: null,
  alike: 0,
  reply: null,
  failingSince: null,
  alarmed: [],
  loginDelay: 0,
};

export type RunEnd = {
  /** Milliseconds since 1970. */
  at: number;
  /** What ended the run early; of what it survived nothing. */
  trouble: Trouble | undefined;
  /** Seconds, as the server announces them; undefined: it does not, or there was no session. RFC 2449 §6.5 */
  loginDelay: number | undefined;
};

export type Scheduled = {
  state: ScheduleState;
  /** To be told now. */
  alarm?: Cause;
  /** What was told is over. */
  recovered: boolean;
};

/** Seconds after the first, second and each further refusal with [IN-USE]: the other session ends by and by. */
const inUse = [15, 60, 300] as const;
/** Seconds between two tries, at most, by where the trouble lies. */
const ceilings = { host: 3_600, account: 21_600, here: 900 } as const;
/** The same refusal of a login so often in a row is an answer. */
const mostAlike = 3;
/** What may pass by itself is told after so many failures that take so long (milliseconds). */
const lasting = { failures: 4, time: 3_600_000 } as const;
/** Seconds that a server may want between two logins without having said how many. */
const learned = { least: 300, most: 3_600 } as const;

/** `every`: seconds between two polls, as configured. `random`: from 0 up to 1. */
export function afterRun(
  before: ScheduleState | null,
  end: RunEnd,
  every: number,
  random: () => number,
): Scheduled {
  const state = before ?? freshSchedule;
  const { at, trouble } = end;
  const loginDelay = delayOf(state, end);
  // Sources that were added together do not poll together for ever.
  const usual = Math.max(every, loginDelay) * (1 + random() / 10);
  if (trouble === undefined || meanings[trouble.cause].reaction === 'go-on')
    return {
      state: { ...freshSchedule, nextAt: at + Math.ceil(usual * 1000), loginDelay },
      recovered: state.alarmed.length > 0,
    };
  const { cause } = trouble;
  const reply = trouble.reply?.replaceAll(/\d+/g, '0') ?? null;
  // A login that is broken off without a word, or refused in others, may fail for another reason each time.
  const sameWords = cause !== 'login-ambiguous' || state.reply === reply;
  const alike = state.cause === cause && sameWords ? state.alike + 1 : 1;
  const failures = state.failures + 1;
  const failingSince = Math.min(state.failingSince ?? at, at);
  const paused = meanings[cause].reaction === 'pause' || (cause === 'login-ambiguous' && alike >= mostAlike);
  const wait = Math.max(waitAfter(cause, alike, failures, every) * (0.75 + random() / 2), loginDelay);
  const lasts = failures >= lasting.failures && at - failingSince >= lasting.time;
  const tell =
    meanings[cause].alarm === 'at-once' || paused
      ? !state.alarmed.includes(cause)
      : lasts && state.alarmed.length === 0;
  return {
    state: {
      nextAt: at + Math.ceil(wait * 1000),
      paused,
      failures,
      cause,
      alike,
      reply,
      failingSince,
      alarmed: tell ? [...state.alarmed, cause] : state.alarmed,
      loginDelay,
    },
    ...(tell && { alarm: cause }),
    recovered: false,
  };
}

/** Seconds. */
function waitAfter(cause: Cause, alike: number, failures: number, every: number): number {
  if (cause === 'in-use') return inUse[Math.min(alike, inUse.length) - 1]!;
  const ceiling = Math.max(every, ceilings[meanings[cause].side]);
  return Math.min(ceiling, every * 2 ** Math.min(failures - 1, 20));
}

function delayOf(state: ScheduleState, { trouble, loginDelay }: RunEnd): number {
  if (loginDelay !== undefined) return loginDelay;
  if (trouble?.cause !== 'login-delay') return state.loginDelay;
  return Math.min(Math.max(learned.most, state.loginDelay), Math.max(learned.least, state.loginDelay * 2));
}

/** A moment that lies further ahead than any wait was noted by a clock that was ahead. */
export function isDue(state: ScheduleState | null, now: number, every: number): boolean {
  const { paused, nextAt, loginDelay } = state ?? freshSchedule;
  const longest = Math.max(every, loginDelay, ceilings.account) * 1.25 * 1000;
  return !paused && (now >= nextAt || nextAt > now + longest);
}

/** A person did something about it, or wants to know: the next poll is now, and what it meets is told again. */
export function resumed(state: ScheduleState | null, now: number): ScheduleState {
  return { ...freshSchedule, nextAt: now, loginDelay: state?.loginDelay ?? 0 };
}
