// mpop as it collects a maildrop: pipelined, known letters remembered in a file, letters into a directory or a file.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { peer } from '../../test/interop/peers.ts';

export type Ran = { milliseconds: number; peak: number };

/** One run, from the start of the process to its end. `peak`: octets, looked at every 20 ms, which costs it nothing. */
export async function runMpop(directory: string, port: number, delivery: 'maildir' | 'mbox'): Promise<Ran> {
  const mail = join(directory, delivery);
  if (delivery === 'maildir' && !existsSync(mail))
    for (const part of ['new', 'cur', 'tmp']) mkdirSync(join(mail, part), { recursive: true });
  const mpop = peer('mpop');
  const args = [
    '--host=127.0.0.1',
    `--port=${port}`,
    '--tls=off',
    '--auth=user',
    '--user=ana',
    '--passwordeval=echo canary-4711',
    '--keep=on',
    '--received-header=off',
    '--pipelining=on',
    `--uidls-file=${join(directory, 'uidls')}`,
    `--delivery=${delivery},${mail}`,
    '--quiet',
  ];
  const env = { PATH: process.env.PATH ?? '', HOME: directory, ...mpop.environment };
  const began = performance.now();
  const child = spawn(mpop.path('bin/mpop'), args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid!));
  }, 20);
  const [code] = await once(child, 'exit');
  clearInterval(timer);
  if (code !== 0) throw new Error(`mpop ended with ${code}`);
  return { milliseconds: performance.now() - began, peak };
}

/** proc(5) VmHWM, in octets; 0 when the process is gone. */
function peakOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
