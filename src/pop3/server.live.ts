// What a caller of the server sees: its addresses, its events, its counter of faults.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { converse, dial, login, serve, until } from '../../test/dialogues/serve.ts';
import { createPop3Server, type Pop3Event } from './index.ts';

test('a letter that is not as long as announced is counted as a fault, and is whole all the same', async (t) => {
  const faults: unknown[] = [];
  const { port, server } = await serve(
    t,
    { octets: () => 7 },
    { onInternalError: (_, error) => faults.push(error) },
  );
  assert.match(
    await converse(port, `${login}RETR 1\r\nNOOP\r\nQUIT\r\n`),
    /\+OK 7 octets\r\n\r\n\.\r\n\+OK still here\r\n/,
  );
  assert.equal(server.internalErrors, 1);
  assert.match(String(faults[0]), /announced with 7 octets had 2/);
});

test('a letter without any octets is sent as it was announced: as nothing, or as one empty line', async (t) => {
  for (const [announced, sent] of [
    [0, ''],
    [2, '\r\n'],
  ] as const) {
    const { port, server } = await serve(t, { octets: () => announced, retrieve: () => ({ body: [] }) });
    const text = await converse(port, `${login}RETR 1\r\nQUIT\r\n`);
    assert.ok(text.includes(`+OK ${announced} octets\r\n${sent}.\r\n+OK`));
    assert.equal(server.internalErrors, 0);
  }
});

test('events tell a session from connection to end, and no secret', async (t) => {
  const { port, events } = await serve(t, {});
  const secret = 'canary-4711';
  await converse(port, `USER mrose\r\nPASS ${secret}\r\nRETR 1\r\nTOP 1 0\r\nDELE 1\r\nQUIT\r\n`);
  await converse(port, `AUTH PLAIN ${btoa(`\0mrose\0${secret}`)}\r\n`);
  await until(() => events.filter(({ event }) => event === 'disconnected').length === 2);
  assert.deepEqual(
    events.map(({ event }) => event),
    ['connected', 'login', 'disconnected', 'connected', 'login', 'disconnected'],
  );
  const { milliseconds, octetsIn, octetsOut, ...end } = events[2] as Extract<
    Pop3Event,
    { event: 'disconnected' }
  >;
  assert.ok(milliseconds >= 0 && octetsIn > 0 && octetsOut > 0);
  assert.deepEqual(end, {
    event: 'disconnected',
    session: 1,
    end: 'quit',
    commands: 6,
    retrieved: 1,
    retrievedOctets: 2,
    tops: 1,
    deleted: 1,
  });
  assert.doesNotMatch(JSON.stringify(events), /canary|Y2FuYXJ5/);
});

test('a server that cannot have all its addresses has none', async (t) => {
  const taken = await serve(t, {});
  const other = await serve(t, {});
  await other.server.stop();
  const server = createPop3Server({
    open: () => Promise.reject(new Error('nobody asks')),
    listen: [
      { host: '127.0.0.1', port: other.port, tls: 'none' },
      { host: '127.0.0.1', port: taken.port, tls: 'none' },
    ],
  });
  await assert.rejects(server.start(), { code: 'EADDRINUSE' });
  await assert.rejects(once(dial(other.port), 'connect'), { code: 'ECONNREFUSED' });
});

test('TLS without a certificate is a mistake of the caller', () => {
  const open = () => Promise.reject(new Error('nobody asks'));
  for (const tls of ['implicit', 'starttls'] as const)
    assert.throws(() => createPop3Server({ open, listen: [{ port: 0, tls }] }), TypeError);
});

test('a proxy says who the client is, and its passwords need TLS like anybody else’s', async (t) => {
  const { port, events } = await serve(t, {}, { proxies: ['127.0.0.1'] });
  const text = await converse(port, `PROXY TCP4 192.0.2.7 127.0.0.1 4660 110\r\n${login}QUIT\r\n`);
  assert.match(text, /-ERR no password without TLS/);
  const connected = events.find((each) => each.event === 'connected');
  assert.equal(connected?.event === 'connected' && connected.remoteAddress, '192.0.2.7');
});
