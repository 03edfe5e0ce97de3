// The memory that a process has in use now, as Linux tells it in /proc.

import { readFileSync } from 'node:fs';

/** VmRSS in MiB. proc(5) */
export function residentMebibytes(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))!;
  return Math.round(Number(kibibytes) / 1024);
}
