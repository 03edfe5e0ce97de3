// Clients that say too much, read too little, or are too many.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { testContext } from '../../test/dialogues/certificate.ts';
import { converse, dial, hearAll, login, quiet, serve, until } from '../../test/dialogues/serve.ts';

test('ten thousand commands in one packet are answered in turn, and others are served meanwhile', async (t) => {
  const { port } = await serve(t, {});
  const flood = converse(port, `${login}${'NOOP\r\nLIST 1\r\n'.repeat(5000)}QUIT\r\n`);
  const order: string[] = [];
  const other = converse(port, `${login}QUIT\r\n`).then(() => order.push('other'));
  const lines = (await flood.finally(() => order.push('flood'))).split('\r\n');
  await other;
  assert.deepEqual(order, ['other', 'flood']);
  assert.equal(lines.length, 3 + 10_000 + 2);
  assert.equal(lines.filter((line) => line === '+OK still here').length, 5000);
  assert.equal(lines.filter((line) => line === '+OK 1 2').length, 5000);
});

test('a client that never reads is sent no more than the kernel takes, and holds nobody up', async (t) => {
  const size = 64 * 1024;
  let pulled = 0;
  const endless = async function* () {
    for (let chunk = 0; chunk < 1600; chunk++) {
      pulled += size;
      yield Buffer.alloc(size, 'x\r\n');
    }
  };
  const { port, closed } = await serve(t, { retrieve: () => ({ body: endless(), dotted: false }) });
  const silent = dial(port);
  silent.pause();
  silent.write(`${login}RETR 1\r\n`);
  let before = -1;
  while (pulled === 0 || pulled !== before) {
    before = pulled;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.ok(pulled <= 16 * 1024 * 1024, `${pulled} octets of 100 MB were asked for`);
  assert.match(await converse(port, `${login}STAT\r\nQUIT\r\n`), /\+OK 1 2\r\n/);
  silent.resetAndDestroy();
  await until(() => closed() === 2);
});

test('a client that sends without reading is not listened to for ever', async (t) => {
  const { port, closed } = await serve(t, { count: 20_000 });
  const flood = dial(port);
  flood.pause();
  flood.write(login);
  const block = 'LIST\r\n'.repeat(10_000);
  let sent = 0;
  let taken = true;
  while (taken && sent < 100_000_000) {
    taken = flood.write(block) || (await Promise.race([once(flood, 'drain').then(() => true), quiet(150)]));
    sent += block.length;
  }
  assert.ok(sent < 50_000_000, `${sent} octets of commands were taken`);
  flood.resetAndDestroy();
  await until(() => closed() === 1);
});

test('a client that reads a little now and then is given up when it takes no block in time', async (t) => {
  const endless = function* () {
    for (;;) yield Buffer.alloc(65_536, 'x\r\n');
  };
  const { port, events, closed } = await serve(
    t,
    { retrieve: () => ({ body: endless(), dotted: false }) },
    { limits: { stall: 150 } },
  );
  const slow = dial(port);
  slow.pause();
  slow.on('error', () => {});
  slow.write(`${login}RETR 1\r\n`);
  const sips = setInterval(() => slow.read(1), 20);
  await until(() => closed() === 1);
  clearInterval(sips);
  slow.destroy();
  assert.deepEqual(
    events.flatMap((each) => (each.event === 'disconnected' ? [each.end] : [])),
    ['stalled'],
  );
});

test('a letter of megabytes full of dots comes through TLS octet for octet', async (t) => {
  const letter = Buffer.from(`Subject: dots\r\n\r\n${'.\r\n..x\r\ny.\r\n'.repeat(250_000)}`);
  const chunks = function* () {
    for (let at = 0; at < letter.length; at += 99_999) yield letter.subarray(at, at + 99_999);
  };
  const { port } = await serve(
    t,
    { octets: () => letter.length, retrieve: () => ({ body: chunks() }) },
    { listen: [{ host: '127.0.0.1', port: 0, tls: 'implicit' }], secureContext: testContext },
  );
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
  socket.write(`${login}RETR 1\r\nQUIT\r\n`);
  const text = await hearAll(socket);
  const start = text.indexOf(`+OK ${letter.length} octets\r\n`) + `+OK ${letter.length} octets\r\n`.length;
  const end = text.lastIndexOf('.\r\n+OK POP3 server signing off');
  assert.ok(Buffer.from(text.slice(start, end).replace(/^\./gm, ''), 'latin1').equals(letter));
});

test('of two hundred connections from one address as many are served as the limit says; the others are told why', async (t) => {
  const { port, events } = await serve(t, {}, { limits: { connectionsPerAddress: 50 } });
  const sockets = Array.from({ length: 200 }, () => dial(port));
  const greetings = await Promise.all(sockets.map(async (socket) => `${(await once(socket, 'data'))[0]}`));
  assert.equal(greetings.filter((text) => text === '+OK POP3 server ready\r\n').length, 50);
  assert.equal(
    greetings.filter((text) => text === '-ERR [SYS/TEMP] too many connections, try again later\r\n').length,
    150,
  );
  assert.equal(events.filter(({ event }) => event === 'not-connected').length, 150);
  for (const socket of sockets) socket.destroy();
});
