// F9, F10, F64: who collects what, and when: never two at once on one maildrop, never a second time because a name
// changed, and never one because of another.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';
import { lettersOf } from './fake/letters.ts';
import { RemoteMaildrop } from './fake/maildrop.ts';
import { silence } from './fake/reply.ts';

test('F9: two runs of one source at once are one session, and one message for each letter', async (t) => {
  const c = await collecting(t, { letters: 30, fake: { delay: 2 } });
  await Promise.allSettled([c.run(), c.run(), c.run()]);
  assert.equal(c.fake.heard.mostSessions, 1);
  await c.run();
  assert.equal(await c.holdings.count(), 30);
  assert.equal(c.fake.heard.count('RETR'), 30);
});

test('F10: another host name, another user: the same source, and nothing is fetched again', async (t) => {
  const c = await collecting(t, { letters: 10 });
  await c.run();
  await c.edit({ host: 'localhost', user: 'ana.maria' });
  c.fake.heard.clear();
  const report = await c.run();
  assert.equal(report.trouble, undefined);
  assert.equal(c.fake.heard.count('RETR'), 0);
  assert.equal(await c.holdings.count(), 10);
});

test('F10: the same user on two hosts are two maildrops, and the same letter may lie in both', async (t) => {
  const c = await collecting(t, { letters: 5 });
  const other = await c.addFake({ maildrop: new RemoteMaildrop(lettersOf(5)) });
  const second = await c.addSource(other, {});
  await c.run();
  const report = await c.run(second);
  assert.equal(report.stored, 5);
  assert.equal(await c.holdings.count(), 10);
});

test('F64: one server that hangs does not keep the others from being collected', async (t) => {
  const c = await collecting(t, { letters: 3 });
  c.fake.behaviour = {
    instead: ({ verb }) => (verb === 'LIST' || verb === 'UIDL' ? silence('hang') : undefined),
  };
  const sources = [];
  for (let n = 1; n <= 10; n++) {
    const fake = await c.addFake({
      maildrop: new RemoteMaildrop(lettersOf(4, { subject: `Of ${n}`, fields: `X-N: ${n}\r\n` })),
    });
    sources.push(await c.addSource(fake, {}));
  }
  const stop = new AbortController();
  const stuck = c.run(c.source, { signal: stop.signal });
  const reports = await Promise.all(sources.map((source) => c.run(source)));
  assert.deepEqual(
    reports.map(({ stored }) => stored),
    sources.map(() => 4),
  );
  stop.abort();
  const report = await stuck;
  assert.equal(report.stored, 0);
});
