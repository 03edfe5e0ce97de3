// Casilla as it is started by anybody.
import { startServer } from '../../test/interop/server.ts';
import type { Contestant } from './contestant.ts';

export async function casilla(
  accounts: readonly string[],
  settings: readonly string[] = [],
): Promise<Contestant> {
  const server = await startServer({ accounts, settings });
  return {
    name: 'Casilla',
    pid: server.pid,
    pop3: server.ports.pop3,
    imap: server.ports.imap,
    lmtp: server.ports.lmtp,
    password: server.password,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
