// A POP3 server for one maildrop over real sockets, and the few words that tests say to it.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import {
  createPop3Server,
  type Maildrop,
  type Pop3Event,
  type Pop3Server,
  type Pop3ServerOptions,
} from '../../src/pop3/index.ts';

/** `closed`: how often the maildrop was. */
export type Served = { port: number; events: Pop3Event[]; closed: () => number; server: Pop3Server };

/** One letter of an empty line, unless `maildrop` says otherwise; stopped when the test is over. */
export async function serve(
  t: TestContext,
  maildrop: Partial<Maildrop>,
  options: Partial<Pop3ServerOptions> = {},
): Promise<Served> {
  const events: Pop3Event[] = [];
  let closed = 0;
  const server = createPop3Server({
    open: async () => ({
      count: 1,
      octets: () => 2,
      uidl: () => 'u',
      retrieve: () => ({ body: [Buffer.from('\r\n')] }),
      update: async () => {},
      ...maildrop,
      close: async () => void closed++,
    }),
    listen: [{ host: '127.0.0.1', port: 0, tls: 'none' }],
    log: (event) => events.push(event),
    ...options,
  });
  const [bound] = await server.start();
  t.after(() => server.stop());
  return { port: bound!.port, events, closed: () => closed, server };
}

/** Says all of it and hears until the server ends. */
export async function converse(port: number, text: string): Promise<string> {
  const socket = dial(port);
  socket.end(text);
  return hearAll(socket);
}

export const dial = (port: number) =>
  connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });

export async function hearAll(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => {});
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

export async function until(there: () => boolean): Promise<void> {
  while (!there()) await new Promise((resolve) => setTimeout(resolve, 2));
}

export const login = 'USER mrose\r\nPASS secret\r\n';

export const quiet = (milliseconds: number): Promise<false> =>
  new Promise((resolve) => setTimeout(() => resolve(false), milliseconds));
