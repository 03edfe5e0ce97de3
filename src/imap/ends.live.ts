// How sessions end: the server stops, the client goes, everything is let go of.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { converse, dial, quiet, until } from '../../test/dialogues/serve.ts';
import { arrive, login, select, serveImap } from '../../test/dialogues/serve-imap.ts';

const ends = (events: readonly { event: string; end?: string }[]) =>
  events.flatMap(({ event, end }) => (event === 'disconnected' ? [end] : []));

test('stopping lets a letter under way finish', async (t) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let pulled = 0;
  const { port, server, account } = await serveImap(t, {
    mailbox: {
      async *octets() {
        pulled++;
        yield Buffer.from('Subject: hola\r\n');
        await held;
        yield Buffer.from('\r\nhola\r\n');
      },
    },
  });
  arrive(account);
  const reading = converse(port, `${select}c FETCH 1 BODY.PEEK[]\r\nd NOOP\r\n`);
  await until(() => pulled === 1);
  const stopped = server.stop({ graceful: 5000 });
  await quiet(30);
  release();
  await stopped;
  assert.match(
    await reading,
    /FETCH \(BODY\[\] \{23\}\r\nSubject: hola\r\n\r\nhola\r\n\)\r\nc OK FETCH completed\r\n\* BYE the server is stopping\r\n$/,
  );
  assert.deepEqual([account.open, account.selected, server.sessions], [0, 0, 0]);
  await assert.rejects(once(dial(port), 'connect'), { code: 'ECONNREFUSED' });
});

test('stopping does not wait for a client beyond its time', async (t) => {
  const { port, server, account, events } = await serveImap(t, {
    mailbox: {
      async *octets() {
        for (;;) yield Buffer.alloc(65_536);
      },
    },
  });
  arrive(account);
  const silent = dial(port);
  silent.on('error', () => {}).pause();
  silent.write(`${select}c FETCH 1 BODY.PEEK[]\r\n`);
  await until(() => account.selected === 1);
  await quiet(50);
  await server.stop({ graceful: 30 });
  assert.deepEqual(ends(events), ['lost']);
  assert.equal(account.open, 0);
  silent.destroy();
});

test('an account that is opened for a client who has gone is closed', async (t) => {
  const calls: string[] = [];
  const { port, server } = await serveImap(
    t,
    {},
    {
      open: (given) =>
        new Promise((resolve) => {
          given.signal.addEventListener('abort', () => {
            calls.push('aborted');
            resolve({ close: async () => void calls.push('closed') } as never);
          });
        }),
    },
  );
  const socket = dial(port);
  await once(socket, 'data');
  socket.write(login);
  await quiet(30);
  socket.resetAndDestroy();
  await until(() => server.sessions === 0);
  assert.deepEqual(calls, ['aborted', 'closed']);
  assert.equal(server.internalErrors, 0);
});

test('a letter whose client goes in its middle is not read on', async (t) => {
  let returned = 0;
  const { port, account, server } = await serveImap(t, {
    mailbox: {
      async *octets() {
        try {
          for (;;) yield Buffer.alloc(65_536, 'x\r\n');
        } finally {
          returned++;
        }
      },
    },
  });
  arrive(account, `Subject: long\r\n\r\n${'x\r\n'.repeat(1_000_000)}`);
  const socket = dial(port);
  socket.write(`${select}c FETCH 1 BODY.PEEK[]\r\n`);
  await once(socket, 'data');
  socket.resetAndDestroy();
  await until(() => server.sessions === 0);
  assert.deepEqual([returned, account.open, account.selected, server.internalErrors], [1, 0, 0, 0]);
});

test('a mailbox that cannot be brought up to date when it is opened is let go of', async (t) => {
  const { port, account, server } = await serveImap(t, {
    mailbox: { refresh: () => Promise.reject(new Error('the test says so')) },
  });
  assert.match(await converse(port, select), /b NO \[SERVERBUG\] internal error [0-9a-f]{8}\r\n\* BYE/);
  assert.deepEqual([account.open, account.selected, server.internalErrors], [0, 0, 1]);
});
