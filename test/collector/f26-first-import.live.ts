// F26, F23: many letters at the first run: broken off and gone on with, newest first; and a poll that finds nothing new.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';

test('F26: stopped at 37 of 100 and run again: each letter is fetched once, but for those under way', async (t) => {
  const c = await collecting(t, { letters: 100, fake: { delay: 1 } });
  const stop = new AbortController();
  c.fake.listen(({ verb }) => {
    if (verb === 'RETR' && c.fake.heard.count('RETR') === 37) stop.abort();
  });
  const first = await c.run(c.source, { signal: stop.signal });
  assert.ok(first.stored < 100);
  assert.equal(await c.holdings.count(), first.stored);
  const second = await c.run();
  assert.equal(first.stored + second.stored, 100);
  assert.equal(second.known, first.stored);
});

test('F26: the connection breaks at every so many letters: each run goes on where the last ended', async (t) => {
  const c = await collecting(t, { letters: 60 });
  let stored = 0;
  for (let run = 0; run < 3; run++) {
    let retrieved = 0;
    c.fake.behaviour = {
      alter: ({ verb }, reply) =>
        verb === 'RETR' && ++retrieved === 15 ? { ...reply, cut: 150, behind: 'reset' } : reply,
    };
    const report = await c.run();
    assert.equal(report.trouble?.cause, 'reset');
    stored += report.stored;
  }
  c.fake.behaviour = {};
  stored += (await c.run()).stored;
  assert.equal(stored, 60);
  assert.equal(await c.holdings.count(), 60);
});

test('F26: newest first', async (t) => {
  const c = await collecting(t, { letters: 30, settings: { newestFirst: true } });
  await c.run();
  assert.deepEqual(c.fake.heard.letters('RETR'), [...c.fake.maildrop.letters].reverse());
});

test('F23: a poll of known letters asks for nothing but the listings', async (t) => {
  const c = await collecting(t, { letters: 2_000 });
  await c.run();
  c.fake.heard.clear();
  const report = await c.run();
  assert.equal(report.listing, 'same');
  assert.equal(report.known, 2_000);
  for (const verb of ['RETR', 'TOP', 'DELE']) assert.equal(c.fake.heard.count(verb), 0);
});
