// Which certificate a client gets: by the host name it asks for (RFC 6066 §3), else the first. Reloading replaces all
// of them at once; sessions that are open keep theirs.

import { openSecureContext } from '../wire/index.ts';
import type { Certificate } from './certificates.ts';

type SecureContext = ReturnType<typeof openSecureContext>;

export class SecureContexts {
  readonly #ticketKeys: Buffer;
  #byName = new Map<string, SecureContext>();
  #first: SecureContext;

  constructor(certificates: readonly Certificate[], ticketKeys: Uint8Array) {
    this.#ticketKeys = Buffer.from(ticketKeys);
    this.#first = this.#take(certificates);
  }

  replace(certificates: readonly Certificate[]): void {
    this.#first = this.#take(certificates);
  }

  /** undefined and '': a client that names no host. */
  select(servername: string | undefined): SecureContext {
    const name = (servername ?? '').toLowerCase();
    // RFC 6125 §6.4.3: a wildcard stands for one whole label, the leftmost.
    return this.#byName.get(name) ?? this.#byName.get(name.replace(/^[^.]+/, '*')) ?? this.#first;
  }

  #take(certificates: readonly Certificate[]): SecureContext {
    const contexts = certificates.map(({ certificate, key, names }) => ({
      names,
      context: openSecureContext({ certificate, key, ticketKeys: this.#ticketKeys }),
    }));
    const byName = new Map<string, SecureContext>();
    for (const { names, context } of contexts)
      for (const name of names) if (!byName.has(name)) byName.set(name, context);
    this.#byName = byName;
    return contexts[0]!.context;
  }
}
