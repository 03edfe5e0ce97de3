// Servers that are slow, endless, broken or curious: what they cost is bounded, and no secret leaves us. Failure modes
// F29, F31, F40, F43, F50.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { ana, connectTo } from '../../../test/pop3-client/connect-to.ts';
import { collect } from '../../../test/pop3-client/memory-transport.ts';
import { plainServer } from '../../../test/pop3-client/plain-server.ts';
import { type Peer, scripted } from '../../../test/pop3-client/scripted-server.ts';
import { Pop3Client, type Pop3ClientEvent, type Pop3ClientOptions } from './index.ts';

const letters = [Buffer.from('one\r\n'), Buffer.from('two\r\n')];
const idle = { idle: 300 };

/** An answer to one line that goes on for as long as the client listens. */
const endless = (verb: string, first: string, again: string) => async (line: string, peer: Peer) => {
  if (!line.startsWith(verb)) return undefined;
  peer.say(first);
  const socket = peer.socket();
  while (socket.writable) {
    peer.say(again.repeat(1_000));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return '';
};

test('endless lines, listings, capabilities and letters come to an end', async (t) => {
  const limits = { line: 2_000, messages: 3_000, capabilities: 50, letter: 1_000_000 };
  for (const [reply, ask] of [
    [endless('NOOP', '+OK ', 'x'), (client: Pop3Client) => client.noop()],
    [endless('LIST', '+OK\r\n', '1 1\r\n'), (client: Pop3Client) => client.list()],
    [endless('UIDL', '+OK\r\n', '1 x\r\n'), (client: Pop3Client) => client.uidl()],
    [endless('UIDL', '+OK\r\n1 ', 'x'), (client: Pop3Client) => client.uidl()],
    [endless('RETR', '+OK\r\n', 'text\r\n'), (client: Pop3Client) => collect(client.retrieve(1))],
    [endless('TOP', '+OK\r\n', 'x'), (client: Pop3Client) => collect(client.top(1, 0))],
  ] as const) {
    const client = await connectTo(t, (await plainServer(t, { letters, reply })).port, { limits });
    await assert.rejects(ask(client), { code: 'limit', sessionStands: false });
    await assert.rejects(client.noop(), { code: 'limit' });
  }
  const { port } = await plainServer(t, { reply: endless('CAPA', '+OK\r\n', 'X\r\n') });
  await assert.rejects(connectTo(t, port, { limits }), { code: 'limit', command: 'CAPA' });
});

test('an octet now and then keeps no reply alive', async (t) => {
  const dripping = (verb: string, text: string) => async (line: string, peer: Peer) => {
    if (line !== verb) return undefined;
    await peer.drip(text, 5);
    return '';
  };
  const oneLine = await plainServer(t, { reply: dripping('NOOP', `+OK ${'x'.repeat(500)}`) });
  const limits = { command: 100, grace: 100, rate: 10_000 };
  const client = await connectTo(t, oneLine.port, { limits });
  await assert.rejects(client.noop(), { code: 'timeout-idle', command: 'NOOP' });
  const many = await plainServer(t, { letters, reply: dripping('RETR 1', `+OK\r\n${'x'.repeat(500)}`) });
  const slow = await connectTo(t, many.port, { limits });
  await assert.rejects(collect(slow.retrieve(1)), { code: 'limit', message: /too slowly/ });
});

test('the time that the reader takes is not the server’s', async (t) => {
  const large = [Buffer.alloc(600_000, `${'z'.repeat(98)}\r\n`)];
  const { port } = await plainServer(t, { letters: large });
  const client = await connectTo(t, port, {
    limits: { idle: 500, command: 500, grace: 500, rate: 10_000_000 },
  });
  let octets = 0;
  for await (const piece of client.retrieve(1)) {
    octets += piece.length;
    if (octets === piece.length) await new Promise((resolve) => setTimeout(resolve, 700));
  }
  assert.equal(octets, 600_000);
});

test('a letter without its end is never whole, and the reason is told', async (t) => {
  for (const [text, message] of [
    ['+OK\r\none\r\n.\r', /5 octets came, the end of the letter is missing/],
    ['+OK\r\none\r\n', /5 octets came, the end of the letter is missing/],
    ['+OK\r\none.\r\n', /6 octets came, the end of the letter is missing/],
    ['+OK\r\none\n.\n', /6 octets came, a line end before the end of the letter is missing/],
    ['+OK\r\n', /0 octets came, the end of the letter is missing/],
  ] as const) {
    const { port } = await plainServer(t, {
      letters,
      reply: (line) => (line === 'RETR 1' ? text : undefined),
    });
    const client = await connectTo(t, port, { limits: idle });
    await assert.rejects(collect(client.retrieve(1)), { code: 'timeout-idle', message });
    assert.equal(client.failure?.code, 'timeout-idle');
  }
  const { port } = await plainServer(t, {
    letters,
    reply: (line, peer) => {
      if (line !== 'RETR 1') return undefined;
      peer.say('+OK\r\none\r\ntw');
      peer.close();
      return '';
    },
  });
  await assert.rejects(collect((await connectTo(t, port)).retrieve(1)), { code: 'reset' });
});

test('the whole session has its time too, and a signal ends it at once', async (t) => {
  const { port } = await plainServer(t, { reply: (line) => (line === 'NOOP' ? '' : undefined) });
  const late = await connectTo(t, port, { limits: { session: 80 } });
  await assert.rejects(late.noop(), { code: 'timeout-total' });
  const controller = new AbortController();
  const client = await connectTo(t, port, { signal: controller.signal });
  const waiting = assert.rejects(client.noop(), { code: 'aborted' });
  controller.abort(new Error('enough'));
  await waiting;
  assert.deepEqual(await client.quit(), { update: 'not-asked', text: '' });
  await assert.rejects(connectTo(t, port, { signal: controller.signal }), { code: 'aborted' });
});

test('a session that is idle is kept alive, and the replies to that are nobody’s', async (t) => {
  const { port, heard } = await plainServer(t, { letters });
  const client = await connectTo(t, port, { keepAlive: 15 });
  await new Promise((resolve) => setTimeout(resolve, 80));
  assert.ok(heard.filter((line) => line === 'NOOP').length >= 2);
  assert.deepEqual(await client.stat(), { count: 2, octets: 10 });
  for await (const fetched of client.retrieveAll([1, 2])) {
    // Whoever stores a letter may take his time.
    await new Promise((resolve) => setTimeout(resolve, 40));
    if (fetched.kind === 'letter') assert.deepEqual(await collect(fetched.body), letters[fetched.number - 1]);
  }
  assert.equal((await client.quit()).update, 'confirmed');
});

test('what is no reply ends the session', async (t) => {
  const { port } = await plainServer(t, { reply: (line) => (line === 'NOOP' ? '* BYE\r\n' : undefined) });
  const client = await connectTo(t, port);
  await assert.rejects(client.noop(), { code: 'protocol-garbage', reply: '* BYE' });
  await assert.rejects(client.stat(), { code: 'protocol-garbage' });
});

test('no secret is in an error, a log, or what is printed, though the server says it back', async (t) => {
  const events: Pop3ClientEvent[] = [];
  const texts: string[] = [];
  const log = (event: Pop3ClientEvent) => events.push(event);
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const plain = base64(`\0ana\0${ana.pass}`);
  const echo = (line: string, peer: Peer): string | undefined => {
    if (/^(PASS|AUTH|APOP)/.test(line))
      return `-ERR you said ${line} and ${ana.pass} and ${base64(ana.pass)}\r\n`;
    if (line === 'NOOP') peer.say(`${ana.pass}\r\n`);
    return undefined;
  };
  const attempts: [readonly string[], Partial<Pop3ClientOptions>][] = [
    [['USER'], {}],
    [['SASL PLAIN'], {}],
    [['SASL LOGIN'], {}],
    [['SASL XOAUTH2'], { auth: { user: 'ana', token: ana.pass } }],
    [['SASL OAUTHBEARER'], { auth: { user: 'ana', token: ana.pass } }],
    [['USER'], { auth: { ...ana, mechanism: 'APOP' } }],
  ];
  for (const [capabilities, options] of attempts) {
    const { port } = await plainServer(t, { greeting: '+OK <1@x.example>\r\n', capabilities, reply: echo });
    await assert.rejects(connectTo(t, port, { log, ...options }), (error: Error) => {
      texts.push(inspect(error, { depth: 10, showHidden: true }), String(error.stack), JSON.stringify(error));
      return true;
    });
  }
  const { port } = await plainServer(t, {
    reply: (line, peer) => (line.startsWith('PASS') ? undefined : echo(line, peer)),
  });
  const client = await connectTo(t, port, { log });
  await assert.rejects(client.noop(), (error: Error) => texts.push(inspect(error, { depth: 10 })) > 0);
  texts.push(inspect(client, { depth: 10, showHidden: true }), JSON.stringify(events));
  for (const text of texts)
    for (const secret of [ana.pass, base64(ana.pass).slice(0, -2), plain.slice(4, -4)])
      assert.equal(text.includes(secret), false, `${secret} in ${text.slice(0, 300)}`);
});

test('a letter may not be read and the session used at the same time', async (t) => {
  const client = await connectTo(t, (await plainServer(t, { letters })).port);
  for await (const _ of client.retrieve(1)) await assert.rejects(client.noop(), /a letter is being read/);
  const [stat] = await Promise.all([client.stat(), client.noop(), client.list()]);
  assert.equal(stat.count, 2);
});

test('leaving a letter early reads on to its end, or ends the session', async (t) => {
  const large = Buffer.alloc(3_000_000, `${'z'.repeat(98)}\r\n`);
  const { port } = await plainServer(t, { letters: [Buffer.alloc(300_000, `${'z'.repeat(98)}\r\n`), large] });
  const client = await connectTo(t, port);
  for await (const _ of client.retrieve(1)) break;
  assert.equal((await client.stat()).count, 2);
  for await (const _ of client.retrieve(2)) break;
  await assert.rejects(client.stat(), { code: 'aborted' });
});

test('QUIT tells whether the deletions were confirmed', async (t) => {
  const quitting = async (reply: (line: string, peer: Peer) => string | undefined) => {
    const client = await connectTo(t, (await plainServer(t, { letters, reply })).port, {
      limits: { farewell: 50 },
    });
    await client.delete(1);
    const result = await client.quit();
    await assert.rejects(client.noop());
    return result;
  };
  const onQuit = (answer: string) => (line: string) => (line === 'QUIT' ? answer : undefined);
  assert.deepEqual(await quitting(onQuit('+OK bye\r\n')), { update: 'confirmed', text: 'bye' });
  assert.deepEqual(await quitting(onQuit('-ERR [SYS/TEMP] some remain\r\n')), {
    update: 'refused',
    text: 'some remain',
  });
  assert.deepEqual(await quitting(onQuit('')), { update: 'unknown', text: '' });
});

test('leaving the block breaks off without QUIT', async (t) => {
  const { port, heard } = await plainServer(t, { letters });
  {
    await using client = await Pop3Client.connect({
      host: '127.0.0.1',
      port,
      tls: 'none',
      allowPlaintext: true,
      auth: ana,
    });
    await client.delete(1);
  }
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.deepEqual(heard.slice(-1), ['DELE 1']);
});

test('a server that closes before it was told anything is a broken connection', async (t) => {
  const server = await scripted(t, async (peer) => peer.say('+OK\r\n'));
  await assert.rejects(connectTo(t, server.port), { code: 'reset' });
});
