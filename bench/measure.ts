// Runs a job against each contestant in turn, several times round, and keeps the medians.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cpuSeconds } from '../test/interop/processes.ts';
import type { Contestant } from './contestants/contestant.ts';
import type { Done, Job } from './job.ts';

const execute = promisify(execFile);

/** Per unit: the server's CPU and the wall time, both in microseconds. */
export type Measured = { name: string; cpu: number; wall: number };

export async function runJob(job: Job): Promise<Done> {
  const load = join(import.meta.dirname, 'load.ts');
  const { stdout } = await execute(process.execPath, [load, JSON.stringify(job)], { timeout: 300_000 });
  return JSON.parse(stdout) as Done;
}

/** `jobFor` makes the job of one round, or undefined where the contestant cannot do it. Round 0 warms up. */
export async function measure(
  contestants: readonly Contestant[],
  rounds: number,
  jobFor: (contestant: Contestant, round: number) => Job | undefined,
): Promise<Measured[]> {
  const all = new Map<string, { cpu: number[]; wall: number[] }>();
  for (let round = 0; round <= rounds; round++) {
    for (const contestant of contestants) {
      const job = jobFor(contestant, round);
      if (job === undefined) continue;
      const before = cpuSeconds(contestant.pid);
      const { units, milliseconds } = await runJob(job);
      // What the server does after its last answer is its work too.
      await sleep(200);
      const cpu = cpuSeconds(contestant.pid) - before;
      if (round === 0) continue;
      const kept = all.get(contestant.name) ?? { cpu: [], wall: [] };
      kept.cpu.push((cpu * 1e6) / units);
      kept.wall.push((milliseconds * 1e3) / units);
      all.set(contestant.name, kept);
    }
  }
  return [...all].map(([name, { cpu, wall }]) => ({ name, cpu: median(cpu), wall: median(wall) }));
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
