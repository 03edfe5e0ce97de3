// Cyrus: its processes are kept and reused, any password is right.
import { startCyrus } from '../../test/interop/cyrus.ts';
import type { Contestant } from './contestant.ts';

export async function cyrus(): Promise<Contestant> {
  const running = await startCyrus();
  return {
    name: 'Cyrus',
    pid: running.pid,
    pop3: undefined,
    imap: running.ports.imap,
    lmtp: running.ports.lmtp,
    password: running.password,
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}
