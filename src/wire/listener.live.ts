import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { testContext } from '../../test/dialogues/certificate.ts';
import type { Connection } from './connection.ts';
import { type ListenerOptions, openListener } from './listener.ts';

type Failure = [reason: string, address: string];

/** A listener that says who is there, then repeats each line; what failed is recorded. */
async function listen(t: TestContext, options: Partial<ListenerOptions> = {}) {
  const failures: Failure[] = [];
  const connections: Connection[] = [];
  const listener = await openListener({
    host: '127.0.0.1',
    port: 0,
    admit: () => () => {},
    refusal: 'no\r\n',
    handshakeMilliseconds: 2000,
    lineLimit: 1000,
    connected: (connection) => {
      connections.push(connection);
      void repeat(connection);
    },
    failed: (reason, address) => failures.push([reason, address]),
    ...options,
  });
  t.after(async () => {
    await listener.close();
    for (const connection of connections) connection.destroy();
  });
  return { listener, failures, connections };
}

async function repeat(connection: Connection): Promise<void> {
  const { remoteAddress, remotePort } = connection.ends;
  connection.write(`${remoteAddress} ${remotePort} ${connection.secure}\r\n`);
  for (;;) {
    const line = connection.takeLine();
    if (typeof line === 'string') connection.write(`${line}\r\n`);
    else if ((await connection.wait(5000)) !== 'data') break;
  }
  connection.end(1000);
}

async function received(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => (text += chunk));
  socket.on('error', () => {});
  await once(socket, 'close');
  return text;
}

const dial = (port: number, ...octets: (string | Uint8Array)[]) => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  for (const each of octets) socket.write(each);
  return socket;
};

test('a connection is handed over with its ends, and ends when the peer has said its last word', async (t) => {
  const { listener } = await listen(t);
  const socket = dial(listener.port, 'one\r\ntwo\r\n');
  socket.end();
  assert.match(await received(socket), /^127\.0\.0\.1 \d+ false\r\none\r\ntwo\r\n$/);
});

test('a proxy that is trusted says who its client is, also before TLS', async (t) => {
  const plain = await listen(t, { proxies: ['127.0.0.0/8'] });
  const socket = dial(plain.listener.port, 'PROXY TCP4 192.0.2.7 127.0.0.1 4660 110\r\n', 'one\r\n');
  socket.end();
  assert.equal(await received(socket), '192.0.2.7 4660 false\r\none\r\n');

  const { listener } = await listen(t, { proxies: ['127.0.0.1'], tls: testContext });
  const under = dial(listener.port, 'PROXY TCP6 2001:db8::7 ::1 4660 995\r\n');
  const secured = connectTls({ socket: under, rejectUnauthorized: false });
  secured.end('one\r\n');
  assert.equal(await received(secured), '2001:db8::7 4660 true\r\none\r\n');
});

