// F14: a server without UIDL. Letters are recognised by their headers, and by all their octets where these are alike.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';
import { noUidl } from './fake/broken/listings.ts';
import { letterOf } from './fake/letters.ts';

test('F14: without UIDL each letter is stored once, and known ones are not fetched again', async (t) => {
  const c = await collecting(t, { letters: 12, fake: { behaviour: noUidl() } });
  const first = await c.run();
  assert.equal(first.stored, 12);
  assert.ok(first.alarms.some(({ alarm }) => alarm === 'no-unique-ids'));
  c.fake.maildrop.add(letterOf(13));
  c.fake.heard.clear();
  const second = await c.run();
  assert.equal(second.stored, 1);
  assert.deepEqual(c.fake.heard.letters('RETR'), [c.fake.maildrop.letters[12]]);
  assert.deepEqual(second.alarms, [], 'an alarm is raised once');
});

test('F14: without UIDL and without TOP everything is fetched each time, and nothing stored twice', async (t) => {
  const c = await collecting(t, { letters: 5, fake: { behaviour: noUidl() } });
  c.fake.behaviour = {
    ...noUidl(),
    capabilities: () => ['USER'],
    instead: ({ verb }) =>
      verb === 'TOP' ? { pieces: [Buffer.from('-ERR unknown command\r\n')] } : undefined,
  };
  assert.equal((await c.run()).stored, 5);
  const second = await c.run();
  assert.equal(second.stored, 0);
  assert.equal(await c.holdings.count(), 5);
});

test('F14: leaving letters there, and deleting the oldest, go without UIDL too', async (t) => {
  const settings = { keep: { kind: 'newest', messages: 3 }, grace: 0 } as const;
  const c = await collecting(t, { letters: 8, fake: { behaviour: noUidl() }, settings });
  await c.runUntil(() => c.fake.maildrop.letters.length === 3);
  assert.deepEqual(c.fake.maildrop.letters, c.fake.maildrop.offered.slice(5));
  assert.equal(await c.holdings.count(), 8);
});
