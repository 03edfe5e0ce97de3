// Which certificate a client gets: by the host name it asks for (RFC 6066 §3), else the first. Reloading replaces all
// of them at once; sessions that are open keep theirs.

import { openSecureContext } from '../wire/index.ts';
import type { Certificate } from './certificates.ts';

type SecureContext = ReturnType<typeof openSecureContext>;

export class SecureContexts {
  #byName = new Map<string, SecureContext>();
  #first: SecureContext;

  constructor(certificates: readonly Certificate[], ticketKeys: Uint8Array) {
    this.#first = this.#take(certificates, ticketKeys);
  }

  replace(certificates: readonly Certificate[], ticketKeys: Uint8Array): void {
    this.#first = this.#take(certificates, ticketKeys);
  }

  /** undefined and '': a client that names no host. */
  select(servername: string | undefined): SecureContext {
    const name = (servername ?? '').toLowerCase();
    // RFC 6125 §6.4.3: a wildcard stands for one whole label, the leftmost.
    return this.#byName.get(name) ?? this.#byName.get(name.replace(/^[^.]+/, '*')) ?? this.#first;
  }

  /** `ticketKeys`: 48 octets, the same in every thread. */
  #take(certificates: readonly Certificate[], ticketKeys: Uint8Array): SecureContext {
    const contexts = certificates.map(({ certificate, key, names }) => ({
      names,
      context: openSecureContext({ certificate, key, ticketKeys: Buffer.from(ticketKeys) }),
    }));
    const byName = new Map<string, SecureContext>();
    for (const { names, context } of contexts)
      for (const name of names) if (!byName.has(name)) byName.set(name, context);
    this.#byName = byName;
    return contexts[0]!.context;
  }
}
