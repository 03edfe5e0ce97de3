// F2, F3: the session ends around QUIT. What was marked may be gone or not; either way nothing comes twice.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';
import { silence } from './fake/reply.ts';

const deleteAll = { keep: { kind: 'nothing' }, grace: 0 } as const;

test('F2: broken off between DELE and QUIT, the letters are back: none is stored again, all are deleted again', async (t) => {
  const c = await collecting(t, { letters: 20, settings: deleteAll });
  c.fake.behaviour = { instead: ({ verb }) => (verb === 'QUIT' ? silence('reset') : undefined) };
  const broken = await c.run();
  assert.equal(broken.stored, 20);
  assert.equal(broken.deleted, 0);
  assert.equal(c.fake.maildrop.letters.length, 20);
  const marked = c.fake.heard.count('DELE');
  assert.ok(marked > 0);
  c.fake.behaviour = {};
  c.fake.heard.clear();
  await c.runUntil(() => c.fake.maildrop.letters.length === 0);
  assert.equal(c.fake.heard.count('RETR'), 0);
  assert.equal(c.fake.heard.count('DELE'), 20);
  assert.equal(await c.holdings.count(), 20);
});

test('F3: the server’s answer to QUIT is lost, but it did delete: no alarm, and they count as deleted', async (t) => {
  const c = await collecting(t, { letters: 20, settings: deleteAll });
  c.fake.behaviour = {
    alter: ({ verb }, reply) => (verb === 'QUIT' ? { ...reply, cut: 0, behind: 'reset' } : reply),
  };
  await c.run();
  assert.equal(c.fake.maildrop.letters.length, 0);
  c.fake.behaviour = {};
  c.fake.heard.clear();
  const next = await c.run();
  assert.equal(next.trouble, undefined);
  assert.deepEqual(next.alarms, []);
  assert.equal(next.absent, 0);
  assert.equal(next.listing, 'whole');
  assert.equal(c.fake.heard.count('RETR') + c.fake.heard.count('DELE'), 0);
  assert.equal(await c.holdings.count(), 20);
});

test('F2: broken off in the middle of the DELEs, at each of them', async (t) => {
  const c = await collecting(t, { letters: 6, settings: deleteAll });
  for (let at = 1; at <= 6; at++) {
    let heard = 0;
    c.fake.behaviour = {
      instead: ({ verb }) => (verb === 'DELE' && ++heard === at ? silence('reset') : undefined),
    };
    const report = await c.run();
    assert.equal(report.deleted, 0);
    assert.equal(c.fake.maildrop.letters.length, 6);
  }
  c.fake.behaviour = {};
  await c.runUntil(() => c.fake.maildrop.letters.length === 0);
  assert.equal(await c.holdings.count(), 6);
});
