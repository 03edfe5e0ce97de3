// A server that does what a test wrote down, octet for octet, over real sockets: the rude ones too.

import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { TLSSocket } from 'node:tls';
import { type CertificatePair, openSecureContext } from '../../src/wire/index.ts';

export type Peer = {
  /** The next line without its CRLF, which is also kept in `heard`; undefined when the client said its last. */
  line(): Promise<string | undefined>;
  say(octets: string | Uint8Array): void;
  /** Says it, an octet each so many milliseconds, until the client is gone. */
  drip(octets: string, milliseconds: number): Promise<void>;
  startTls(pair: CertificatePair): Promise<void>;
  close(): void;
  reset(): void;
  socket(): Socket;
};

export type Scripted = { port: number; heard: string[]; connections: () => number };

/** `script` is run for each connection, numbered from 1; then the connection is closed. */
export async function scripted(
  t: TestContext,
  script: (peer: Peer, connection: number) => Promise<void>,
): Promise<Scripted> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const faults: unknown[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    const peer = peerOf(socket, heard);
    script(peer, ++connections)
      .catch((error: unknown) => faults.push(error))
      .finally(() => peer.close());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
    if (faults.length > 0) throw faults[0];
  });
  return { port: (server.address() as AddressInfo).port, heard, connections: () => connections };
}

function peerOf(plain: Socket, heard: string[]): Peer {
  let socket = plain;
  let held = '';
  let ended = false;
  let wake: (() => void) | undefined;
  const onData = (chunk: Buffer) => {
    held += chunk.toString('latin1');
    wake?.();
  };
  const onEnd = () => {
    ended = true;
    wake?.();
  };
  const attach = () => socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onEnd);
  attach();
  return {
    async line() {
      while (!held.includes('\n') && !ended)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      const end = held.indexOf('\n');
      if (end < 0) return undefined;
      const line = held.slice(0, end).replace(/\r$/, '');
      held = held.slice(end + 1);
      heard.push(line);
      return line;
    },
    say: (octets) => void (socket.writable && socket.write(octets)),
    async drip(octets, milliseconds) {
      for (const octet of octets) {
        if (ended || !socket.writable) return;
        socket.write(octet);
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
      }
    },
    async startTls(pair) {
      plain.removeAllListeners('data').removeAllListeners('end').removeAllListeners('close');
      const secured = new TLSSocket(plain, { isServer: true, secureContext: openSecureContext(pair) });
      socket = secured;
      attach();
      await Promise.race([once(secured, 'secure'), once(secured, 'close'), once(secured, '_tlsError')]);
    },
    close: () => void socket.end(),
    reset: () => void plain.resetAndDestroy(),
    socket: () => socket,
  };
}
