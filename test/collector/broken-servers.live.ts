// Every broken server that somebody met: what can be had of it is collected, once; and nothing is lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';
import { brokenServers } from './fake/broken/index.ts';
import { folderInternalData } from './fake/broken/listings.ts';
import { lettersOf } from './fake/letters.ts';

/** Those whose letters never end, or come empty: see f27-f33-octets. */
const unreadable = new Set(['exchange2000', 'cyrus', 'exchangeEmptyRetr']);

for (const [name, broken] of Object.entries(brokenServers))
  if (!unreadable.has(name))
    test(`${name}: every letter is stored once, and known the next time`, async (t) => {
      const c = await collecting(t, {
        letters: 9,
        fake: { behaviour: broken(), exclusive: name !== 'gmail' },
        limits: { stall: 30, capa: 200 },
      });
      await c.runUntil(async () => (await c.holdings.count()) === 9);
      c.now += 600_000;
      const again = await c.run();
      assert.equal(again.stored, 0);
      assert.equal(await c.holdings.count(), 9);
    });

test('UW-IMAP keeps its notes in a first letter: it is neither collected nor deleted', async (t) => {
  const settings = { keep: { kind: 'nothing' }, grace: 0 } as const;
  const c = await collecting(t, {
    letters: [folderInternalData, ...lettersOf(4)],
    fake: { behaviour: brokenServers.uwImap() },
    settings,
  });
  await c.runUntil(() => c.fake.maildrop.letters.length === 1);
  assert.deepEqual(c.fake.maildrop.letters, [c.fake.maildrop.offered[0]]);
  assert.equal(await c.holdings.count(), 4);
});

test('berkeley: a session that breaks takes the maildrop with it for a while: nothing is lost by it', async (t) => {
  const c = await collecting(t, { letters: 9, fake: { behaviour: brokenServers.berkeley() } });
  const ordinary = c.fake.behaviour;
  let retrieved = 0;
  c.fake.behaviour = {
    ...ordinary,
    alter: ({ verb }, reply) =>
      verb === 'RETR' && ++retrieved === 4 ? { ...reply, cut: 50, behind: 'reset' } : reply,
  };
  await c.run();
  c.fake.behaviour = ordinary;
  await c.runUntil(async () => (await c.holdings.count()) === 9);
});

test('insert in the middle (VMS): the numbers of known letters mean nothing', async (t) => {
  const c = await collecting(t, { letters: 5 });
  await c.run();
  for (const letter of lettersOf(9).slice(5)) c.fake.maildrop.add(letter, { before: 2 });
  assert.equal((await c.run()).stored, 4);
});
