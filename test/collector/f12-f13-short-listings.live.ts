// F12, F13: the listing is short for a while. What is not listed is not forgotten, and nothing is deleted by it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';
import { listsOnly, seesOnly } from './fake/glitch.ts';

for (const few of [0, 20])
  for (const [words, glitch] of [
    ['lists only', listsOnly],
    ['has only', seesOnly],
  ] as const)
    test(`F${few === 0 ? 13 : 12}: 50 letters, the server ${words} ${few}, then 50 again: none is fetched again`, async (t) => {
      const c = await collecting(t, { letters: 50 });
      await c.run();
      c.fake.heard.clear();
      c.fake.behaviour = glitch(few);
      const short = await c.run();
      assert.notEqual(short.listing, 'whole');
      c.fake.behaviour = {};
      const again = await c.run();
      assert.equal(c.fake.heard.count('RETR'), 0);
      assert.equal(again.known, 50);
      assert.equal(await c.holdings.count(), 50);
    });

test('F12: by a short listing nothing is deleted, whatever the policy', async (t) => {
  const c = await collecting(t, {
    letters: 50,
    settings: { keep: { kind: 'newest', messages: 10 }, grace: 0, enabled: true },
  });
  c.fake.behaviour = {};
  await c.edit({ keep: { kind: 'everything' } });
  await c.run();
  await c.edit({ keep: { kind: 'newest', messages: 10 } });
  c.fake.behaviour = seesOnly(15);
  const short = await c.run();
  assert.equal(short.deleted, 0);
  assert.equal(c.fake.heard.count('DELE'), 0);
  c.fake.behaviour = {};
  await c.runUntil(() => c.fake.maildrop.letters.length === 10);
  assert.deepEqual(c.fake.maildrop.letters, c.fake.maildrop.offered.slice(40));
});

test('F13: letters that somebody else took away stay known for 90 days and more', async (t) => {
  const c = await collecting(t, { letters: 10 });
  await c.run();
  const taken = c.fake.maildrop.letters.slice(0, 4);
  c.fake.maildrop.take(taken);
  for (let days = 0; days < 89; days += 8) {
    c.now += 8 * 86_400_000;
    await c.run();
  }
  c.fake.maildrop.letters.unshift(...taken);
  c.fake.heard.clear();
  await c.run();
  assert.equal(c.fake.heard.count('RETR'), 0);
  assert.equal(await c.holdings.count(), 10);
});
