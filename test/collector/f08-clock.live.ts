// F8: the clock jumps. No age is believed that a day before was not true, and a mass of deletions stops at the cap.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';

const day = 86_400_000;

for (const [words, jump] of [
  ['a year forwards', 365 * day],
  ['a year backwards', -365 * day],
] as const)
  test(`F8: the clock goes ${words}: nothing is deleted`, async (t) => {
    const keep = { kind: 'days-since-download', days: 30 } as const;
    const c = await collecting(t, { letters: 10, settings: { keep, grace: 0 } });
    await c.run();
    c.now += jump;
    const report = await c.run();
    assert.equal(report.deleted, 0);
    assert.equal(c.fake.heard.count('DELE'), 0);
    assert.equal(c.fake.maildrop.letters.length, 10);
  });

test('F8: a clock that goes on day by day does delete, when the days are over', async (t) => {
  const keep = { kind: 'days-since-download', days: 3 } as const;
  const c = await collecting(t, { letters: 10, settings: { keep, grace: 0 } });
  for (let days = 0; days < 3; days++) {
    assert.equal((await c.run()).deleted, 0);
    c.now += day;
  }
  c.now += day;
  await c.runUntil(() => c.fake.maildrop.letters.length === 0);
  assert.equal(c.fake.heard.count('RETR'), 10);
});

test('F8: not more than the cap is deleted in one run, and that is told', async (t) => {
  const settings = { keep: { kind: 'nothing' }, grace: 0, mostDeletions: 4 } as const;
  const c = await collecting(t, { letters: 10, settings });
  const first = await c.run();
  assert.equal(first.deleted, 4);
  assert.ok(first.alarms.some(({ alarm }) => alarm === 'deletions-capped'));
  c.now += 300_000;
  const second = await c.run();
  assert.equal(second.deleted, 4);
});
