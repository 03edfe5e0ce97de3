// F6, F7: the data directory is an older copy of itself: what came since is fetched again where it is still there, and
// nothing that is here comes twice.

import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { test } from 'node:test';
import { collecting } from './collecting.ts';
import { letterOf } from './fake/letters.ts';

test('F7: an old copy fetches only what it lacks', async (t) => {
  const c = await collecting(t, { letters: 12 });
  await c.run();
  const copy = `${c.directory}.copy`;
  t.after(() => rmSync(copy, { recursive: true, force: true }));
  await c.close();
  cpSync(c.directory, copy, { recursive: true });
  await c.open();
  for (let n = 13; n <= 20; n++) c.fake.maildrop.add(letterOf(n));
  await c.run();
  assert.equal(await c.holdings.count(), 20);
  await c.close();
  rmSync(c.directory, { recursive: true });
  cpSync(copy, c.directory, { recursive: true });
  await c.open();
  c.fake.heard.clear();
  const report = await c.run();
  assert.equal(report.stored, 8);
  assert.equal(c.fake.heard.count('RETR'), 8);
  assert.equal(await c.holdings.count(), 20);
});

test('F6: an old copy that also deletes: what it does not have is fetched before anything goes', async (t) => {
  const c = await collecting(t, { letters: 5, settings: { keep: { kind: 'nothing' }, grace: 3_600 } });
  await c.close();
  const copy = `${c.directory}.copy`;
  t.after(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(c.directory, copy, { recursive: true });
  await c.open();
  await c.run();
  c.now += 3_000_000;
  await c.close();
  rmSync(c.directory, { recursive: true });
  cpSync(copy, c.directory, { recursive: true });
  await c.open();
  c.now += 3_000_000;
  const again = await c.run();
  assert.equal(again.stored, 5);
  assert.equal(again.deleted, 0, 'the grace counts from when the copy saw them');
  assert.equal(again.waiting, 5);
});
