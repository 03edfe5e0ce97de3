// What a caller of the server sees: its addresses, its events, its counter of faults.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { converse, dial, until } from '../../test/dialogues/serve.ts';
import { login, serveImap } from '../../test/dialogues/serve-imap.ts';
import { createImapServer, type ImapEvent, ImapRefusal } from './index.ts';

test('events tell a session from connection to end, and no secret', async (t) => {
  const { port, events } = await serveImap(t);
  await converse(port, 'a LOGIN mrose canary-4711\r\nb LOGIN mrose secret\r\nc NOOP\r\n');
  await until(() => events.some(({ event }) => event === 'disconnected'));
  assert.deepEqual(
    events.map(({ event }) => event),
    ['connected', 'login-refused', 'login', 'disconnected'],
  );
  const { milliseconds, octetsIn, octetsOut, ...end } = events[3] as Extract<
    ImapEvent,
    { event: 'disconnected' }
  >;
  assert.ok(milliseconds >= 0 && octetsIn > 0 && octetsOut > 0);
  assert.deepEqual(end, {
    event: 'disconnected',
    session: 1,
    end: 'lost',
    commands: 3,
    fetched: 0,
    appended: 0,
    expunged: 0,
  });
  assert.doesNotMatch(JSON.stringify(events), /canary/);
});

test('who a client says it is comes into the log short and printable', async (t) => {
  const { port, events } = await serveImap(t);
  await converse(port, `a ID ("Name" "Thunder\tbird" "version" "${'9'.repeat(100)}")\r\nb ID NIL\r\n`);
  assert.deepEqual(
    events.filter(({ event }) => event === 'client'),
    [{ event: 'client', session: 1, name: 'Thunder bird', version: '9'.repeat(64) }],
  );
});

test('a name with control characters is asked of nobody', async (t) => {
  let asked = 0;
  const open = () => {
    asked++;
    return Promise.reject(new ImapRefusal('AUTHENTICATIONFAILED'));
  };
  const { port } = await serveImap(t, {}, { open });
  assert.match(await converse(port, 'a LOGIN {3+}\r\na\nb x\r\nb LOGIN a b\r\n'), /a BAD .*\r\nb NO \[AUTH/);
  assert.equal(asked, 1);
});

test('a full disk keeps nobody from reading: what cannot be claimed is recent', async (t) => {
  const { port, account, server } = await serveImap(t, {
    mailbox: { claimRecent: () => Promise.reject(new ImapRefusal('UNAVAILABLE')) },
  });
  account
    .find('INBOX')!
    .add([
      { letter: account.letter(Buffer.from('x\r\n')), flags: 0, keywords: [], internalDate: 0, saveDate: 0 },
    ]);
  const text = await converse(port, `${login}b SELECT INBOX\r\nc FETCH 1 FLAGS\r\n`);
  assert.match(text, /\* 1 EXISTS\r\n\* 1 RECENT\r\n/);
  assert.match(text, /\* 1 FETCH \(FLAGS \(\\Recent\)\)\r\nc OK/);
  assert.equal(server.internalErrors, 0);
});

test('a server that cannot have all its addresses has none', async (t) => {
  const taken = await serveImap(t);
  const other = await serveImap(t);
  await other.server.stop();
  const server = createImapServer({
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
    assert.throws(() => createImapServer({ open, listen: [{ port: 0, tls }] }), TypeError);
});

test('a proxy says who the client is, and its passwords need TLS like anybody else’s', async (t) => {
  const { port, events } = await serveImap(t, {}, { proxies: ['127.0.0.1'] });
  const text = await converse(port, `PROXY TCP4 192.0.2.7 127.0.0.1 4660 143\r\n${login}`);
  assert.match(text, /a NO \[PRIVACYREQUIRED\] no password without TLS/);
  const connected = events.find((each) => each.event === 'connected');
  assert.equal(connected?.event === 'connected' && connected.remoteAddress, '192.0.2.7');
});
