// A large account moves in: 200,000 letters, over a server and then again, in bounded memory.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { letter } from '../../bench/letters.ts';
import { makeMaildir } from '../rig/maildir.ts';
import { runCasilla, startServer } from '../rig/server.ts';

const count = 200_000;
const seed = 1939;
/** Octets: of the command, and of the server with all its threads, which has 190 MiB before it does anything. */
const most = { command: 300 * 2 ** 20, server: 640 * 2 ** 20 };
const casilla = fileURLToPath(new URL('../../bin/casilla', import.meta.url));

test(`${count} letters are imported, each once, in bounded memory`, async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'casilla-import-'));
  try {
    const [data, maildir] = [join(root, 'data'), join(root, 'maildir')];
    makeMaildir(maildir, (number) => letter(seed, number), count);
    assert.equal(
      runCasilla(['account', 'add', 'ana', '--data', data, '--password-stdin'], 'a secret\n').status,
      0,
    );
    const server = await startServer(data);
    for (const [added, known] of [
      [count, 0],
      [0, count],
    ]) {
      const { output, peak } = await watch(['import', 'ana', '--maildir', maildir, '--data', data]);
      assert.match(output, new RegExp(`${added} added, ${known} were here already`));
      assert.match(output, new RegExp(`${count} of ${count} identical`));
      const served = peakOf(server.pid);
      t.diagnostic(`the command's peak ${peak >> 20} MiB, the server's ${served >> 20} MiB`);
      assert.ok(peak < most.command, `the command took ${peak >> 20} MiB`);
      assert.ok(served < most.server, `the server took ${served >> 20} MiB`);
    }
    assert.deepEqual(await server.stop(), { code: 0, internalErrors: 0 });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

/** Runs `casilla …`; answers what it wrote and the most memory it had, octets. */
async function watch(parameters: string[]): Promise<{ output: string; peak: number }> {
  const child = spawn(process.execPath, [casilla, ...parameters], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', (octets: Buffer) => (output += octets));
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid!));
  }, 200);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(timer);
  return { output, peak };
}

/** The kernel's own note of the most resident memory of a process (proc(5), VmHWM), octets; 0 when it is gone. */
function peakOf(pid: number): number {
  try {
    return 1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
