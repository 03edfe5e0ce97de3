// Many commands under way at once, with servers that can do it, that only say so, and that break. Failure modes F36, F37.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { connectTo } from '../../../test/pop3-client/connect-to.ts';
import { collect, stuffed, whole } from '../../../test/pop3-client/memory-transport.ts';
import { ordinary, plainServer } from '../../../test/pop3-client/plain-server.ts';
import { scripted } from '../../../test/pop3-client/scripted-server.ts';
import type { Pop3Client } from './index.ts';

const letters = Array.from({ length: 40 }, (_, index) =>
  Buffer.from(`Subject: ${index + 1}\r\n\r\n.${'x'.repeat(index * 50)}\r\n`),
);
const numbers = letters.map((_, index) => index + 1);

/** What came, in the order in which it came: the octets, or the code of the refusal. */
async function harvest(client: Pop3Client, wanted: readonly number[]): Promise<[number, Buffer | string][]> {
  const got: [number, Buffer | string][] = [];
  for await (const fetched of client.retrieveAll(wanted))
    got.push([fetched.number, fetched.kind === 'letter' ? await collect(fetched.body) : fetched.error.code]);
  return got;
}

const exact = numbers.map((number): [number, Buffer] => [number, whole(letters[number - 1]!)]);
const times = (heard: readonly string[], line: RegExp) => heard.filter((each) => line.test(each)).length;

test('letters that are asked for at once come in order, octet for octet', async (t) => {
  const server = await plainServer(t, { letters });
  const client = await connectTo(t, server.port);
  await client.list();
  assert.deepEqual(await harvest(client, numbers), exact);
  assert.deepEqual(await client.quit(), { update: 'confirmed', text: '' });
});

test('without PIPELINING there is one command under way', async (t) => {
  let early = 0;
  let answering = false;
  const server = await plainServer(t, {
    letters,
    capabilities: ordinary.filter((tag) => tag !== 'PIPELINING'),
    async reply(line, peer) {
      if (line === 'CAPA')
        peer.socket().on('data', (packet) => {
          if (answering || packet.toString().indexOf('\n') < packet.length - 1) early++;
        });
      answering = true;
      await new Promise((resolve) => setTimeout(resolve, 1));
      answering = false;
      return undefined;
    },
  });
  assert.deepEqual(await harvest(await connectTo(t, server.port), numbers), exact);
  assert.equal(early, 0);
});

/** Replies only to what came before `answer` is called: how many commands come without any reply. */
async function depth(t: TestContext, window: { commands?: number; octets?: number }): Promise<number> {
  let retrieved = 0;
  const server = await plainServer(t, {
    letters,
    async reply(line, peer) {
      if (line !== 'RETR 1') return undefined;
      await new Promise((resolve) => setTimeout(resolve, 50));
      const before = server.heard.length;
      // What waits in the server is what came without an answer.
      const waiting: string[] = [];
      while (waiting.length < 100) {
        const next = await Promise.race([
          peer.line(),
          new Promise<void>((resolve) => setTimeout(resolve, 30)),
        ]);
        if (typeof next !== 'string') break;
        waiting.push(next);
      }
      retrieved = server.heard.length - before + 1;
      for (const each of [line, ...waiting]) {
        const number = Number(each.split(' ')[1]);
        peer.say(Buffer.concat([Buffer.from('+OK\r\n'), stuffed(letters[number - 1]!)]));
      }
      return '';
    },
  });
  const client = await connectTo(t, server.port, { window });
  await client.list();
  assert.deepEqual(await harvest(client, numbers), exact);
  return retrieved;
}

test('the window is counted in commands, and in octets by the server’s own listing', async (t) => {
  assert.equal(await depth(t, { commands: 7 }), 7);
  const octetsOf = (count: number) => letters.slice(0, count).reduce((sum, { length }) => sum + length, 0);
  const most = numbers.findLast((count) => octetsOf(count) <= 2_000)!;
  assert.equal(await depth(t, { octets: 2_000 }), most);
});

test('a server that stops reading until its reply is read does not block us', async (t) => {
  const large = Array.from({ length: 30 }, () => Buffer.alloc(400_000, `${'y'.repeat(78)}\r\n`));
  const server = await plainServer(t, {
    letters: large,
    async reply(line, peer) {
      if (!line.startsWith('RETR')) return undefined;
      const socket = peer.socket();
      socket.pause();
      const body = Buffer.concat([Buffer.from('+OK\r\n'), stuffed(large[0]!)]);
      await new Promise<void>((resolve) => socket.write(body, () => resolve()));
      socket.resume();
      return '';
    },
  });
  const client = await connectTo(t, server.port, { window: { commands: 1_000, octets: 1_000_000_000 } });
  let octets = 0;
  for await (const fetched of client.retrieveAll(large.map((_, index) => index + 1)))
    if (fetched.kind === 'letter') for await (const piece of fetched.body) octets += piece.length;
  assert.equal(
    octets,
    large.reduce((all, each) => all + whole(each).length, 0),
  );
});

