// The main thread of a running office: it owns the data directory, starts and supervises the threads, verifies
// passwords, holds the certificates, answers the local socket, and stops everything in order.

import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { createAuthenticator } from '../accounts/index.ts';
import type { Settings } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import { takePort } from '../wire/index.ts';
import { createAdministrator } from './administrator.ts';
import { loadCertificates, ownCertificate, watchCertificates } from './certificates.ts';
import { clearConnections, makeConnectionTables } from './connection-table.ts';
import { listenForControl } from './control.ts';
import { openStore, prepareDirectory } from './data-directory.ts';
import { deliverHere } from './deliver-here.ts';
import { memoryOf } from './letters-desk.ts';
import { LineClosed } from './line.ts';
import { OfficeError, type OfficeErrorCode } from './office-error.ts';
import type { Reply } from './reply.ts';
import { SourcesRelay } from './sources-relay.ts';
import { besideModule, type SupervisedThread, superviseThread } from './supervision.ts';
import type {
  ChoresCalls,
  ChoresThreadData,
  Listening,
  Login,
  MainCalls,
  ProtocolCalls,
  ProtocolThreadData,
} from './thread-calls.ts';

/** What sessions get to finish their command when the office stops, milliseconds; SIGTERM promises 10 s in all. */
const graceful = 6_000;
const mostProtocolThreads = 4;
/** Milliseconds after which TLS tickets are made with new keys. */
const ticketKeysLive = 24 * 3_600_000;
/** Where one port can be served by several threads: the system spreads connections over them. */
const balancesPorts = process.platform === 'linux';

export interface Office {
  /** What is bound, port 0 resolved. */
  addresses: Listening[];
  /** Delivers a letter as if it had come in by LMTP; resolves when it is durable. Rejects with its first refusal's words. */
  deliver(letter: { sender: string; recipients: readonly string[]; octets: Uint8Array }): Promise<void>;
  /** Takes new settings and reads the certificates again; rejects with OfficeError and keeps the old. Listeners stay. */
  reload(settings: Settings): Promise<void>;
  /** Stops everything in order; resolves when the data directory is free. */
  stop(): Promise<void>;
  /** Resolves when the store can no longer be trusted: the process must end. */
  failed: Promise<Error>;
}

