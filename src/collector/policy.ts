// What is to be deleted on a source's server now, and what later: a function of a listing, a clock and the wishes of a
// person. It asks nobody and remembers nothing.
//
// It never deletes what is not stored here and was read back; nor by a listing that may not be whole; nor by a clock
// that jumped; nor more than the cap.

import type { Keep } from './keep.ts';

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

const day = 86_400_000;
/** Clocks are set back by seconds all the time; a summer time that was taken for real is an hour. */
const backward = 3_600_000;
/** A machine that was off for longer looks the same as one whose clock is wrong. */
const forward = 30 * day;

/**
 * What goes and what waits. A letter that the policy wants gone waits for `grace`, counted from the first plan that
 * wanted it. With a clock that was set back by more than an hour, or is more than 30 days ahead of the last run, only
 * that goes which would have gone by the clock of the last run; the rest begins to wait anew, for a day at least.
 */
export function planDeletions(input: PolicyInput): Plan {
  const { candidates, keep, listing, mostDeletions, now } = input;
  const grace = input.grace * 1000;
  if (listing !== 'whole' && keep.kind !== 'everything') return nothingNow(input, `${listing}-listing`);

  const trusted = trustedTime(input);
  const wanted = wantedGone(keep, candidates, now).sort(byAge);
  const wantedThen = trusted === undefined ? undefined : new Set(wantedGone(keep, candidates, trusted));
  const plan: Plan = { delete: [], waiting: [], octets: 0, capped: false, due: [], withdrawn: [] };
  for (const candidate of wanted) {
    const { n, octets, dueSince } = candidate;
    // A moment that lies ahead was noted by a clock that was ahead.
    let since = dueSince === null || dueSince > now + day ? now : dueSince;
    const goneThen = since === dueSince && wantedThen?.has(candidate) && since + grace <= trusted!;
    if (trusted !== undefined && !goneThen) {
      if (since + grace <= now) plan.refused = 'clock';
      since = now + Math.max(0, day - grace);
    }
    if (since !== dueSince) plan.due.push({ n, since });
    const at = since + grace;
    if (at > now) plan.waiting.push({ n, at });
    else if (plan.delete.length < mostDeletions) {
      plan.delete.push(n);
      plan.octets += octets;
    } else {
      plan.capped = true;
      plan.waiting.push({ n, at });
    }
  }
  const still = new Set(wanted);
  for (const candidate of candidates)
    if (candidate.dueSince !== null && !still.has(candidate)) plan.withdrawn.push(candidate.n);
  return plan;
}

/** The clock by which letters may go, where the present one is not to be trusted. */
function trustedTime({ now, lastRun }: PolicyInput): number | undefined {
  if (lastRun === null || (now >= lastRun - backward && now <= lastRun + forward)) return undefined;
  return Math.min(now, lastRun);
}

/** What was waiting goes on to. */
function nothingNow({ candidates, grace }: PolicyInput, refused: NonNullable<Plan['refused']>): Plan {
  const waiting = candidates.flatMap(({ n, dueSince }) =>
    dueSince === null ? [] : [{ n, at: dueSince + grace * 1000 }],
  );
  return { delete: [], waiting, octets: 0, capped: false, due: [], withdrawn: [], refused };
}

/** In any order; only what may be deleted at all. */
function wantedGone(keep: Keep, candidates: readonly Candidate[], now: number): Candidate[] {
  switch (keep.kind) {
    case 'everything':
      return [];
    case 'nothing':
      return candidates.filter(mayGo);
    case 'days-since-download':
      return candidates.filter((letter) => mayGo(letter) && letter.storedAt! + keep.days * day <= now);
    case 'days-old':
      return candidates.filter((letter) => mayGo(letter) && writtenAt(letter) + keep.days * day <= now);
    case 'until-deleted-here':
      return candidates.filter((letter) => mayGo(letter) && letter.deletedHere);
    case 'newest':
      return [...candidates].sort(byAge).slice(0, -keep.messages).filter(mayGo);
    case 'newest-octets':
      return beyond(keep.octets, candidates).filter(mayGo);
    case 'fuller-than':
      return oldestTo((keep.capacity * keep.percent) / 100, candidates);
  }
}

/** All but the newest that fit into so many octets together. */
function beyond(octets: number, candidates: readonly Candidate[]): Candidate[] {
  const oldestFirst = [...candidates].sort(byAge);
  let room = octets;
  for (let at = oldestFirst.length - 1; at >= 0; at--) {
    room -= oldestFirst[at]!.octets;
    if (room < 0) return oldestFirst.slice(0, at + 1);
  }
  return [];
}

/** As many of the oldest as must go for all the others to be no more than so many octets. */
function oldestTo(octets: number, candidates: readonly Candidate[]): Candidate[] {
  let excess = candidates.reduce((sum, letter) => sum + letter.octets, 0) - octets;
  const gone: Candidate[] = [];
  for (const letter of candidates.filter(mayGo).sort(byAge)) {
    if (excess <= 0) break;
    gone.push(letter);
    excess -= letter.octets;
  }
  return gone;
}

function mayGo({ storedAt, verified, aside, held }: Candidate): boolean {
  return storedAt !== null && verified && !aside && held !== true;
}

/**
 * A Date field may say anything, but no letter is younger than its download. What was not downloaded yet is the newest:
 * message-numbers tell no age, since servers put letters in between, or list them in another order each time.
 */
function writtenAt({ sentDate, storedAt }: Candidate): number {
  if (storedAt === null) return Number.POSITIVE_INFINITY;
  return Math.min(sentDate ?? storedAt, storedAt);
}

function byAge(one: Candidate, other: Candidate): number {
  const a = writtenAt(one);
  const b = writtenAt(other);
  return a === b ? one.n - other.n : a - b;
}
