// Clients that say too much, read too little, or are too many.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { converse, dial, quiet, until } from '../../test/dialogues/serve.ts';
import { arrive, login, select, serveImap } from '../../test/dialogues/serve-imap.ts';

test('ten thousand commands in one packet are answered in turn, and others are served meanwhile', async (t) => {
  const { port } = await serveImap(t);
  const flood = converse(port, `${select}${'c NOOP\r\nd CAPABILITY\r\n'.repeat(5000)}e LOGOUT\r\n`);
  const order: string[] = [];
  const other = converse(port, `${login}e LOGOUT\r\n`).then(() => order.push('other'));
  const lines = (await flood.finally(() => order.push('flood'))).split('\r\n');
  await other;
  assert.deepEqual(order, ['other', 'flood']);
  assert.equal(lines.filter((line) => line === 'c OK NOOP completed').length, 5000);
  assert.equal(lines.filter((line) => line === 'd OK CAPABILITY completed').length, 5000);
});

test('a client that never reads is sent no more than the kernel takes, and holds nobody up', async (t) => {
  const size = 64 * 1024;
  let pulled = 0;
  const { port, account } = await serveImap(t, {
    mailbox: {
      async *octets() {
        for (;;) {
          pulled += size;
          yield Buffer.alloc(size, 'x\r\n');
        }
      },
    },
  });
  arrive(account, `Subject: long\r\n\r\n${'x'.repeat(100_000_000)}`);
  const silent = dial(port);
  silent.pause();
  silent.write(`${select}c FETCH 1 BODY.PEEK[]\r\n`);
  let before = -1;
  while (pulled === 0 || pulled !== before) {
    before = pulled;
    await quiet(50);
  }
  assert.ok(pulled <= 16 * 1024 * 1024, `${pulled} octets of 100 MB were asked for`);
  assert.match(await converse(port, `${select}c FETCH 1 UID\r\nd LOGOUT\r\n`), /FETCH \(UID 1\)/);
  silent.resetAndDestroy();
  await until(() => account.open === 0);
});

test('a client that sends without reading is not listened to for ever', async (t) => {
  const { port, account } = await serveImap(t);
  for (let count = 0; count < 20_000; count++) arrive(account, 'x\r\n');
  const flood = dial(port);
  flood.pause();
  flood.write(select);
  const block = 'c FETCH 1:* FLAGS\r\n'.repeat(10_000);
  let sent = 0;
  let taken = true;
  while (taken && sent < 100_000_000) {
    taken = flood.write(block) || (await Promise.race([once(flood, 'drain').then(() => true), quiet(150)]));
    sent += block.length;
  }
  assert.ok(sent < 50_000_000, `${sent} octets of commands were taken`);
  flood.resetAndDestroy();
  await until(() => account.open === 0);
});

test('a client that reads a little now and then is given up when it takes no block in time', async (t) => {
  const { port, account, events } = await serveImap(
    t,
    {
      mailbox: {
        async *octets() {
          for (;;) yield Buffer.alloc(65_536, 'x\r\n');
        },
      },
    },
    { limits: { stall: 150 } },
  );
  arrive(account, `Subject: long\r\n\r\n${'x'.repeat(50_000_000)}`);
  const slow = dial(port);
  slow.pause();
  slow.on('error', () => {});
  slow.write(`${select}c FETCH 1 BODY.PEEK[]\r\n`);
  const sips = setInterval(() => slow.read(1), 20);
  await until(() => account.open === 0 && events.some(({ event }) => event === 'disconnected'));
  clearInterval(sips);
  slow.destroy();
  assert.deepEqual(
    events.flatMap((each) => (each.event === 'disconnected' ? [each.end] : [])),
    ['stalled'],
  );
});

test('a hundred clients that idle on one mailbox all hear of a letter, and of its going', async (t) => {
  const { port, account, server } = await serveImap(t);
  const heard = Array.from({ length: 100 }, () => {
    const socket = dial(port);
    socket.write(`${login}x ENABLE QRESYNC\r\nb SELECT INBOX\r\nc IDLE\r\n`);
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    return { socket, text: () => text };
  });
  const all = (part: string) => until(() => heard.every(({ text }) => text().includes(part)));
  await all('+ idling');
  arrive(account);
  await all('* 1 EXISTS');
  account.find('INBOX')!.remove([1 as never]);
  await all('* VANISHED 1\r\n');
  for (const { socket } of heard) socket.end('DONE\r\n');
  await until(() => server.sessions === 0);
  assert.deepEqual([account.open, account.selected, account.find('INBOX')!.heard.size], [0, 0, 0]);
});

test('of two hundred connections from one address as many are served as the limit says; the others are told why', async (t) => {
  const { port, events } = await serveImap(t, {}, { limits: { connectionsPerAddress: 50 } });
  const sockets = Array.from({ length: 200 }, () => dial(port));
  const greetings = await Promise.all(sockets.map(async (socket) => `${(await once(socket, 'data'))[0]}`));
  assert.equal(greetings.filter((text) => text.startsWith('* OK [CAPABILITY ')).length, 50);
  assert.equal(
    greetings.filter((text) => text === '* BYE [UNAVAILABLE] too many connections, try again later\r\n')
      .length,
    150,
  );
  assert.equal(events.filter(({ event }) => event === 'not-connected').length, 150);
  for (const socket of sockets) socket.destroy();
});
