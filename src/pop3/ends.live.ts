// How sessions end: the server stops, the client goes, the lock is freed.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { converse, dial, login, quiet, serve, until } from '../../test/dialogues/serve.ts';
import { Pop3Refusal } from './index.ts';

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
