// Casilla as a black box: the documented command line, started on free ports over a directory of its own.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { runProgram } from './program.ts';

export const casilla = resolve(import.meta.dirname, '../../bin/casilla');

export type ServerOptions = {
  /** Accounts to add before the start. All have the server's `password`. */
  accounts?: readonly string[];
  /** More settings, as `--set` takes them. */
  settings?: readonly string[];
  /** A program and its arguments that run the server, such as strace. */
  under?: readonly string[];
};

export type Server = AsyncDisposable & {
  /** The password of every account. */
  password: string;
  data: string;
  /** Of the present run. */
  ports: Readonly<Record<'pop3' | 'pop3s' | 'imap' | 'imaps' | 'smtp' | 'lmtp', number>>;
  pid: number;
  addAccounts(names: readonly string[]): Promise<void>;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; asserts exit code 0 and that no internal error was counted. Harmless when it does not run. */
  stop(): Promise<void>;
  /** Starts again over the same directory, on the same ports: some clients remember letters by host and port. */
  start(): Promise<void>;
  /** What the present run wrote to standard error. */
  log(): string;
};

/** Starts Casilla and waits until it is ready. Disposing stops it, asserts as `stop` does, and removes its directory. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'casilla-interop-'));
  const password = 'a-box-of-letters';
  let child: ChildProcess | undefined;
  let log: string[] = [];
  const running = () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return undefined;
    return child;
  };
  const server: Server = {
    password,
    data,
    ports: { pop3: 0, pop3s: 0, imap: 0, imaps: 0, smtp: 0, lmtp: 0 },
    pid: 0,
    log: () => log.join(''),
    async addAccounts(names) {
      const lines = names.map((name) => `${name}:${password}\n`).join('');
      const batch = `${data}.accounts`;
      writeFileSync(batch, lines, { mode: 0o600 });
      const done = await runProgram(casilla, ['account', 'add', '--data', data, '--batch', batch]);
      rmSync(batch);
      assert.equal(done.status, 0, `account add: ${done.stdout}${done.stderr}`);
    },
    async start() {
      log = [];
      child = launch(data, server.ports, options);
      child.stderr!.on('data', (octets: Buffer) => log.push(octets.toString()));
      const ports = await readPorts(child, server.log);
      server.ports = ports;
      server.pid = child.pid!;
    },
    async kill() {
      const alive = running();
      if (alive === undefined) return;
      const gone = once(alive, 'close');
      alive.kill('SIGKILL');
      await gone;
    },
    async stop() {
      const alive = running();
      if (alive === undefined) return;
      const gone = once(alive, 'close');
      alive.kill('SIGTERM');
      const timer = setTimeout(() => alive.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(timer);
      assert.equal(alive.exitCode, 0, `exit code ${alive.exitCode} ${alive.signalCode}: ${server.log()}`);
      const last = server.log().trim().split('\n').at(-1)!;
      assert.equal(JSON.parse(last).internalErrors, 0, server.log());
    },
    async [Symbol.asyncDispose]() {
      try {
        await server.stop();
      } finally {
        await server.kill();
        rmSync(data, { recursive: true, force: true });
      }
    },
  };
  try {
    if (options.accounts) await server.addAccounts(options.accounts);
    await server.start();
  } catch (error) {
    await server.kill();
    rmSync(data, { recursive: true, force: true });
    throw error;
  }
  return server;
}

function launch(data: string, ports: Server['ports'], options: ServerOptions): ChildProcess {
  const listeners = Object.entries(ports).map(([name, port]) => `${name}.listen=127.0.0.1:${port}`);
  const settings = [...listeners, ...(options.settings ?? [])].flatMap((setting) => ['--set', setting]);
  const [program, ...args] = [...(options.under ?? []), casilla, 'serve', '--data', data, ...settings];
  // LANG decides the language of what is said; the tests read English.
  return spawn(program!, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, LANG: 'C' },
  });
}

/** Reads `pop3 127.0.0.1:41233` lines until `ready`. */
async function readPorts(child: ChildProcess, log: () => string): Promise<Server['ports']> {
  const ports: Record<string, number> = {};
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line === 'ready') {
      const { pop3, pop3s, imap, imaps, smtp, lmtp } = ports;
      assert.ok(pop3 && pop3s && imap && imaps && smtp && lmtp, `ports: ${JSON.stringify(ports)}`);
      child.stdout!.resume();
      return { pop3, pop3s, imap, imaps, smtp, lmtp };
    }
    const address = /^(\S+) \S+:(\d+)$/.exec(line);
    assert.ok(address, `an address line: ${line}`);
    ports[address[1]!] = Number(address[2]);
  }
  throw new Error(`the server did not become ready: ${log()}`);
}
