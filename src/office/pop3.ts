// POP3 in this office: the protocol's server joined to the store, the certificates and the log.

import { createPop3Server, type ListenAddress, type Pop3Event } from '../pop3/index.ts';
import { hostOf } from './listen-host.ts';
import { createOpenMaildrop } from './pop3-maildrop.ts';
import type { ProtocolSurroundings, ServedProtocol } from './protocol.ts';

/** `holder`: the name under which this thread takes maildrop locks. */
export function servePop3(surroundings: ProtocolSurroundings, holder: string): ServedProtocol {
  const { store, log, settings, contexts, reusePort, authenticate } = surroundings;
  const listen = surroundings.listeners.flatMap(({ protocol, host, port }): ListenAddress[] => {
    if (protocol !== 'pop3' && protocol !== 'pop3s') return [];
    return [{ ...hostOf(host), port, tls: protocol === 'pop3s' ? 'implicit' : 'starttls', reusePort }];
  });
  const server = createPop3Server({
    open: createOpenMaildrop({ store, authenticate, holder, now: Date.now }),
    listen,
    secureContext: (servername) => contexts.select(servername),
    hostName: settings().hostname,
    limits: { idle: settings().pop3.idle },
    proxies: settings().proxy.trusted,
    admit: surroundings.admit('pop3', () => settings().pop3.connectionsPerAddress),
    log: (event) => logEvent(event),
    onInternalError: surroundings.internalError,
  });

  function logEvent({ event, ...fields }: Pop3Event): void {
    const level = event === 'login' || event === 'disconnected' ? 'info' : 'debug';
    // Not the name that was refused: people type their password into that field.
    const unnamed = event === 'login-refused' ? { name: undefined } : {};
    log[level]({ protocol: 'pop3', ...fields, ...unnamed }, event);
  }

  return {
    async listen() {
      await server.start();
    },
    stop: (how) => server.stop(how),
  };
}
