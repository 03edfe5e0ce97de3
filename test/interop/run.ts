// Runs the tests against real programs: each file in a process of its own with a time limit. Says first which of the
// programs are here. Arguments choose files by a part of their name.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { findPeer, peerNames } from './peers.ts';

for (const name of peerNames) {
  const found = findPeer(name);
  console.log(
    found ? `peer ${name}: ${found.root}` : `MISSING PEER ${name}: run test/interop/fetch-peers.ts`,
  );
}
const only = process.argv.slice(2);
const files = globSync('*.interop.ts', { cwd: import.meta.dirname })
  .filter((file) => only.length === 0 || only.some((part) => file.includes(part)))
  .sort()
  .map((file) => `${import.meta.dirname}/${file}`);
const options = ['--test', '--test-reporter=spec', '--test-timeout=300000', '--test-concurrency=1'];
const run = spawnSync(process.execPath, [...options, ...files], { stdio: 'inherit' });
process.exit(run.status ?? 1);
