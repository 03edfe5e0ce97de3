// The fake server itself: what the other tests rely on.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Pop3Client, Pop3ClientOptions } from '../../src/pop3/index.ts';
import { ana, connectTo } from '../pop3-client/connect-to.ts';
import { collect } from '../pop3-client/memory-transport.ts';
import { gmail } from './fake/broken/gmail.ts';
import { brokenServers } from './fake/broken/index.ts';
import { duplicateUid, seesOnly } from './fake/glitch.ts';
import { largeLetter, letterOf, lettersOf } from './fake/letters.ts';
import { digestOf, RemoteMaildrop } from './fake/maildrop.ts';
import { endless, say } from './fake/reply.ts';
import { type FakeOptions, type FakeServer, startFake } from './fake-server.ts';

async function fakeFor(t: TestContext, options: FakeOptions = {}): Promise<FakeServer> {
  const fake = await startFake(options);
  t.after(() => fake[Symbol.asyncDispose]());
  return fake;
}

async function fetchAll(client: Pop3Client, count: number): Promise<Buffer[]> {
  const bodies: Buffer[] = [];
  for await (const fetched of client.retrieveAll(Array.from({ length: count }, (_, n) => n + 1)))
    if (fetched.kind === 'letter') bodies.push(await collect(fetched.body));
  return bodies;
}

const session = (t: TestContext, fake: FakeServer, options: Partial<Pop3ClientOptions> = {}) =>
  connectTo(t, fake.port, options);

test('letters live on between sessions, deletions take effect at QUIT only', async (t) => {
  const letters = [...lettersOf(3), Buffer.from('Subject: dots\r\n\r\n.\r\n..\r\n.x\r\n')];
  const fake = await fakeFor(t, { maildrop: new RemoteMaildrop(letters) });
  const first = await session(t, fake);
  assert.deepEqual(await fetchAll(first, 4), letters);
  await first.deleteAll([1]);
  first.close();
  const second = await session(t, fake);
  assert.equal((await second.list()).length, 4);
  await second.deleteAll([2, 3]);
  assert.equal((await second.quit()).update, 'confirmed');
  const third = await session(t, fake);
  assert.deepEqual(
    (await third.uidl()).map(({ uidl }) => uidl),
    ['u00000001', 'u00000004'],
  );
  assert.deepEqual(fake.heard.letters('DELE', 2), fake.maildrop.offered.slice(1, 3));
  assert.equal(fake.maildrop.offered.length, 4);
  fake.assertNoFaults();
});

test('a second session is told that the maildrop is in use', async (t) => {
  const fake = await fakeFor(t);
  const first = await session(t, fake);
  await assert.rejects(session(t, fake), { code: 'in-use' });
  await first.quit();
  await session(t, fake);
  assert.equal(fake.heard.mostSessions, 1);
});

test('a large letter is made as it is sent', async (t) => {
  const large = largeLetter(3_000_000);
  const fake = await fakeFor(t);
  fake.maildrop.add(large);
  const client = await session(t, fake);
  const octets = await collect(client.retrieve(1));
  assert.equal(octets.length, large.length);
  assert.equal(digestOf({ length: 0, pieces: () => [octets] }), digestOf(large));
});

test('a reply is cut at an octet, dripped, endless, or none', async (t) => {
  const fake = await fakeFor(t, { maildrop: new RemoteMaildrop(lettersOf(2)) });
  fake.behaviour = {
    alter: ({ verb }, reply) => (verb === 'RETR' ? { ...reply, cut: 100, behind: 'reset' } : reply),
  };
  await assert.rejects(collect((await session(t, fake)).retrieve(1)), { code: 'reset' });
  fake.behaviour = {
    alter: ({ verb }, reply) => (verb === 'QUIT' ? { ...reply, cut: 0, behind: 'reset' } : reply),
  };
  const lost = await session(t, fake);
  await lost.delete(1);
  assert.equal((await lost.quit()).update, 'unknown');
  assert.equal(fake.maildrop.letters.length, 1);
  fake.behaviour = { instead: ({ verb }) => (verb === 'UIDL' ? endless('1 x') : undefined) };
  const limited = await session(t, fake, { limits: { messages: 5_000 } });
  await assert.rejects(limited.uidl(), { code: 'limit' });
  fake.behaviour = { alter: ({ verb }, reply) => (verb === 'NOOP' ? { ...reply, drip: 20 } : reply) };
  const slow = await session(t, fake, { limits: { command: 50 } });
  await assert.rejects(slow.noop(), { code: 'timeout-idle' });
  fake.behaviour = { instead: ({ verb }) => (verb === 'PASS' ? say('-ERR [SYS/TEMP] later') : undefined) };
  await assert.rejects(session(t, fake, { auth: { ...ana, mechanism: 'USER' } }), { code: 'sys-temp' });
});

test('Gmail shows so many, hides what was retrieved behind QUIT, and nothing without it', async (t) => {
  const fake = await fakeFor(t, { maildrop: new RemoteMaildrop(lettersOf(7)), behaviour: gmail(3) });
  const first = await session(t, fake);
  assert.equal((await fetchAll(first, 3)).length, 3);
  first.close();
  const second = await session(t, fake);
  assert.equal((await second.uidl())[0]!.uidl, 'u00000001');
  assert.equal((await fetchAll(second, 2)).length, 2);
  await collect(second.top(3, 0));
  await second.quit();
  const third = await session(t, fake);
  assert.deepEqual(
    (await third.uidl()).map(({ uidl }) => uidl),
    ['u00000003', 'u00000004', 'u00000005'],
  );
});

test('listings glitch', async (t) => {
  const fake = await fakeFor(t, { maildrop: new RemoteMaildrop(lettersOf(5)), behaviour: seesOnly(2) });
  const few = await session(t, fake);
  assert.equal((await few.uidl()).length, 2);
  await few.quit();
  fake.behaviour = duplicateUid(1, 4);
  const doubled = await (await session(t, fake)).uidl();
  assert.deepEqual(doubled[3], { number: 4, uidl: 'u00000001' });
});

test('every broken server lets somebody in who knows it', async (t) => {
  for (const [name, behaviour] of Object.entries(brokenServers)) {
    const fake = await fakeFor(t, { maildrop: new RemoteMaildrop([letterOf(1)]), behaviour: behaviour() });
    const client = await session(t, fake);
    assert.equal((await client.list()).length, 1, name);
    client.close();
    fake.assertNoFaults();
  }
});
