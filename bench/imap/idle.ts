// What a client costs that waits with IDLE, and how soon it hears of a change while many wait.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Dovecot, startDovecot } from '../../test/interop/dovecot.ts';
import { cpuSeconds, proportionalMemory } from '../../test/interop/processes.ts';
import { casilla } from '../contestants/casilla.ts';
import { runJob } from '../measure.ts';
import { series } from '../series.ts';
import type { Heard, IdleJob } from './idle-load.ts';

const accounts = Array.from({ length: 50 }, (_, index) => `idle${index + 1}`);
const name = accounts[0]!;
/** Of Dovecot a tenth: each client is a process. */
const most = { Casilla: 5_000, Dovecot: 500 } as const;
/** Dovecot tells of each after half a second. */
const changes = 60;
/** Seconds that everybody waits and nothing happens. */
const silence = 10;

type Waiting = AsyncDisposable & {
  name: keyof typeof most;
  pid: number;
  imap: number;
  lmtp: number;
  password: string;
};

export async function benchImapIdle(names: ReadonlySet<string>): Promise<void> {
  console.log(
    '\n| clients that wait with IDLE | clients | memory of each (PSS) | CPU a second, all | a change is heard of after, p50 | p99 |\n|---|---:|---:|---:|---:|---:|',
  );
  for (const start of [dovecot, ours]) {
    if (!names.has(start === ours ? 'casilla' : 'dovecot')) continue;
    const row = await measureRow(start);
    console.log(`| ${row.join(' | ')} |`);
  }
}

async function measureRow(start: () => Promise<Waiting>): Promise<string[]> {
  await using server = await start();
  await runJob({
    kind: 'deliver',
    port: server.lmtp,
    names: accounts,
    seed: series.maildrop,
    first: 0,
    count: 10 * accounts.length,
  });
  const job = { port: server.imap, password: server.password, names: accounts, name, changes };
  const before = proportionalMemory(server.pid);
  const load = await openLoad({ ...job, clients: most[server.name] });
  const memory = (proportionalMemory(server.pid) - before) / most[server.name];
  const cpu = cpuSeconds(server.pid);
  await sleep(silence * 1000);
  const perSecond = (cpuSeconds(server.pid) - cpu) / silence;
  const { milliseconds } = await load.end();
  const at = (share: number) => `${milliseconds[Math.floor(share * milliseconds.length)]!.toFixed(1)} ms`;
  return [
    server.name,
    `${most[server.name]}`,
    `${(memory / 1024).toFixed(0)} KiB`,
    `${(perSecond * 1000).toFixed(1)} ms`,
    at(0.5),
    at(0.99),
  ];
}

async function openLoad(job: IdleJob): Promise<{ end(): Promise<Heard> }> {
  const load = spawn(process.execPath, [join(import.meta.dirname, 'idle-load.ts'), JSON.stringify(job)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: load.stdout! });
  await lineOf(lines, load);
  return {
    async end() {
      const gone = once(load, 'exit');
      load.stdin!.write('measure\n');
      const heard = JSON.parse(await lineOf(lines, load)) as Heard;
      await gone;
      return heard;
    },
  };
}

async function lineOf(lines: Interface, load: ChildProcess): Promise<string> {
  const ended = once(load, 'exit').then(() => {
    throw new Error('the load ended before it was done');
  });
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  ended.catch(() => {});
  return line;
}

async function ours(): Promise<Waiting> {
  const server = await casilla(accounts, ['imap.connections_per_address=20000']);
  const { pid, password } = server;
  return {
    ...{ name: 'Casilla', pid, imap: server.imap!, lmtp: server.lmtp!, password },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function dovecot(): Promise<Waiting> {
  const limits =
    'service imap {\n  process_limit = 2048\n}\nservice imap-login {\n  client_limit = 2048\n}\n';
  const more = `${limits}service anvil {\n  client_limit = 4096\n}\ndefault_client_limit = 4096\n`;
  const server: Dovecot = await startDovecot({ location: 'sdbox', more });
  const { pid, ports, password } = server;
  return {
    ...{ name: 'Dovecot', pid, imap: ports.imap, lmtp: ports.lmtp, password },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
