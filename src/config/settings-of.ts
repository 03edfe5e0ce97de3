// The flat values, by key, as the nested settings. Spelled out, so that the compiler checks each.
import type { Values } from './schema.ts';
import type { Settings } from './settings.ts';

export function settingsOf(values: Values): Settings {
  return {
    data: values.data,
    domains: values.domains,
    hostname: values.hostname,
    language: values.language,
    threads: values.threads,
    log: { level: values['log.level'] },
    pop3: {
      listen: values['pop3.listen'],
      idle: values['pop3.idle'],
      connectionsPerAddress: values['pop3.connections_per_address'],
    },
    pop3s: { listen: values['pop3s.listen'] },
    imap: {
      listen: values['imap.listen'],
      idle: values['imap.idle'],
      connectionsPerAddress: values['imap.connections_per_address'],
    },
    imaps: { listen: values['imaps.listen'] },
    smtp: {
      listen: values['smtp.listen'],
      connectionsPerAddress: values['smtp.connections_per_address'],
    },
    lmtp: { listen: values['lmtp.listen'] },
    tls: { certificate: values['tls.certificate'], key: values['tls.key'] },
    proxy: { trusted: values['proxy.trusted'] },
    letter: { limit: values['letter.limit'], hops: values['letter.hops'] },
    store: { reserve: values['store.reserve'] },
    account: { quota: values['account.quota'] },
    socket: { mode: values['socket.mode'], group: values['socket.group'] },
  };
}
