// The settings: one schema, and what is made of it.
export { checkFiles } from './check-files.ts';
export { formatDuration, parseDuration } from './duration.ts';
export { exampleTexts, formatExample } from './example.ts';
export { searchPath } from './find-file.ts';
export { formatHostPort } from './host-port.ts';
export { languageOf } from './language.ts';
export { type Loaded, loadSettings, type SettingsOptions } from './load.ts';
export { formatManual, manualTexts } from './manual.ts';
export { formatProblem, type Place, type Problem, problemTexts } from './problem.ts';
export { keys, schema, variableOf } from './schema.ts';
export type { HostPort, Settings } from './settings.ts';
export { formatSize, parseSize } from './size.ts';
export { type Surroundings, surroundings } from './surroundings.ts';
export { fill, type Language, type Placeholder, type Text } from './text.ts';
