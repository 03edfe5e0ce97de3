// Runs the tests that need nothing but Node: the pure ones (*.test.ts) in one process, then those that start
// servers, threads or engines (*.live.ts), each in a process of its own with a time limit.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

const only = process.argv.slice(2);
const wanted = (file: string) => only.length === 0 || only.some((part) => file.includes(part));
const pure = globSync('{src,test}/**/*.test.ts').filter(wanted).sort();
const live = globSync(['src/**/*.live.ts', 'test/*.live.ts', 'test/{journeys,collector}/**/*.live.ts'])
  .filter(wanted)
  .sort();

let failed = false;
for (const [files, options] of [
  [pure, ['--test-isolation=none']],
  [live, ['--test-timeout=120000', '--test-concurrency=2']],
] as const) {
  if (files.length === 0) continue;
  const run = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...options, ...files], {
    stdio: 'inherit',
    // A file that hangs must not hang whoever waits for the result.
    timeout: 600_000,
  });
  failed ||= run.status !== 0;
}
process.exit(failed ? 1 : 0);
