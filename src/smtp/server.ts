// smtp-server's listener with our connections, our certificates, our count of connections and our trust in proxies.

import type { Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection';
import { type Admit, type ChooseContext, plainAddress } from '../wire/index.ts';
import { Connection } from './connection.ts';

export type Seams = {
  /** The certificate for a host name, asked at every handshake. null: no STARTTLS. */
  tls: ChooseContext | null;
  /** Counts the connections of an address. */
  admit: Admit;
  /** Whether a PROXY protocol header (version 1) is expected from this address. */
  proxied: (address: string) => boolean;
};

export class Server extends SMTPServer {
  readonly #seams: Seams;
  readonly #open = new Set<Connection>();

  constructor(options: SMTPServerOptions, seams: Seams) {
    super(options);
    this.#seams = seams;
    if (seams.tls) this.secureContext = new LiveContexts(seams.tls);
  }

  // Else it would make contexts of its own, with the certificate that is printed in its source.
  override updateSecureContext(): void {}

  // Certificates name hosts by A-labels, as clients do (RFC 6066 §3); the library would ask for U-labels.
  override _normalizeHostname(servername: string): string {
    return servername.toLowerCase();
  }

  override _expectsProxyHeader(socket: Socket): boolean {
    return this.#seams.proxied(plainAddress(socket.remoteAddress ?? ''));
  }

  override connect(socket: Socket | TLSSocket, about?: SMTPConnectionOptions | null): void {
    const seat = this.#seams.admit(plainAddress(about?.remoteAddress ?? socket.remoteAddress ?? ''));
    const connection: Connection = new Connection([this, socket, about], seat, () =>
      this.#open.delete(connection),
    );
    this.#open.add(connection);
    this.connections.add(connection);
    connection.on('error', (error: Error) => this.emit('error', error));
    connection.init();
  }

  connectionOf(session: SMTPServerSession): Connection | undefined {
    return [...this.#open].find((connection) => connection.session === session);
  }

  /** Stops accepting; idle peers hear 421 now, the others behind their letter, and after `graceful` ms all are cut. */
  async stop(graceful: number): Promise<void> {
    this.options.closeTimeout = graceful;
    const over = new Promise<void>((resolve) => this.close(resolve));
    for (const connection of this.#open) connection.leave();
    await over;
    for (const connection of this.#open) connection.destroy();
  }
}

/** The library asks '*' for a client that names no host. */
class LiveContexts extends Map<string, SecureContext> {
  readonly #choose: ChooseContext;
  constructor(choose: ChooseContext) {
    super();
    this.#choose = choose;
  }
  override get(servername: string): SecureContext | undefined {
    return this.#choose(servername === '*' ? undefined : servername);
  }
}
