// A maildrop of a hundred thousand letters: listed, named and read at its end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchWithFetchmail } from './clients/fetchmail.ts';
import { inDirectory } from './clients/maildrop.ts';
import { openMailTalk } from './mail-talk.ts';
import { putManyLetters, smallLetter } from './many-letters.ts';
import { needs, peer } from './peers.ts';
import { openPop3Talk } from './pop3-talk.ts';
import { startServer } from './server.ts';

const count = 100_000;

test(
  'a maildrop of 100,000 letters is listed, named and read at its end',
  needs('curl', 'python3'),
  async () => {
    await using server = await startServer({ accounts: ['ana'] });
    await server.stop();
    await putManyLetters(server.data, 'ana', count);
    await server.start();

    const octets = Array.from({ length: count }, (_, index) => smallLetter(index).length);
    const total = octets.reduce((sum, length) => sum + length, 0);
    const pop3 = await openPop3Talk(server.ports.pop3, 'ana', server.password);
    assert.match(await pop3.ask('STAT'), new RegExp(`^\\+OK ${count} ${total}\\b`));
    const list = (await pop3.askMany('LIST')).toString('latin1');
    // The letters were delivered many at once: their order is the store's, their sizes are ours.
    const listed = list
      .split('\r\n')
      .slice(0, -1)
      .map((line) => line.split(' ').map(Number) as [number, number]);
    assert.equal(listed.length, count);
    assert.ok(
      listed.every(([number], index) => number === index + 1),
      'numbers from 1 to 100,000',
    );
    assert.equal(
      listed.reduce((sum, [, length]) => sum + length, 0),
      total,
    );
    const names = (await pop3.uidls()).map((line) => line.split(' ')[1]);
    assert.equal(new Set(names).size, count);
    const last = await pop3.askMany(`RETR ${count}`);
    assert.equal(last.length, listed.at(-1)![1]);
    const index = Number(/Letter (\d+)\r\n/.exec(last.toString('latin1'))![1]);
    assert.ok(last.equals(smallLetter(index)));
    assert.match(await pop3.ask(`DELE ${count}`), /^\+OK/);
    assert.match(await pop3.ask(`RETR ${count + 1}`), /^-ERR/);
    assert.match(await pop3.quit(), /^\+OK/);

    // One is gone, one comes: its name is new, all others stay.
    const talk = await openMailTalk('lmtp', server.ports.lmtp);
    assert.match((await talk.deliver(smallLetter(count), 'ana'))[0]!, /^250/);
    await talk.quit();
    const again = await openPop3Talk(server.ports.pop3, 'ana', server.password);
    const renamed = (await again.uidls()).map((line) => line.split(' ')[1]);
    assert.deepEqual(
      [renamed.length, renamed.slice(0, -1).join() === names.slice(0, -1).join()],
      [count, true],
    );
    assert.ok(!names.includes(renamed.at(-1)));
    await again.quit();

    const script = `
import poplib, sys
box = poplib.POP3('127.0.0.1', int(sys.argv[1]), timeout=60)
box.user('ana'); box.pass_(sys.argv[2])
print(len(box.list()[1]), len(box.uidl()[1]), len(box.retr(${count})[1]))
box.quit()`;
    const done = await peer('python3').run(['-c', script, String(server.ports.pop3), server.password]);
    assert.equal(done.status, 0, done.stderr);
    assert.match(done.stdout.toString(), new RegExp(`^${count} ${count} \\d+\n$`));

    const url = `pop3://127.0.0.1:${server.ports.pop3}/${count}`;
    const curl = await peer('curl').run(['-sS', '-u', `ana:${server.password}`, url]);
    assert.match(curl.stdout.toString('latin1'), new RegExp(`\\r\\nSmall letter ${count}\\.\\r\\n$`));
  },
);

test('fetchmail finds the ten new letters among a hundred with fastuidl', needs('fetchmail'), () =>
  inDirectory(async (directory) => {
    await using server = await startServer({ accounts: ['ana'] });
    await server.stop();
    await putManyLetters(server.data, 'ana', 100);
    await server.start();
    const maildrop = { name: 'ana', port: server.ports.pop3, password: server.password };
    assert.equal(
      (await fetchWithFetchmail(maildrop, directory, 'uidl', 'keep fastuidl 4')).letters.length,
      100,
    );
    const talk = await openMailTalk('lmtp', server.ports.lmtp);
    for (let index = 0; index < 10; index++) await talk.deliver(smallLetter(100 + index), 'ana');
    await talk.quit();
    assert.equal(
      (await fetchWithFetchmail(maildrop, directory, 'uidl', 'keep fastuidl 4')).letters.length,
      10,
    );
  }),
);
