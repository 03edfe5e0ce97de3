// F62, F63: what happens at one end does not happen by itself at the other; and looking changes nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';

test('F62: what was deleted here does not come again with the next poll', async (t) => {
  const c = await collecting(t, { letters: 10 });
  await c.run();
  await c.deleteHere(4);
  assert.equal(await c.holdings.count(), 6);
  c.fake.heard.clear();
  await c.run();
  assert.equal(c.fake.heard.count('RETR'), 0);
  assert.equal(await c.holdings.count(), 6);
  assert.equal(c.fake.heard.count('DELE'), 0);
});

test('F62: what was deleted there stays here', async (t) => {
  const c = await collecting(t, { letters: 10 });
  await c.run();
  c.fake.maildrop.take(c.fake.maildrop.letters.slice(0, 4));
  await c.run();
  assert.equal(await c.holdings.count(), 10);
});

test('F62: until deleted here: only what was deleted here goes there', async (t) => {
  const settings = { keep: { kind: 'until-deleted-here' }, grace: 0 } as const;
  const c = await collecting(t, { letters: 10, settings });
  await c.run();
  assert.equal(c.fake.heard.count('DELE'), 0);
  await c.deleteHere(3);
  await c.runUntil(() => c.fake.maildrop.letters.length === 7);
  assert.equal(c.fake.heard.count('DELE'), 3);
  assert.deepEqual(c.fake.maildrop.letters, c.fake.maildrop.offered.slice(3));
});

test('F63: a probe fetches nothing and deletes nothing, also where letters are hidden when they were read', async (t) => {
  const settings = { keep: { kind: 'nothing' }, grace: 0 } as const;
  const c = await collecting(t, { letters: 10, settings });
  const report = await c.probe();
  assert.equal(report.letters, 10);
  for (const verb of ['RETR', 'DELE', 'RSET']) assert.equal(c.fake.heard.count(verb), 0);
  assert.equal(c.fake.maildrop.letters.length, 10);
  assert.equal(await c.holdings.count(), 0);
});
