// The bare server, in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Contestant } from './contestant.ts';

/** `many` is how many letters the account of that name has. */
export async function bare(many: number): Promise<Contestant> {
  const program = join(import.meta.dirname, '../bare.ts');
  const child = spawn(process.execPath, [program, String(many)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  return {
    name: 'bare Node',
    pid: child.pid!,
    pop3: Number(line.split(' ')[1]),
    imap: undefined,
    lmtp: undefined,
    password: 'any',
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
