import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { connectLocal, listenLocal } from './local.ts';

test('messages cross a local socket whole, in order, whatever their size; garbage ends only its own connection', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-local-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'socket');
  const listener = await listenLocal(path, { mode: 0o600 }, (peer) =>
    peer.on('message', (message) => peer.postMessage({ echo: message })),
  );
  t.after(() => listener.close());
  assert.equal(statSync(path).mode & 0o777, 0o600);

  const garbage = createConnection(path);
  garbage.write('GET / HTTP/1.0\r\n');
  await new Promise((resolve) => garbage.on('close', resolve));

  const peer = await connectLocal(path);
  const heard: unknown[] = [];
  const done = new Promise<void>((resolve) =>
    peer.on('message', (message) => {
      heard.push(message);
      if (heard.length === 3) resolve();
    }),
  );
  const sent = ['ñ€', { octets: new Uint8Array(300_000).fill(10) }, undefined];
  for (const message of sent) peer.postMessage(message);
  await done;
  assert.deepEqual(
    heard,
    sent.map((echo) => ({ echo })),
  );
  peer.close();
  await peer.closed;
});

test('whoever posts more than the other side takes can wait for it, also when it goes away', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-local-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'socket');
  // Nobody there reads.
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket)).listen(path);
  await new Promise((resolve) => server.once('listening', resolve));
  t.after(() => server.close());
  const peer = await connectLocal(path);
  const order: string[] = [];
  peer.postMessage(new Uint8Array(8 << 20));
  const first = peer.drained().then(() => order.push('drained'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  order.push('read');
  sockets[0]!.resume();
  await first;
  assert.deepEqual(order, ['read', 'drained']);
  await peer.drained();
  sockets[0]!.pause();
  peer.postMessage(new Uint8Array(8 << 20));
  const second = peer.drained();
  sockets[0]!.destroy();
  await second;
  await peer.closed;
});

test('connecting where nobody listens is refused with the code of the system', async () => {
  await assert.rejects(connectLocal('/nonexistent/socket'), { code: 'ENOENT' });
});
