// The server as a person starts it: a process of its own, on free loopback ports, killed or stopped by its pid.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const casilla = fileURLToPath(new URL('../../bin/casilla', import.meta.url));

export interface RunningServer {
  pid: number;
  /** By protocol. */
  ports: Record<string, number>;
  /** Lines of its log, as they come. */
  log: string[];
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with its exit code and how many internal errors it counted. */
  stop(): Promise<{ code: number | null; internalErrors: number | undefined }>;
  signal(name: NodeJS.Signals): void;
}

/** Runs `casilla …` to its end. */
export function runCasilla(parameters: string[], input = '', environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [casilla, ...parameters], {
    input,
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C', LC_ALL: 'C', ...environment },
  });
  return { status, stdout, stderr };
}

/** Starts `casilla serve` and waits until it says ready. Rejects with its log when it does not. */
export async function startServer(
  data: string,
  settings: readonly string[] = [],
  environment: Record<string, string> = {},
): Promise<RunningServer> {
  const listen = ['pop3', 'pop3s', 'imap', 'imaps', 'smtp', 'lmtp'].map(
    (protocol) => `${protocol}.listen=127.0.0.1:0`,
  );
  const set = [...listen, 'hostname=mail.test', 'domains=test', ...settings].flatMap((each) => [
    '--set',
    each,
  ]);
  const child = spawn(process.execPath, [casilla, 'serve', '--data', data, ...set], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'C', LC_ALL: 'C', ...environment },
  });
  const log: string[] = [];
  readLines(child.stderr!, (line) => log.push(line));
  const gone = new Promise<number | null>((resolve) => child.on('close', resolve));
  const ports = await readyPorts(child, gone, log);
  // A test that fails must end all the same, and its server with it.
  const handles = [child, child.stdout as Socket, child.stderr as Socket];
  for (const handle of handles) handle.unref();
  const abandon = () => child.kill('SIGKILL');
  process.on('exit', abandon);
  const wait = async () => {
    for (const handle of handles) handle.ref();
    const code = await gone;
    process.off('exit', abandon);
    return code;
  };
  return {
    pid: child.pid!,
    ports,
    log,
    async kill() {
      child.kill('SIGKILL');
      await wait();
    },
    async stop() {
      child.kill('SIGTERM');
      const code = await wait();
      const last = log.findLast((line) => line.includes('"stopped"'));
      return { code, internalErrors: last === undefined ? undefined : JSON.parse(last).internalErrors };
    },
    signal: (name) => void child.kill(name),
  };
}

function readyPorts(child: ChildProcess, gone: Promise<number | null>, log: string[]) {
  const ports: Record<string, number> = {};
  return new Promise<Record<string, number>>((resolve, reject) => {
    void gone.then((code) => reject(new Error(`the server ended with ${code}:\n${log.join('\n')}`)));
    readLines(child.stdout!, (line) => {
      if (line === 'ready') return resolve(ports);
      const [protocol, address] = line.split(' ');
      ports[protocol!] = Number(address!.slice(address!.lastIndexOf(':') + 1));
    });
  });
}

function readLines(stream: NodeJS.ReadableStream, heard: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    lines.forEach(heard);
  });
}
