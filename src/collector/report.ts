// What a run says of itself: the reconciliation that a person reads, what a source remembers of its last runs, and
// what a look at a server finds. Plain data: it crosses threads and is kept as JSON.

import type { Capabilities, PeerCertificate, Quirk } from '../pop3/index.ts';
import type { AccountId, SourceId } from '../store/index.ts';
import type { Plan } from './policy.ts';
import type { ScheduleState } from './schedule.ts';
import type { Trouble } from './trouble.ts';

/**
 * 'whole': every letter is there, as far as can be told. 'partial': some of it was not readable, or LIST and UIDL
 * disagree. 'suspect': too much is missing at once to believe it. 'same': as at the last run, so nothing was compared.
 * 'none': there was no listing, because the session did not come that far.
 */
export type ListingState = 'whole' | 'partial' | 'suspect' | 'same' | 'none';

/** Once for each trouble, when it begins: what a person should hear without asking. */
export type Alarm =
  /** The source does not work, and that does not pass by itself, or has lasted. */
  | { alarm: 'trouble'; trouble: Trouble }
  /** What was told is over. */
  | { alarm: 'recovered' }
  /** The policy would have deleted more than its cap allows: the rest follows in the next runs. */
  | { alarm: 'deletions-capped'; letters: number }
  /** The clock went where no clock goes: nothing was deleted. */
  | { alarm: 'clock' }
  /** Nearly all unique-ids are new; so many letters were recognised by what they hold. */
  | { alarm: 'unique-ids-changed'; letters: number }
  /** The server removes letters that were read (EXPIRE 0), whatever the policy says. RFC 2449 §6.7 */
  | { alarm: 'server-removes'; days: number }
  /** The server has no unique-ids: each run recognises letters by their headers. */
  | { alarm: 'no-unique-ids' }
  /** Letters whose copy here is not what was collected: they are not deleted there. */
  | { alarm: 'copy-damaged'; letters: number }
  /** Letters that could not be stored as letters are, or not at all: see `aside`. */
  | { alarm: 'set-aside'; letters: number }
  /** The server says that it did not delete what it was asked to. */
  | { alarm: 'deletion-refused'; text: string };

export type Report = {
  account: AccountId;
  source: SourceId;
  name: string;
  /** Milliseconds, these two. */
  startedAt: number;
  endedAt: number;
  /** Letters that the server lists; over several sessions, the last. */
  listed: number;
  /** Of these, those that we had before this run. */
  known: number;
  /** New letters that are stored, durably. */
  stored: number;
  /** Letters that were fetched though we had them: nothing was stored a second time. */
  repeated: number;
  /** Letters that are set aside, in this run. */
  aside: number;
  /** New letters that are still to be fetched. */
  left: number;
  /** Letters that the policy will delete at the server, in time. */
  waiting: number;
  deleted: number;
  freedOctets: number;
  /** Of the letters that were fetched. */
  octets: number;
  /** Letters that we know and the server does not list any more. */
  absent: number;
  listing: ListingState;
  /** What ended the run before its end; and the last of what it survived. */
  trouble?: Trouble;
  alarms: Alarm[];
};

/** How far a run is. Octets as the server lists them, letters that are to be fetched in this run. */
export type Progress = { letters: number; ofLetters: number; octets: number; ofOctets: number };

/** A listing of which every letter was settled, by the policy of then. */
export type ListingMark = { digest: string; count: number; octets: number; policy: string };

/** What a source remembers from run to run, as JSON in its row. Times are milliseconds since 1970. */
export type SourceState = {
  /** The end of the last run; of the last that had no trouble. */
  ranAt: number | null;
  wentWellAt: number | null;
  /** The clock at the last plan of deletions, as far as it was believed; null: there was none. */
  clock: number | null;
  last: Report | null;
  /** null: it never ran. */
  schedule: ScheduleState | null;
  /** How many listings in a row were suspect. */
  suspect: number;
  /** What tells whether the next listing is the same as the last, of which every letter was settled; null: nothing. */
  listing: ListingMark | null;
  /** When the next deletion falls due; null: none is waiting. */
  nextDue: number | null;
  /** The server's first words, and what it does otherwise than it should, as far as it was noticed. */
  greeting: string;
  quirks: Quirk[];
  /** Alarms that were raised and whose cause lasts. */
  raised: Alarm['alarm'][];
  /** What was said in the last sessions, secrets masked, the latest last. */
  transcript: string[];
};

export const freshState: SourceState = {
  ranAt: null,
  wentWellAt: null,
  clock: null,
  last: null,
  schedule: null,
  suspect: 0,
  listing: null,
  nextDue: null,
  greeting: '',
  quirks: [],
  raised: [],
  transcript: [],
};

/** What an older Casilla wrote lacks what was added since. */
export function parseState(text: string): SourceState {
  return { ...freshState, ...(JSON.parse(text) as Partial<SourceState>) };
}

export const formatState = (state: SourceState): string => JSON.stringify(state);

/** What a look at a server finds, without changing anything there. */
export type ProbeReport = {
  host: string;
  port: number;
  greeting: string;
  /** What CAPA says behind the login, a line each; empty: the server has none. */
  capabilities: string[];
  mechanism: string;
  tls: { protocol: string; cipher: string; certificate: PeerCertificate } | null;
  letters: number;
  octets: number | null;
  uniqueIds: boolean;
  top: boolean;
  pipelining: boolean;
  /** Days that letters stay at least; 'never': they are never removed; null: nothing is promised. */
  expire: number | 'never' | null;
  /** Seconds between two logins; null: nothing is said. */
  loginDelay: number | null;
  quirks: Quirk[];
  /** Names in the registry of known servers. */
  knownServers: string[];
};

export const capabilityLines = (capabilities: Capabilities): string[] =>
  [...capabilities].map(([name, values]) => [name, ...values].join(' '));

/** What re-reading the stored copies of a source's letters found. */
export type CheckReport = {
  account: AccountId;
  source: SourceId;
  name: string;
  /** Letters that the ledger says are stored; of these, those whose octets were read and are right. */
  letters: number;
  right: number;
  octets: number;
  /** Deleted here since. */
  gone: number;
  /** Set aside. */
  aside: number;
  differing: { entry: number; found: string; expected: string }[];
};

/** What a run would delete now, and what waits; nothing is done. */
export type PlanReport = {
  account: AccountId;
  source: SourceId;
  name: string;
  listed: number;
  listing: ListingState;
  remove: PlannedDeletion[];
  waiting: (PlannedDeletion & { /** Milliseconds. */ at: number })[];
  /** Octets that `remove` frees. */
  octets: number;
  capped: boolean;
  refused?: NonNullable<Plan['refused']>;
};

export type PlannedDeletion = { entry: number; octets: number; storedAt: number };
