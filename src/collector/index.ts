// The door of the collector.

export { HostCircuits } from './circuit.ts';
export {
  Collector,
  type CollectorOptions,
  type RunningOptions,
  type SourceChange,
  type SourceName,
} from './collector.ts';
export { formatKeep, type Keep, parseKeep } from './keep.ts';
export { type KnownServer, knownServers, recogniseServer } from './known-servers.ts';
export type { SecretReader } from './read-secret.ts';
export {
  type Alarm,
  type CheckReport,
  formatState,
  freshState,
  type ListingState,
  type PlannedDeletion,
  type PlanReport,
  type ProbeReport,
  type Progress,
  parseState,
  type Report,
  type SourceState,
} from './report.ts';
export {
  afterRun,
  freshSchedule,
  isDue,
  type RunEnd,
  resumed,
  type Scheduled,
  type ScheduleState,
} from './schedule.ts';
export { openSecrets, Secrets, SecretUnreadable } from './secrets.ts';
export {
  defaultPort,
  formatSettings,
  parseSettings,
  type SecretPlace,
  type Source,
  type SourceProblem,
  type SourceSettings,
  sourceDefaults,
  sourceProblems,
} from './source.ts';
export {
  type Cause,
  type Meaning,
  meanings,
  type Reaction,
  type Remedy,
  type Trouble,
  troubleFrom,
} from './trouble.ts';
