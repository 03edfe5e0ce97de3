// F24, F25: servers that take letters away by themselves, because they were read.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';
import type { Behaviour } from './fake/behaviour.ts';
import { gmail } from './fake/broken/gmail.ts';
import { lettersOf } from './fake/letters.ts';
import { RemoteMaildrop } from './fake/maildrop.ts';

test('F24: Gmail’s 250 at a time: one run goes on until there are no more', async (t) => {
  const c = await collecting(t, { letters: 620, fake: { behaviour: gmail(250), exclusive: false } });
  const report = await c.run();
  assert.equal(report.trouble, undefined);
  assert.equal(report.stored, 620);
  assert.equal(await c.holdings.count(), 620);
  assert.equal(c.fake.heard.count('RETR'), 620);
});

test('F24: what Gmail hides is not gone: no alarm, no deletion', async (t) => {
  const c = await collecting(t, { letters: 30, fake: { behaviour: gmail(250), exclusive: false } });
  await c.run();
  c.now += 600_000;
  const next = await c.run();
  assert.equal(next.trouble, undefined);
  assert.equal(next.listed, 0);
  assert.deepEqual(next.alarms, []);
  assert.equal(c.fake.heard.count('DELE'), 0);
});

test('F24: a letter that is not taken here is not hidden there: the session ends without QUIT', async (t) => {
  const c = await collecting(t, {
    letters: 10,
    quotaMessages: 4,
    fake: { behaviour: gmail(250), exclusive: false },
  });
  const report = await c.run();
  assert.equal(report.trouble?.cause, 'local-quota');
  const hidden = c.fake.maildrop.letters.filter((letter) => letter.hidden);
  const held = await c.holdings.count();
  assert.ok(hidden.length <= held, `${hidden.length} hidden, ${held} stored`);
  await c.store.write('setQuota', { account: c.account, octets: null, messages: null });
  c.now += 600_000;
  await c.run();
  assert.equal(await c.holdings.count(), 10);
});

test('F25: EXPIRE 0 is told before anything is fetched', async (t) => {
  const capabilities = () => ['USER', 'UIDL', 'TOP', 'PIPELINING', 'EXPIRE 0'];
  const maildrop = new RemoteMaildrop(lettersOf(3));
  const behaviour: Behaviour = {
    capabilities,
    ended: ({ retrieved }, quit) => {
      if (quit) maildrop.remove(retrieved);
    },
  };
  const c = await collecting(t, { fake: { maildrop, behaviour } });
  const report = await c.run();
  assert.ok(report.alarms.some(({ alarm }) => alarm === 'server-removes'));
  assert.equal(report.stored, 3);
  assert.equal(maildrop.letters.length, 0);
});
