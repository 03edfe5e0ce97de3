// What takes real sockets and more than one conversation: floods, peers that do not read, stopping, counting.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { testContext } from '../../test/dialogues/certificate.ts';
import {
  createPop3Server,
  type Maildrop,
  type Pop3Event,
  Pop3Refusal,
  type Pop3ServerOptions,
} from './index.ts';

type Served = {
  port: number;
  events: Pop3Event[];
  closed: () => number;
  server: ReturnType<typeof createPop3Server>;
};

/** A server for one maildrop, which counts how often it was closed. */
async function serve(
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
async function converse(port: number, text: string): Promise<string> {
  const socket = dial(port);
  socket.end(text);
  return hearAll(socket);
}

const dial = (port: number) => connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });

async function hearAll(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => {});
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

async function until(there: () => boolean): Promise<void> {
  while (!there()) await new Promise((resolve) => setTimeout(resolve, 2));
}

const login = 'USER mrose\r\nPASS secret\r\n';

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

const quiet = (milliseconds: number) =>
  new Promise<false>((resolve) => setTimeout(() => resolve(false), milliseconds));

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

test('stopping lets a letter under way finish, and an update too, however long it takes', async (t) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = async function* () {
    yield Buffer.from('one\r\n');
    await held;
    yield Buffer.from('two\r\n');
  };
  let updated = 0;
  const { port, server, closed } = await serve(t, {
    octets: () => 10,
    retrieve: () => ({ body: slow() }),
    update: async () => {
      updated++;
      await held;
    },
  });
  const reading = converse(port, `${login}RETR 1\r\nNOOP\r\n`);
  const leaving = converse(port, `${login}DELE 1\r\nQUIT\r\n`);
  await until(() => updated === 1);
  const stopped = server.stop({ graceful: 5000 });
  await quiet(30);
  release();
  await stopped;
  assert.match(
    await reading,
    /one\r\ntwo\r\n\.\r\n-ERR \[SYS\/TEMP\] the server is stopping, nothing was deleted\r\n$/,
  );
  assert.match(await leaving, /\+OK POP3 server signing off \(maildrop empty\)\r\n$/);
  assert.equal(closed(), 2);
  assert.equal(server.sessions, 0);
  await assert.rejects(once(dial(port), 'connect'), { code: 'ECONNREFUSED' });
});

test('stopping does not wait for a client beyond its time, but for an update it does', async (t) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let updated = 0;
  const { port, server } = await serve(t, {
    update: async () => {
      updated++;
      await held;
    },
    retrieve: () => ({
      body: (async function* () {
        for (;;) yield Buffer.alloc(65_536);
      })(),
    }),
  });
  const silent = dial(port);
  silent.on('error', () => {}).pause();
  silent.write(`${login}RETR 1\r\n`);
  const leaving = converse(port, `${login}DELE 1\r\nQUIT\r\n`);
  await until(() => updated === 1);
  let done = false;
  const stopped = server.stop({ graceful: 30 }).then(() => (done = true));
  await quiet(120);
  assert.equal(done, false);
  release();
  await stopped;
  assert.match(await leaving, /signing off \(maildrop empty\)\r\n$/);
  silent.destroy();
});

test('the lock is free before the client is told that its session is over', async (t) => {
  const order: string[] = [];
  const { port } = await serve(
    t,
    {},
    {
      open: async () => ({
        count: 1,
        octets: () => 2,
        uidl: () => 'u',
        retrieve: () => undefined,
        update: async () => void order.push('updated'),
        close: async () => {
          await quiet(30);
          order.push('closed');
        },
      }),
    },
  );
  const socket = dial(port);
  socket.on('data', (chunk: Buffer) => {
    if (chunk.includes('signing off')) order.push('told');
  });
  socket.end(`${login}DELE 1\r\nQUIT\r\n`);
  await once(socket, 'close');
  assert.deepEqual(order, ['updated', 'closed', 'told']);
});

test('a QUIT that is found when the client has broken off deletes nothing', async (t) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const calls: string[] = [];
  const { port, server } = await serve(t, {
    count: 2,
    retrieve: async () => {
      calls.push('retrieve');
      await held;
      throw new Pop3Refusal('SYS/TEMP');
    },
    update: async () => void calls.push('update'),
  });
  const socket = dial(port);
  socket.write(`${login}DELE 1\r\nRETR 2\r\nQUIT\r\n`);
  await until(() => calls.length === 1);
  socket.resetAndDestroy();
  await quiet(50);
  release();
  await until(() => server.sessions === 0);
  assert.deepEqual(calls, ['retrieve']);
});

test('a maildrop that is opened for a client who has gone is closed', async (t) => {
  const aborted: boolean[] = [];
  const { port, server } = await serve(
    t,
    {},
    {
      open: (login) =>
        new Promise((resolve) => {
          login.signal.addEventListener('abort', () => {
            aborted.push(true);
            resolve({
              count: 0,
              octets: () => 0,
              uidl: () => '',
              retrieve: () => undefined,
              update: async () => {},
              close: async () => void aborted.push(false),
            });
          });
        }),
    },
  );
  const socket = dial(port);
  await once(socket, 'data');
  socket.write(login);
  await once(socket, 'data');
  socket.resetAndDestroy();
  await until(() => server.sessions === 0);
  assert.deepEqual(aborted, [true, false]);
  assert.equal(server.internalErrors, 0);
});

test('a letter whose client goes in its middle is not read on, and its maildrop is closed once', async (t) => {
  let returned = 0;
  const endless = function* () {
    try {
      for (;;) yield Buffer.alloc(65_536);
    } finally {
      returned++;
    }
  };
  const { port, closed, server } = await serve(t, { retrieve: () => ({ body: endless(), dotted: false }) });
  const socket = dial(port);
  socket.write(`${login}RETR 1\r\n`);
  await once(socket, 'data');
  socket.resetAndDestroy();
  await until(() => server.sessions === 0);
  assert.deepEqual([returned, closed(), server.internalErrors], [1, 1, 0]);
});

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
