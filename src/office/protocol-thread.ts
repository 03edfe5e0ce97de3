// A protocol thread: sockets and sessions. Every listener of the office is bound in each of these threads and the
// system spreads connections over them. It reads the store through connections of its own, and asks main for logins.

import { parentPort, workerData } from 'node:worker_threads';
import { createLog } from '../log/index.ts';
import { connectStore } from '../store/index.ts';
import { createAdmit } from './connection-table.ts';
import { serveImap } from './imap.ts';
import { openLine } from './line.ts';
import { serveMailIn } from './mail-in.ts';
import { servePop3 } from './pop3.ts';
import { SecureContexts } from './secure-contexts.ts';
import type { MainCalls, ProtocolCalls, ProtocolThreadData } from './thread-calls.ts';

const data = workerData as ProtocolThreadData;
let { settings } = data;
const store = connectStore(data.store);
const contexts = new SecureContexts(data.certificates, data.ticketKeys);
const log = createLog(settings.log).child({ thread: data.name });

/** Connections over all threads; each takes a socket and some 10 KB. */
const mostConnections = 20_000;

const main = openLine<MainCalls>(parentPort!, {
  async listen() {
    for (const protocol of protocols) await protocol.listen();
  },
  async reload(next) {
    settings = next.settings;
    contexts.replace(next.certificates, next.ticketKeys);
  },
  async stop(how) {
    await Promise.all(protocols.map((protocol) => protocol.stop(how)));
    await store.close();
  },
} satisfies ProtocolCalls);

const surroundings = {
  store,
  log,
  settings: () => settings,
  contexts,
  listeners: data.listeners,
  reusePort: data.reusePort,
  authenticate: (login: Parameters<MainCalls['authenticate']>[0]) => main.call('authenticate', login),
  admit: (protocol: string, limit: () => number) =>
    createAdmit(data.connections, data.number, protocol, () => ({
      total: mostConnections,
      perAddress: limit(),
    })),
  internalError(reference: string, error: unknown) {
    log.error({ reference, err: error }, 'internal error');
    void main.call('internalError', { reference });
  },
};
const protocols = [servePop3(surroundings, data.name), serveImap(surroundings), serveMailIn(surroundings)];