/** Opens an office. Rejects with OfficeError when something in the way is for a person to mend. */
export async function startOffice(settings: Settings, { log }: { log: Log }): Promise<Office> {
  await using undo = new AsyncDisposableStack();
  const certificatesFor = async (wanted: Settings) => {
    const loaded = await loadCertificates(wanted.tls);
    return loaded.length > 0 ? loaded : [await ownCertificate(wanted.data, wanted.hostname, Date.now())];
  };

  prepareDirectory(settings.data);
  const opened = await openStore(settings, log);
  undo.defer(() => opened.close());
  const { store } = opened;
  const trust = async (wanted: Settings) => ({
    settings: wanted,
    certificates: await certificatesFor(wanted),
    // New ones at every reload: whoever learns them can read the sessions that were resumed with them.
    ticketKeys: randomBytes(48),
  });
  let current = await trust(settings);
  const addresses = await takePorts(settings);
  let internalErrors = 0;

  const authenticator = createAuthenticator({ store, log });
  const progressListeners = new Set<(done: number, total: number) => void>();
  const ours: MainCalls = {
    authenticate: (login: Login) => authenticator.authenticate(login),
    internalError: () => void internalErrors++,
    verifyProgress: ({ done, total }) => {
      for (const heard of progressListeners) heard(done, total);
    },
    sourcesProgress: ({ number, progress }) => sources.hear(number, progress),
  };
  const died = async (name: string, error: Error) => {
    internalErrors++;
    log.error({ thread: name, err: error }, 'a thread died and is started again');
    await opened.releaseHolder(name);
  };

  const count = !balancesPorts
    ? 1
    : settings.threads || Math.min(availableParallelism(), mostProtocolThreads);
  const connections = makeConnectionTables(count, randomBytes(32));
  const protocols: SupervisedThread<ProtocolCalls>[] = [];
  for (let n = 0; n < count; n++) {
    const name = `protocol-${n}`;
    const thread: SupervisedThread<ProtocolCalls> = superviseThread<ProtocolCalls>({
      entry: besideModule(import.meta.url, 'protocol-thread'),
      name,
      ours,
      give: () => {
        const port = opened.connect(name);
        const data: ProtocolThreadData = {
          store: port,
          name,
          number: n,
          connections,
          ...current,
          listeners: addresses,
          reusePort: count > 1,
        };
        return { data, transfer: port.transfer };
      },
      died: (error) => {
        clearConnections(connections, n);
        return died(name, error);
      },
      revived: () => thread.call('listen', null),
    });
    undo.defer(() => thread.end());
    protocols.push(thread);
  }
  await Promise.all(protocols.map((thread) => thread.call('listen', null)));

  const chores = superviseThread<ChoresCalls>({
    entry: besideModule(import.meta.url, 'chores-thread'),
    name: 'chores',
    // Imports pass gigabytes through it: with 200,000 letters this saves 35 MiB and costs no time.
    youngGeneration: 8,
    ours,
    give: () => {
      const port = opened.connect('chores');
      return {
        data: { store: port, settings: current.settings } satisfies ChoresThreadData,
        transfer: port.transfer,
      };
    },
    died: (error) => died('chores', error),
    revived: () => {},
  });
  undo.defer(() => chores.end());
  const relayed = (method: string, reply: Promise<Reply>) =>
    reply.catch((error: Error) => {
      // A thread that ends, in order or not, is no fault of what was asked.
      if (!(error instanceof LineClosed)) {
        internalErrors++;
        log.error({ method, err: error }, 'internal error');
      }
      throw error;
    });
  const sources = new SourcesRelay((request) => relayed(request.method, chores.call('sources', request)));

  const administration = createAdministrator({
    store,
    now: Date.now,
    quota: settings.account.quota,
    close: async () => {},
    verify: async (progress) => {
      if (progress) progressListeners.add(progress);
      try {
        return await chores.call('verify', null);
      } finally {
        if (progress) progressListeners.delete(progress);
      }
    },
  });
  const control = await listenForControl(settings.data, settings.socket, {
    administration,
    letters: {
      ask: (request) => relayed(request.method, chores.call('letters', request, memoryOf(request))),
    },
    sources,
    left: (client) => chores.call('clientLeft', { client }),
  });
  undo.defer(() => control.close());

  const reload = async (next: Settings) => {
    current = await trust(next);
    await Promise.all([
      ...protocols.map((thread) => thread.call('reload', current)),
      chores.call('reload', next),
    ]);
    log.info({ certificates: current.certificates.flatMap(({ names }) => names) }, 'reloaded');
  };
  const rotation = setInterval(readCertificatesAgain, ticketKeysLive);
  let unwatch = watchCertificates([...settings.tls.certificate, ...settings.tls.key], readCertificatesAgain);
  function readCertificatesAgain() {
    reload(current.settings).catch((error: Error) =>
      log.error({ err: error }, 'a certificate cannot be used; the old one stays'),
    );
  }

  const everything = undo.move();
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    unwatch();
    clearInterval(rotation);
    await control.close();
    await Promise.all([
      ...protocols.map((thread) => thread.call('stop', { graceful }).catch(() => {})),
      chores.call('stop', { graceful }).catch(() => {}),
    ]);
    await everything.disposeAsync();
    log.info({ internalErrors }, 'stopped');
  };
  return {
    addresses,
    deliver: (letter) => deliverHere(letter, store, current.settings),
    async reload(next) {
      await reload(next);
      unwatch();
      unwatch = watchCertificates([...next.tls.certificate, ...next.tls.key], readCertificatesAgain);
    },
    stop: () => (stopping ??= stop()),
    failed: opened.failed,
  };
}

/** Takes each port alone for a moment, so that a second server is refused, and resolves port 0. */
async function takePorts(settings: Settings): Promise<Listening[]> {
  const wanted = (['pop3', 'pop3s', 'imap', 'imaps', 'smtp', 'lmtp'] as const).flatMap((protocol) =>
    settings[protocol].listen.map(({ host, port }) => ({ protocol, host, port })),
  );
  // Held together until all are known: a free port let go would be found free again for the next.
  await using held = new AsyncDisposableStack();
  const addresses: Listening[] = [];
  for (const each of wanted) {
    const taken = await takePort(each).catch((cause: NodeJS.ErrnoException) => {
      const code = portTrouble[cause.code ?? ''];
      if (code === undefined) throw cause;
      throw new OfficeError(code, `${each.protocol} ${each.host}:${each.port}`, { cause });
    });
    held.defer(taken.release);
    addresses.push({ ...each, port: taken.port });
  }
  return addresses;
}

const portTrouble: Record<string, OfficeErrorCode> = {
  EADDRINUSE: 'port-in-use',
  EACCES: 'port-forbidden',
  EADDRNOTAVAIL: 'address-not-here',
  ENOTFOUND: 'address-not-here',
};
