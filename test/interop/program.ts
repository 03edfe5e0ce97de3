// Runs a program to its end, keeps what it printed as octets, and ends it when it takes too long.
import { spawn } from 'node:child_process';

export type RunOptions = {
  /** Added to a small, fixed environment: nothing of the person's own settings reaches a peer. */
  env?: Record<string, string>;
  cwd?: string;
  /** Given on standard input; without it standard input is empty. */
  input?: Uint8Array | string;
  /** Milliseconds; then the program is killed and the answer's `signal` says so. */
  limit?: number;
};

export type Finished = { status: number | null; signal: string | null; stdout: Buffer; stderr: string };

export function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LC_ALL: 'C.UTF-8',
    HOME: '/nonexistent',
    ...options.env,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      timeout: options.limit ?? 60_000,
      killSignal: 'SIGKILL',
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout!.on('data', (octets: Buffer) => stdout.push(octets));
    child.stderr!.on('data', (octets: Buffer) => stderr.push(octets));
    child.stdin?.on('error', () => {}); // A program may end before it has read its input.
    child.stdin?.end(options.input);
    child.on('error', reject);
    child.on('close', (status, signal) =>
      resolve({ status, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}
