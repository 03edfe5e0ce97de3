// F40, F43: servers that are slow, endless, or lose patience: the run ends, says why, and keeps what it has.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';
import { endless } from './fake/reply.ts';

for (const [verb, line] of [
  ['UIDL', '1 x'],
  ['LIST', '1 100'],
  ['RETR', 'text and more text'],
] as const)
  test(`F43: an endless reply to ${verb}`, async (t) => {
    const limits = { messages: 4_000, letter: 1_000_000 };
    const c = await collecting(t, { letters: 3, limits });
    c.fake.behaviour = { instead: (command) => (command.verb === verb ? endless(line) : undefined) };
    const report = await c.run();
    assert.equal(report.stored, 0);
    assert.equal(await c.holdings.count(), 0);
    assert.ok(report.trouble?.cause === 'limit' || report.aside > 0, JSON.stringify(report));
  });

test('F43: an octet now and then', async (t) => {
  const c = await collecting(t, { letters: 3, limits: { grace: 100, rate: 10_000 } });
  c.fake.behaviour = {
    alter: ({ verb }, reply) => (verb === 'RETR' ? { ...reply, drip: 5 } : reply),
  };
  const report = await c.run();
  assert.equal(report.trouble?.cause, 'limit');
  assert.equal(await c.holdings.count(), 0);
});

test('F40: kicked out in the middle, what was stored is known, and the rest follows', async (t) => {
  const c = await collecting(t, { letters: 30 });
  let retrieved = 0;
  c.fake.behaviour = {
    alter: ({ verb }, reply) =>
      verb === 'RETR' && ++retrieved === 12 ? { ...reply, behind: 'close' } : reply,
  };
  const first = await c.run();
  assert.ok(first.stored >= 11, String(first.stored));
  c.fake.behaviour = {};
  c.fake.heard.clear();
  const second = await c.run();
  assert.equal(first.stored + second.stored, 30);
  assert.equal(c.fake.heard.count('RETR'), second.stored);
});
