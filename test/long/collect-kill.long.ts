// The crash test of collecting in full count: two at a time, each with a store and a server of its own.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killCollecting } from '../collector/collect-kill.ts';

const kills = 1_000;
const letters = 10_000;

test(`killed ${kills} times while ${letters} letters are collected with every policy, none is lost, repeated or deleted too early`, async (t) => {
  const lanes = await Promise.all([
    killCollecting(kills / 2, letters / 2),
    killCollecting(kills / 2, letters / 2),
  ]);
  for (const { stored, deleted, runs } of lanes) {
    assert.equal(stored, letters / 2);
    assert.ok(deleted > 0, 'nothing was ever deleted: the test saw little');
    t.diagnostic(`${stored} letters stored, ${deleted} deletions asked for, in ${runs} sessions`);
  }
});
