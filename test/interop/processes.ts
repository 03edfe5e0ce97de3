// What a process and all its descendants used, as Linux tells it in /proc.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Ticks a second in /proc/PID/stat: 100 on every Linux that people run. */
const ticks = 100;

/** The process and its descendants that live now. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of list('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    const parent = Number(stat(pid)?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/**
 * CPU seconds, in user and kernel mode, of the whole tree: of what lives to the nanosecond (the kernel's
 * Documentation/scheduler/sched-stats.rst), of descendants that ended to a hundredth (proc(5): cutime). A thread that
 * ended in a process that lives is not counted.
 */
export function cpuSeconds(root: number): number {
  let nanoseconds = 0;
  let ended = 0;
  for (const pid of processTree(root)) {
    for (const thread of list(`/proc/${pid}/task`)) {
      nanoseconds += Number(read(`/proc/${pid}/task/${thread}/schedstat`)?.split(' ')[0] ?? 0);
    }
    // cutime, cstime
    for (const field of stat(pid)?.slice(13, 15) ?? []) ended += Number(field);
  }
  return nanoseconds / 1e9 + ended / ticks;
}

/** The largest resident memory each process of the tree ever had, summed, in octets. */
export function peakMemory(root: number): number {
  let sum = 0;
  for (const pid of processTree(root)) {
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`) ?? '');
    sum += Number(peak?.[1] ?? 0) * 1024;
  }
  return sum;
}

/** Resident memory of the tree now, in octets; what several processes share is shared out among them. proc(5): smaps_rollup */
export function proportionalMemory(root: number): number {
  let sum = 0;
  for (const pid of processTree(root)) {
    const share = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '');
    sum += Number(share?.[1] ?? 0) * 1024;
  }
  return sum;
}

/** Lets the peaks of the tree begin anew from what is resident now (proc(5): clear_refs). */
export function resetPeakMemory(root: number): void {
  for (const pid of processTree(root)) writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** The fields of /proc/PID/stat that follow the program's name: state, parent, … Undefined when the process is gone. */
function stat(pid: number): string[] | undefined {
  const text = read(`/proc/${pid}/stat`);
  // The name may hold spaces and parentheses; the last one closes it.
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined; // It ended between the listing and the look.
  }
}
