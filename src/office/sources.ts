// What may be asked about sources of letters, whether a server is running, which is then asked over its local socket, or
// not, when the store is opened here. Accounts and sources go by their names.

import type {
  CheckReport,
  PlanReport,
  ProbeReport,
  Progress,
  Report,
  SourceSettings,
  Trouble,
} from '../collector/index.ts';

export type SourceNamed = { account: string; name: string };

/** null: not given any more, where that may be. */
export type SourceChanges = { [K in keyof SourceSettings]?: SourceSettings[K] | null };

export type SourceSummary = SourceNamed & {
  settings: SourceSettings;
  /** Milliseconds since 1970, all these; null: never yet. */
  madeAt: number;
  ranAt: number | null;
  wentWellAt: number | null;
  /** When a running server polls it next; null: not before a person does something. */
  nextAt: number | null;
  /** Not polled until it is edited or collected by hand. */
  paused: boolean;
  last: Report | null;
};

export type SourceDetails = SourceSummary & {
  /** Letters that were taken from it. */
  letters: number;
  /** Letters that the policy will delete there, in time; and those that a person wants to stay. */
  waiting: number;
  held: number;
  /** What was set aside, and why: at most 100. */
  aside: { entry: number; octets: number | null; why: string }[];
  greeting: string;
  /** Of the registry of known servers. */
  knownServers: string[];
  /** What was said in the last sessions, secrets masked, the latest last. */
  transcript: string[];
};

/** What a session with the server found, or what kept it from that. */
export type Outcome<T> = { at: 'report'; report: T } | { at: 'trouble'; trouble: Trouble };

/** Letters, and octets where they are known. */
export type HearProgress = (progress: Progress) => void;

/** All reject with AdministrationError. */
export interface Sources {
  /** `secret`: to be sealed beside the source; null: it is elsewhere, or there is none. */
  addSource(input: SourceNamed & { settings: SourceSettings; secret: string | null }): Promise<void>;
  /** Of one account, or of all. */
  listSources(input: { account?: string }): Promise<SourceSummary[]>;
  showSource(input: SourceNamed): Promise<SourceDetails>;
  editSource(
    input: SourceNamed & { rename?: string; changes?: SourceChanges; secret?: string | null },
  ): Promise<void>;
  /** Its letters stay. */
  removeSource(input: SourceNamed): Promise<void>;
  probeSource(input: SourceNamed): Promise<Outcome<ProbeReport>>;
  planSource(input: SourceNamed): Promise<Outcome<PlanReport>>;
  checkSource(input: SourceNamed, heard?: HearProgress): Promise<CheckReport>;
  /** A person wants letters to stay at their source, or does not any more. 'all': those that wait, or that are held. */
  holdLetters(input: SourceNamed & { entries: readonly number[] | 'all'; held: boolean }): Promise<number>;
  /** `tryAgain`: what was set aside is fetched again. */
  collectSource(input: SourceNamed & { tryAgain?: boolean }, heard?: HearProgress): Promise<Report>;
}

export type SourcesMethod = keyof Sources;

export const sourcesMethods: readonly SourcesMethod[] = [
  'addSource',
  'listSources',
  'showSource',
  'editSource',
  'removeSource',
  'probeSource',
  'planSource',
  'checkSource',
  'holdLetters',
  'collectSource',
];
