// The full counts: too long for every run of the tests, bounded all the same. Parts run one after the other, each in a
// process of its own, since each wants the machine for itself. `npm run test:long [part of a name …]`
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

/** Milliseconds of one test, and of everything. */
const most = 900_000;
const mostInAll = 2_400_000;

const only = process.argv.slice(2);
const parts = globSync('test/long/**/*.long.ts')
  .filter((file) => only.length === 0 || only.some((part) => file.includes(part)))
  .sort();
if (parts.length === 0) {
  console.error(`no part has ${only.join(' or ')} in its name`);
  process.exit(64);
}
const { status } = spawnSync(
  process.execPath,
  ['--test', '--test-reporter=spec', '--test-concurrency=1', `--test-timeout=${most}`, ...parts],
  { stdio: 'inherit', timeout: mostInAll },
);
process.exit(status ?? 1);
