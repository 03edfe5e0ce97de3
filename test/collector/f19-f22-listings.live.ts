// F19 to F22: listings in another order, with holes and ornaments, and two that disagree.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';
import { manySpaces, okInEachLine } from './fake/broken/listings.ts';
import { garbled, listIsOlder, reversed } from './fake/glitch.ts';
import { letterOf } from './fake/letters.ts';

test('F19: the order of the letters changes between two sessions: nothing is fetched again, and the right ones go', async (t) => {
  const c = await collecting(t, { letters: 20 });
  await c.run();
  c.fake.heard.clear();
  c.fake.behaviour = reversed();
  await c.run();
  assert.equal(c.fake.heard.count('RETR'), 0);
  await c.edit({ keep: { kind: 'nothing' }, grace: 0 });
  await c.runUntil(() => c.fake.maildrop.letters.length === 0);
  assert.equal(await c.holdings.count(), 20);
});

test('F20: a new letter in the middle is found', async (t) => {
  const c = await collecting(t, { letters: 20 });
  await c.run();
  c.fake.heard.clear();
  const fresh = c.fake.maildrop.add(letterOf(21), { before: 7 });
  assert.equal((await c.run()).stored, 1);
  assert.deepEqual(c.fake.heard.letters('RETR'), [fresh]);
});

for (const [name, behaviour] of [
  ['many spaces', manySpaces],
  ['+OK in each line', okInEachLine],
] as const)
  test(`F21: ${name}`, async (t) => {
    const c = await collecting(t, { letters: 8, fake: { behaviour: behaviour() } });
    assert.equal((await c.run()).stored, 8);
    c.fake.heard.clear();
    assert.equal((await c.run()).known, 8);
    assert.equal(c.fake.heard.count('RETR'), 0);
  });

test('F21: garbage between the lines: the rest is collected, and nothing is deleted', async (t) => {
  const settings = { keep: { kind: 'nothing' }, grace: 0 } as const;
  const c = await collecting(t, { letters: 20, fake: { behaviour: garbled() }, settings });
  const report = await c.run();
  assert.equal(report.listing, 'partial');
  assert.equal(report.stored, 20);
  assert.equal(c.fake.heard.count('DELE'), 0);
});

test('F22: letters that came between UIDL and LIST are left for the next run', async (t) => {
  const c = await collecting(t, { letters: 10, fake: { behaviour: listIsOlder(2) } });
  await c.run();
  c.fake.behaviour = {};
  await c.run();
  assert.equal(await c.holdings.count(), 10);
  assert.equal(c.fake.heard.count('RETR'), 10);
});
