// F11: the server gives every letter a new unique-id, as after a move to another machine.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';
import { letterOf } from './fake/letters.ts';

test('F11: 5,000 known letters with new unique-ids: none is fetched again', async (t) => {
  const c = await collecting(t, { letters: 5_000 });
  assert.equal((await c.run()).stored, 5_000);
  c.fake.maildrop.renameAll();
  c.fake.maildrop.add(letterOf(5_001));
  c.fake.heard.clear();
  const report = await c.run();
  assert.equal(report.trouble, undefined);
  assert.deepEqual(
    c.fake.heard.letters('RETR').map(({ uidl }) => uidl),
    [c.fake.maildrop.letters[5_000]!.uidl],
  );
  assert.equal(report.stored, 1);
  assert.ok(report.alarms.some(({ alarm }) => alarm === 'unique-ids-changed'));
  assert.equal(await c.holdings.count(), 5_001);
  c.fake.heard.clear();
  const next = await c.run();
  assert.equal(c.fake.heard.count('TOP') + c.fake.heard.count('RETR'), 0);
  assert.deepEqual(next.alarms, []);
});

test('F11: new unique-ids, and letters that only seem the same: each is stored once', async (t) => {
  const same = {
    subject: 'The same',
    messageId: '<same@remote.example>',
    date: new Date(Date.UTC(2026, 5, 1)),
  };
  const c = await collecting(t, { letters: [letterOf(1, same), letterOf(2, same), letterOf(3, same)] });
  await c.run();
  c.fake.maildrop.renameAll();
  c.fake.maildrop.add(letterOf(4, same));
  await c.run();
  await c.run();
  assert.equal(await c.holdings.count(), 4);
});
