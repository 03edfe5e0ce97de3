// IMAP in this office: the protocol's server joined to the store, the certificates and the log.

import { createImapServer, type ImapEvent, type ListenAddress } from '../imap/index.ts';
import { createOpenAccount } from './imap-account.ts';
import { LiveMailboxes } from './imap-mailbox/live-mailboxes.ts';
import { hostOf } from './listen-host.ts';
import type { ProtocolSurroundings, ServedProtocol } from './protocol.ts';

export function serveImap(surroundings: ProtocolSurroundings): ServedProtocol {
  const { store, log, settings, contexts, reusePort, authenticate } = surroundings;
  const listen = surroundings.listeners.flatMap(({ protocol, host, port }): ListenAddress[] => {
    if (protocol !== 'imap' && protocol !== 'imaps') return [];
    return [{ ...hostOf(host), port, tls: protocol === 'imaps' ? 'implicit' : 'starttls', reusePort }];
  });
  const mailboxes = new LiveMailboxes(store, Date.now);
  const server = createImapServer({
    open: createOpenAccount({
      store,
      authenticate,
      mailboxes,
      letterLimit: () => settings().letter.limit,
      now: Date.now,
    }),
    listen,
    secureContext: (servername) => contexts.select(servername),
    hostName: settings().hostname,
    limits: { idle: settings().imap.idle, message: settings().letter.limit },
    proxies: settings().proxy.trusted,
    admit: surroundings.admit('imap', () => settings().imap.connectionsPerAddress),
    log: (event) => logEvent(event),
    onInternalError: surroundings.internalError,
  });

  function logEvent({ event, ...fields }: ImapEvent): void {
    const level = event === 'login' || event === 'disconnected' ? 'info' : 'debug';
    // Not the name that was refused: people type their password into that field.
    const unnamed = event === 'login-refused' ? { name: undefined } : {};
    log[level]({ protocol: 'imap', ...fields, ...unnamed }, event);
  }

  return {
    async listen() {
      await server.start();
    },
    stop: (how) => server.stop(how),
  };
}
