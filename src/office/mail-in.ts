// Mail in: SMTP and LMTP joined to the directory and the store.

import { accountKey } from '../accounts/index.ts';
import type { Settings } from '../config/index.ts';
import { beginDelivery, createDirectory, type Destination } from '../delivery/index.ts';
import {
  createLmtpReceiver,
  createSmtpReceiver,
  type MailIn,
  type MailInEvent,
  type MailInOptions,
  type Receiver,
} from '../smtp/index.ts';
import { createAddressMatch } from '../wire/index.ts';
import { hostOf } from './listen-host.ts';
import type { ProtocolSurroundings, ServedProtocol } from './protocol.ts';

/** Milliseconds of a peer's silence. RFC 5321 §4.5.3.2.7: at least 5 minutes. */
const idle = 5 * 60_000;

export function serveMailIn(surroundings: ProtocolSurroundings): ServedProtocol {
  const { settings, log, contexts, reusePort } = surroundings;
  const receiver = createMailReceiver(surroundings);
  const admit = surroundings.admit('smtp', () => settings().smtp.connectionsPerAddress);
  const options: MailInOptions = {
    hostname: settings().hostname,
    letterLimit: settings().letter.limit,
    hops: settings().letter.hops,
    idle,
    now: Date.now,
    tls: (servername) => contexts.select(servername),
    admit,
    proxied: createAddressMatch(settings().proxy.trusted),
    heard: ({ kind, ...fields }: MailInEvent) =>
      log[kind === 'letter-taken' ? 'info' : 'debug']({ protocol: 'smtp', ...fields }, kind),
    onInternalError: surroundings.internalError,
  };
  const open: MailIn[] = [];

  return {
    async listen() {
      for (const { protocol, host, port } of surroundings.listeners) {
        if (protocol !== 'smtp' && protocol !== 'lmtp') continue;
        // LMTP peers are our own MTA: many connections from one address are no abuse.
        const server =
          protocol === 'smtp'
            ? createSmtpReceiver(receiver, options)
            : createLmtpReceiver(receiver, { ...options, admit: () => () => {} });
        await server.listen({ host: hostOf(host).host ?? '::', port, reusePort });
        open.push(server);
      }
    },
    async stop(how) {
      await Promise.all(open.map((server) => server.stop(how)));
    },
  };
}

function createMailReceiver({ store, settings }: ProtocolSurroundings): Receiver<Destination> {
  const options = { store, now: Date.now };
  const directoryOf = ({ domains }: Settings) => createDirectory({ store, accountKey, domains });
  let current = { settings: settings(), directory: directoryOf(settings()) };
  return {
    recipient(address, { declaredSize }) {
      if (current.settings !== settings())
        current = { settings: settings(), directory: directoryOf(settings()) };
      return current.directory.find(address, declaredSize);
    },
    receive: ({ recipients, peer }) =>
      beginDelivery(
        recipients.map(({ mailbox }) => mailbox),
        peer.protocol === 'smtp' ? 'together' : 'each',
        { ...options, letterLimit: settings().letter.limit },
      ),
  };
}
