// F15 to F18: unique-ids that are not unique, not there, too long, or another letter's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';
import { blankUids, messageIdAsUid } from './fake/broken/listings.ts';
import { duplicateUid } from './fake/glitch.ts';
import { letterOf } from './fake/letters.ts';

test('F15: one unique-id for two letters: both are stored, and neither again', async (t) => {
  const c = await collecting(t, { letters: 6, fake: { behaviour: duplicateUid(2, 5) } });
  const first = await c.run();
  assert.equal(first.stored, 6);
  const second = await c.run();
  assert.equal(second.stored, 0);
  assert.equal(await c.holdings.count(), 6);
});

test('F15: of two letters under one unique-id each is deleted for itself, once it is stored', async (t) => {
  const settings = { keep: { kind: 'nothing' }, grace: 0 } as const;
  const c = await collecting(t, { letters: 6, fake: { behaviour: duplicateUid(2, 5) }, settings });
  await c.runUntil(() => c.fake.maildrop.letters.length === 0);
  assert.equal(await c.holdings.count(), 6);
});

test('F16: blank, long, eight-bit and odd unique-ids', async (t) => {
  const c = await collecting(t, {});
  const odd = [
    'x'.repeat(900),
    'with spaces in it',
    '/../etc/passwd',
    '\xf1\x80\xff',
    "'; DROP TABLE ledger; --",
    '%00',
    'a\0b',
  ];
  for (const [n, uidl] of odd.entries()) c.fake.maildrop.add(letterOf(n + 1), { uidl });
  c.fake.maildrop.add(letterOf(50), { uidl: '' });
  c.fake.maildrop.add(letterOf(51), { uidl: '' });
  const first = await c.run();
  assert.equal(first.stored, odd.length + 2);
  c.fake.heard.clear();
  const second = await c.run();
  assert.equal(second.stored, 0);
  assert.equal(c.fake.heard.count('RETR'), 0);
  assert.equal(await c.holdings.count(), odd.length + 2);
});

test('F16: unique-ids that differ only in their 300th octet are two', async (t) => {
  const c = await collecting(t, {});
  c.fake.maildrop.add(letterOf(1), { uidl: `${'x'.repeat(299)}1` });
  c.fake.maildrop.add(letterOf(2), { uidl: `${'x'.repeat(299)}2` });
  assert.equal((await c.run()).stored, 2);
});

test('F16: blank unique-ids among others', async (t) => {
  const c = await collecting(t, { letters: 6, fake: { behaviour: blankUids([2, 3]) } });
  assert.equal((await c.run()).stored, 6);
  c.fake.heard.clear();
  await c.run();
  assert.equal(c.fake.heard.count('RETR'), 0);
});

test('F17: the unique-id is the Message-ID: two letters with the same are both stored, also when the second comes later', async (t) => {
  const messageId = '<twice@remote.example>';
  const c = await collecting(t, {
    letters: [letterOf(1), letterOf(2, { messageId }), letterOf(3, { messageId })],
    fake: { behaviour: messageIdAsUid() },
  });
  assert.equal((await c.run()).stored, 3);
  c.fake.maildrop.add(letterOf(4, { messageId, octets: 900 }));
  c.fake.heard.clear();
  assert.equal((await c.run()).stored, 1);
  c.fake.heard.clear();
  await c.run();
  assert.equal(c.fake.heard.count('RETR'), 0);
  assert.equal(await c.holdings.count(), 4);
});

test('F18: the unique-id of a letter that is gone is given to another', async (t) => {
  const c = await collecting(t, { letters: 3 });
  await c.run();
  const [first] = c.fake.maildrop.letters;
  c.fake.maildrop.take([first!]);
  c.fake.maildrop.add(letterOf(9, { octets: 1_200 }), { uidl: first!.uidl });
  const report = await c.run();
  assert.equal(report.stored, 1);
  assert.equal(await c.holdings.count(), 4);
});

test('F18: it is not deleted as if it were the other', async (t) => {
  const settings = { keep: { kind: 'days-since-download', days: 3 }, grace: 0 } as const;
  const c = await collecting(t, { letters: 3, settings });
  await c.run();
  const [first] = c.fake.maildrop.letters;
  c.fake.maildrop.take([first!]);
  const fresh = c.fake.maildrop.add(letterOf(9, { octets: 1_200 }), { uidl: first!.uidl });
  for (let day = 0; day < 4; day++) {
    c.now += 86_400_000;
    await c.run();
    if (day < 2) assert.ok(c.fake.maildrop.letters.includes(fresh));
  }
  assert.equal(await c.holdings.count(), 4);
});
