// F4, F5, F54: this machine does not take a letter. Then it stays on the server, and nothing of it is left here.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';

const deleteAll = { keep: { kind: 'nothing' }, grace: 0 } as const;

test('F4, F5: below the reserve of the disk nothing is deleted there, and it goes on by itself afterwards', async (t) => {
  const c = await collecting(t, { letters: 30, settings: deleteAll });
  c.sqlite.setReserve(Number.MAX_SAFE_INTEGER);
  const full = await c.run();
  assert.equal(full.trouble?.cause, 'local-disk-full');
  assert.equal(full.stored, 0);
  assert.equal(c.fake.heard.count('DELE'), 0);
  assert.equal(await c.holdings.count(), 0);
  c.sqlite.setReserve(0);
  await c.runUntil(() => c.fake.maildrop.letters.length === 0);
  assert.equal(await c.holdings.count(), 30);
});

test('F5: the disk is full in the middle of a letter', async (t) => {
  const c = await collecting(t, { letters: 3, settings: deleteAll });
  c.fake.behaviour = {
    retrieve: ({ octets }) => ({
      length: octets.length,
      pieces: function* () {
        for (const piece of octets.pieces()) {
          yield piece.subarray(0, 200);
          c.sqlite.setReserve(Number.MAX_SAFE_INTEGER);
          yield piece.subarray(200);
        }
      },
    }),
  };
  const full = await c.run();
  assert.equal(full.trouble?.cause, 'local-disk-full');
  assert.equal(c.fake.heard.count('DELE'), 0);
  c.sqlite.setReserve(0);
  c.fake.behaviour = {};
  await c.runUntil(() => c.fake.maildrop.letters.length === 0);
  assert.equal(await c.holdings.count(), 3);
});

test('F54: an account that may not hold more leaves the rest on the server, and takes it when it may', async (t) => {
  const c = await collecting(t, { letters: 10, settings: deleteAll, quotaMessages: 4 });
  const over = await c.run();
  assert.equal(over.trouble?.cause, 'local-quota');
  assert.equal(await c.holdings.count(), 4);
  assert.ok(c.fake.maildrop.letters.length >= 6);
  await c.store.write('setQuota', { account: c.account, octets: null, messages: null });
  await c.runUntil(() => c.fake.maildrop.letters.length === 0);
  assert.equal(await c.holdings.count(), 10);
});
