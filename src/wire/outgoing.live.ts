// Connections that we open, over real sockets.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { dial, Outgoing, WireError } from './index.ts';

async function serve(t: TestContext, connected: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket.on('error', () => {}));
    connected(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

const open = async (port: number) =>
  new Outgoing(await dial({ host: '127.0.0.1', port, milliseconds: 5_000 }));
const reason = (expected: string) => (error: unknown) =>
  error instanceof WireError && error.reason === expected;

test('octets that came before anybody read are there', async (t) => {
  const port = await serve(t, (socket) => socket.end('early'));
  const outgoing = await open(port);
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(Buffer.from((await outgoing.read(5_000))!).toString(), 'early');
  assert.equal(await outgoing.read(5_000), undefined);
  assert.equal(outgoing.octetsIn, 5);
});

test('silence ends a read, not the connection', async (t) => {
  const port = await serve(t, (socket) => setTimeout(() => socket.write('late'), 60));
  const outgoing = await open(port);
  await assert.rejects(outgoing.read(10), reason('timeout-idle'));
  assert.equal(Buffer.from((await outgoing.read(5_000))!).toString(), 'late');
  outgoing.fail('aborted', 'done');
  await assert.rejects(outgoing.read(10), reason('aborted'));
});

test('a name without an address, a closed port and a signal have their own reasons', async (t) => {
  const dialling = (host: string, port: number, signal?: AbortSignal) =>
    dial({ host, port, milliseconds: 5_000, ...(signal && { signal }) });
  await assert.rejects(dialling('no-such-host.invalid', 110), reason('dns'));
  const port = await serve(t, () => {});
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const closed = (server.address() as AddressInfo).port;
  server.close();
  await once(server, 'close');
  await assert.rejects(dialling('127.0.0.1', closed), reason('refused'));
  await assert.rejects(dialling('127.0.0.1', port, AbortSignal.abort()), reason('aborted'));
});

test('a peer that sends more than anybody reads is held back', async (t) => {
  let sent = 0;
  const block = Buffer.alloc(64 * 1024, 'x');
  const port = await serve(t, (socket) => {
    const more = () => {
      while (sent < 64 * 1024 * 1024 && socket.write(block)) sent += block.length;
    };
    socket.on('drain', more);
    more();
  });
  const outgoing = await open(port);
  await outgoing.read(5_000);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.ok(outgoing.octetsIn < 1024 * 1024, String(outgoing.octetsIn));
  const before = outgoing.octetsIn;
  while (outgoing.octetsIn < before + 4 * 1024 * 1024) await outgoing.read(5_000);
  outgoing.fail('reset', 'done');
});

test('a connection that breaks says so, once and for ever', async (t) => {
  const port = await serve(t, (socket) => socket.on('data', () => socket.resetAndDestroy()));
  const outgoing = await open(port);
  outgoing.write('NOOP\r\n');
  await assert.rejects(outgoing.read(5_000), reason('reset'));
  await assert.rejects(outgoing.read(5_000), reason('reset'));
  outgoing.write('NOOP\r\n');
  await outgoing.end(5_000);
});

test('writing never waits, and goodbye is said within its time', async (t) => {
  let heard = 0;
  const port = await serve(t, (socket) => {
    socket.on('data', (chunk) => {
      heard += chunk.length;
    });
    socket.on('end', () => socket.end());
  });
  const outgoing = await open(port);
  for (let i = 0; i < 1000; i++) outgoing.write('NOOP\r\n');
  await outgoing.end(5_000);
  assert.equal(heard, 6000);
  assert.equal(outgoing.octetsOut, 6000);
});
