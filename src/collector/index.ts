// The door of the collector.

export { formatKeep, type Keep, parseKeep } from './keep.ts';
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
export type { ScheduleState } from './schedule.ts';
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
export type { Cause, Reaction, Remedy, Trouble } from './trouble.ts';