test('a letter that is refused among others is asked for once more, alone, and then told', async (t) => {
  const refusedOnce = new Set(['RETR 7', 'RETR 9']);
  const server = await plainServer(t, {
    letters,
    reply: (line) => {
      if (line === 'RETR 3') return '-ERR [SYS/TEMP] broken\r\n';
      return refusedOnce.delete(line) ? '-ERR not in a batch\r\n' : undefined;
    },
  });
  const got = await harvest(await connectTo(t, server.port), numbers);
  const others = exact.filter(([number]) => ![3, 7, 9].includes(number));
  assert.deepEqual(got, [...others, [3, 'sys-temp'], exact[6]!, exact[8]!]);
  assert.equal(times(server.heard, /^RETR 3$/), 2);
});

/** Takes the first `deep` commands of each packet and loses the rest. */
async function forgetful(t: TestContext, deep: number) {
  return scripted(t, async (peer) => {
    peer.say('+OK\r\n');
    const socket = peer.socket();
    socket.removeAllListeners('data');
    await new Promise<void>((resolve) => {
      socket.on('close', resolve).on('data', (packet: Buffer) => {
        for (const line of packet.toString('latin1').split('\r\n').slice(0, -1).slice(0, deep)) {
          const number = Number(line.split(' ')[1]);
          if (line === 'CAPA') peer.say('+OK\r\nPIPELINING\r\nUSER\r\nUIDL\r\n.\r\n');
          else if (line === 'UIDL')
            peer.say(`+OK\r\n${numbers.map((each) => `${each} id-${each}\r\n`).join('')}.\r\n`);
          else if (line.startsWith('UIDL')) peer.say(`+OK ${number} id-${number}\r\n`);
          else if (line.startsWith('RETR'))
            peer.say(Buffer.concat([Buffer.from('+OK\r\n'), stuffed(letters[number - 1]!)]));
          else peer.say('+OK\r\n');
        }
      });
    });
  });
}

for (const deep of [1, 3])
  test(`a server that loses what is more than ${deep} deep is noticed, and no letter is lost or taken for another`, async (t) => {
    const server = await forgetful(t, deep);
    const client = await connectTo(t, server.port, { limits: { stall: 60 } });
    await client.uidl();
    assert.deepEqual(await harvest(client, numbers), exact);
    assert.deepEqual([...client.quirks], ['pipelining-broken']);
    assert.deepEqual(await client.deleteAll(numbers), []);
    assert.equal((await client.quit()).update, 'confirmed');
  });

test('a server that is only slow is looked after, and nothing is mistaken', async (t) => {
  const server = await plainServer(t, {
    letters,
    async reply(line) {
      if (line === 'RETR 5' || line === 'RETR 40') await new Promise((resolve) => setTimeout(resolve, 100));
      return undefined;
    },
  });
  const client = await connectTo(t, server.port, { limits: { stall: 20 }, window: { commands: 10 } });
  await client.uidl();
  assert.deepEqual(await harvest(client, numbers), exact);
  assert.deepEqual([...client.quirks], []);
  assert.ok(times(server.heard, /^UIDL 1$/) >= 1);
  await client.noop();
});

test('a connection that breaks among many says that there were many', async (t) => {
  const server = await plainServer(t, {
    letters,
    reply: (line, peer) => {
      if (line === 'RETR 3') peer.reset();
      return undefined;
    },
  });
  const client = await connectTo(t, server.port);
  await assert.rejects(harvest(client, numbers), { code: 'reset', pipelined: true, sessionStands: false });
  await assert.rejects(client.noop(), { code: 'reset' });
  assert.deepEqual(await client.quit(), { update: 'not-asked', text: '' });
});

test('leaving the loop throws away what is under way, and the session goes on', async (t) => {
  const server = await plainServer(t, { letters });
  const client = await connectTo(t, server.port, { window: { commands: 5 } });
  for await (const fetched of client.retrieveAll(numbers)) if (fetched.number === 2) break;
  assert.deepEqual(await harvest(client, [4]), [exact[3]]);
  assert.ok(times(server.heard, /^RETR/) < 12);
});

test('bodies that nobody reads are passed over', async (t) => {
  const client = await connectTo(t, (await plainServer(t, { letters })).port);
  const seen: number[] = [];
  for await (const fetched of client.retrieveAll(numbers)) seen.push(fetched.number);
  assert.deepEqual(seen, numbers);
  await client.noop();
});

test('leaving with more to come than is worth reading ends the session', async (t) => {
  const client = await connectTo(t, (await plainServer(t, { letters })).port, { limits: { drain: 500 } });
  for await (const _ of client.retrieveAll(numbers)) break;
  await assert.rejects(client.noop(), { code: 'aborted' });
});

test('deletions go together, and those that are refused are told', async (t) => {
  const server = await plainServer(t, {
    letters,
    reply: (line) => (/^DELE (2|39)$/.test(line) ? '-ERR no such message\r\n' : undefined),
  });
  const client = await connectTo(t, server.port);
  const refusals = await client.deleteAll(numbers);
  assert.deepEqual(
    refusals.map(({ number, error }) => [number, error.code]),
    [
      [2, 'command-refused'],
      [39, 'command-refused'],
    ],
  );
  await assert.rejects(client.delete(2), { code: 'command-refused', sessionStands: true });
});
