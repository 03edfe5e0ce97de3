// Accepts connections on one address and hands each over when it is ready to talk: counted, its true address known,
// TLS begun where the port says so. Knows no protocol.

import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createAddressMatch, plainAddress } from './address.ts';
import { Connection, type Ends } from './connection.ts';
import type { Admit } from './connection-count.ts';
import { parseProxyHeader } from './proxy-protocol.ts';
import { acceptTls, type ChooseContext } from './tls.ts';

/** Milliseconds without octets until the kernel asks whether the peer is still there; it gives up 10 s later. */
const keepAliveAfter = 60_000;
/** Milliseconds in which a refused peer may read why. */
const refusalLinger = 2_000;

export type ListenerOptions = {
  /** An address of this machine; all of them when left out. */
  host?: string;
  /** 0: a free one. */
  port: number;
  /** Lets other threads listen on the same port. */
  reusePort?: boolean;
  admit: Admit;
  /** What a peer that was not admitted is told, unless it expects TLS first. */
  refusal: string;
  /** Addresses and CIDR blocks whose PROXY protocol header is demanded, and believed. */
  proxies?: readonly string[];
  /** Given: TLS from the first octet. */
  tls?: ChooseContext;
  /** For the PROXY header and the TLS handshake, each. */
  handshakeMilliseconds: number;
  /** Octets of the longest line, without its line end. */
  lineLimit: number;
  connected(connection: Connection): void;
  /** A connection that never came to be, and why. */
  failed?(reason: 'refused' | 'proxy' | 'tls' | 'accept', remoteAddress: string): void;
};

export interface Listener {
  readonly host: string;
  readonly port: number;
  /** Stops accepting; connections live on. */
  close(): Promise<void>;
}

/** Rejects with the system's error (EADDRINUSE, EACCES), or RangeError for a proxy that is no address. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const isProxy = createAddressMatch(options.proxies ?? []);
  const beginning = new Set<Socket>();
  const server = createServer({
    allowHalfOpen: true, // A client may say its last word and still read: `printf … | nc`.
    keepAlive: true,
    keepAliveInitialDelay: keepAliveAfter,
    noDelay: true,
    pauseOnConnect: true,
  });
  server.on('connection', (socket) => {
    beginning.add(socket);
    socket.once('error', () => socket.destroy());
    void begin(socket, isProxy, options).finally(() => beginning.delete(socket));
  });
  await listening(server, options);
  // Out of file descriptors, for one: the next connection may find some again.
  server.on('error', () => options.failed?.('accept', ''));
  const bound = server.address() as { address: string; port: number };
  return {
    host: bound.address,
    port: bound.port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of beginning) socket.destroy();
        server.close(() => {});
        // `close` calls back when the last connection is gone, but the port is free at once.
        setImmediate(resolve);
      }),
  };
}

function listening(server: Server, { host, port, reusePort }: ListenerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host !== undefined && { host }), ...(reusePort && { reusePort }) }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

async function begin(
  socket: Socket,
  isProxy: (address: string) => boolean,
  options: ListenerOptions,
): Promise<void> {
  const ends: Ends = {
    remoteAddress: plainAddress(socket.remoteAddress ?? ''),
    remotePort: socket.remotePort ?? 0,
    localAddress: plainAddress(socket.localAddress ?? ''),
    localPort: socket.localPort ?? 0,
  };
  if (isProxy(ends.remoteAddress)) {
    const header = await readProxyHeader(socket, options.handshakeMilliseconds);
    if (header.kind !== 'header') {
      options.failed?.('proxy', ends.remoteAddress);
      socket.destroy();
      return;
    }
    if (header.source) {
      ends.remoteAddress = header.source.address;
      ends.remotePort = header.source.port;
    }
  }
  const leave = options.admit(ends.remoteAddress);
  if (leave === undefined) {
    options.failed?.('refused', ends.remoteAddress);
    refuse(socket, options.tls === undefined ? options.refusal : '');
    return;
  }
  socket.once('close', leave);
  if (socket.destroyed) leave();
  if (options.tls === undefined) {
    options.connected(new Connection(socket, ends, options.lineLimit));
    return;
  }
  const secured = await acceptTls(socket, options.tls, options.handshakeMilliseconds);
  if (secured === undefined) options.failed?.('tls', ends.remoteAddress);
  else options.connected(Connection.secured(secured, ends, options.lineLimit));
}

function refuse(socket: Socket, refusal: string): void {
  socket.end(refusal, 'latin1');
  socket.resume();
  const linger = setTimeout(() => socket.destroy(), refusalLinger);
  socket.once('close', () => clearTimeout(linger));
}

/** Takes the header off the front of what came; the rest stays in the socket, for TLS or for the protocol. */
function readProxyHeader(socket: Duplex, milliseconds: number): Promise<ReturnType<typeof parseProxyHeader>> {
  return new Promise((resolve) => {
    let start = Buffer.alloc(0);
    const settle = (header: ReturnType<typeof parseProxyHeader>) => {
      clearTimeout(deadline);
      socket.removeListener('readable', read).removeListener('end', gone).removeListener('close', gone);
      resolve(header);
    };
    const gone = () => settle({ kind: 'invalid' });
    const read = () => {
      for (let chunk = socket.read(); chunk !== null; chunk = socket.read())
        start = Buffer.concat([start, chunk]);
      if (start.length === 0) return;
      const header = parseProxyHeader(start);
      if (header.kind === 'incomplete') return;
      if (header.kind === 'header' && start.length > header.octets)
        socket.unshift(start.subarray(header.octets));
      settle(header);
    };
    const deadline = setTimeout(gone, milliseconds);
    socket.on('readable', read).on('end', gone).on('close', gone);
  });
}