test('a header that comes octet by octet, with the first command behind it, is read whole', async (t) => {
  const { listener } = await listen(t, { proxies: ['127.0.0.1'] });
  const socket = dial(listener.port);
  for (const octet of 'PROXY TCP4 192.0.2.7 127.0.0.1 4660 110\r\none\r') {
    socket.write(octet);
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.end('\n');
  assert.equal(await received(socket), '192.0.2.7 4660 false\r\none\r\n');
});

test('a trusted proxy without a header, or silent, is sent away; another address that sends one is not believed', async (t) => {
  const { listener, failures } = await listen(t, { proxies: ['127.0.0.1'], handshakeMilliseconds: 60 });
  assert.equal(await received(dial(listener.port, 'CAPA\r\n')), '');
  assert.equal(await received(dial(listener.port)), '');
  assert.equal(await received(dial(listener.port, 'PROXY TCP4 192')), '');
  assert.deepEqual(failures, Array(3).fill(['proxy', '127.0.0.1']));

  const stranger = await listen(t, { proxies: ['192.0.2.0/24'] });
  const socket = dial(stranger.listener.port, 'PROXY UNKNOWN\r\n');
  socket.end();
  assert.match(await received(socket), /^127\.0\.0\.1 \d+ false\r\nPROXY UNKNOWN\r\n$/);
});

test('who is not admitted is told so and counted by nobody; who leaves makes room', async (t) => {
  let inside = 0;
  const { listener, failures } = await listen(t, {
    admit: () => {
      if (inside === 2) return undefined;
      inside++;
      return () => inside--;
    },
  });
  const [first, second] = [dial(listener.port), dial(listener.port)];
  await Promise.all([once(first, 'data'), once(second, 'data')]);
  assert.equal(await received(dial(listener.port)), 'no\r\n');
  assert.deepEqual(failures, [['refused', '127.0.0.1']]);
  first.destroy();
  second.destroy();
  while (inside > 0) await new Promise((resolve) => setImmediate(resolve));
  const third = dial(listener.port);
  await once(third, 'data');
  assert.equal(inside, 1);
  third.destroy();
});

test('a handshake that fails or does not come ends the connection, and nothing else', async (t) => {
  const { listener, failures } = await listen(t, { tls: testContext, handshakeMilliseconds: 100 });
  const garbage = await received(dial(listener.port, 'CAPA\r\n'));
  assert.doesNotMatch(garbage, /false|true/);
  await received(dial(listener.port));
  while (failures.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(failures, Array(2).fill(['tls', '127.0.0.1']));
  const secured = connectTls({ port: listener.port, host: '127.0.0.1', rejectUnauthorized: false });
  secured.end('one\r\n');
  assert.match(await received(secured), /true\r\none\r\n$/);
});

test('a peer that has said its last word before the handshake was done is not waited for', async (t) => {
  const { listener, failures } = await listen(t, { tls: testContext, handshakeMilliseconds: 600_000 });
  dial(listener.port, Buffer.of(22, 3, 1)).end();
  while (failures.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(failures, [['tls', '127.0.0.1']]);
});

test('the certificate may change while the listener runs, and depends on the name that the client asks for', async (t) => {
  const asked: (string | undefined)[] = [];
  const { listener } = await listen(t, {
    tls: (servername) => {
      asked.push(servername);
      return servername === 'unknown.example' ? undefined : testContext(servername);
    },
  });
  for (const servername of ['localhost', 'unknown.example']) {
    const secured = connectTls({
      port: listener.port,
      host: '127.0.0.1',
      servername,
      rejectUnauthorized: false,
    });
    secured.end('one\r\n');
    assert.match(await received(secured), /true\r\none\r\n$/);
  }
  assert.deepEqual(asked, [undefined, 'localhost', undefined, 'unknown.example']);
});

test('two listeners may share a port, and a closed one accepts no more', async (t) => {
  const first = await listen(t, { reusePort: true });
  const second = await listen(t, { reusePort: true, port: first.listener.port });
  assert.equal(second.listener.port, first.listener.port);
  await assert.rejects(listen(t, { port: first.listener.port }), { code: 'EADDRINUSE' });
  await first.listener.close();
  await second.listener.close();
  const refused = dial(first.listener.port);
  const [error] = await once(refused, 'error');
  assert.equal(error.code, 'ECONNREFUSED');
});

test('the kernel asks after 60 seconds whether the peer is still there', async (t) => {
  const { listener } = await listen(t);
  const socket = dial(listener.port);
  await once(socket, 'data');
  // proc(5): the timer that runs (1: a greeting that is not acknowledged yet, 2: keep-alive) and when it fires, in
  // hundredths of a second.
  let timer = '01';
  let when = '0';
  while (existsSync('/proc/net/tcp') && timer === '01') {
    await new Promise((resolve) => setTimeout(resolve, 5));
    [timer, when] = timerOf(listener.port);
    assert.ok(timer === '01' || timer === '02');
    assert.ok(Number.parseInt(when, 16) <= 6000);
  }
  socket.destroy();
});

function timerOf(port: number): [timer: string, when: string] {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const row = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find((columns) => columns[1]?.endsWith(local) && columns[3] === '01');
  return row![5]!.split(':') as [string, string];
}
