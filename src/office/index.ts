export {
  type AccountSummary,
  type Administration,
  type AdministrationCode,
  AdministrationError,
  type BatchLine,
  type BatchReport,
  type Finding,
  type Secret,
  type VerifyReport,
} from './administration.ts';
export type { OpenLetters } from './letters-through.ts';
export { type Office, startOffice } from './office.ts';
export { OfficeError, type OfficeErrorCode } from './office-error.ts';
export { openAdministration } from './open-administration.ts';
export { openLetters } from './open-letters.ts';
export { openSources } from './open-sources.ts';
export type {
  HearProgress,
  Outcome,
  SourceChanges,
  SourceDetails,
  SourceNamed,
  SourceSummary,
} from './sources.ts';
export type { OpenSources } from './sources-through.ts';
export type { Listening, ListeningProtocol } from './thread-calls.ts';
