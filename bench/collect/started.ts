// A process of the benchmark that says one line when it is ready, and ends when its standard input does.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';

export type Started = AsyncDisposable & {
  pid: number;
  /** The next line that it says. */
  line(): Promise<string>;
  tell(line: string): void;
};

export async function start(program: string, argument: unknown): Promise<Started> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, program), JSON.stringify(argument)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const said: Interface = createInterface({ input: child.stdout! });
  const waiting = said[Symbol.asyncIterator]();
  return {
    pid: child.pid!,
    async line() {
      const { value, done } = await waiting.next();
      if (done) throw new Error(`${program} ended`);
      return value;
    },
    tell: (line) => void child.stdin!.write(`${line}\n`),
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.stdin!.end();
      await gone;
    },
  };
}
