// F1: kill -9 between any two things that collecting does. The full count is test/long/collect-kill.long.ts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killCollecting } from './collect-kill.ts';

test('F1: killed 20 times while 400 letters are collected, none is lost, repeated or deleted too early', async (t) => {
  const { stored, deleted, runs } = await killCollecting(20, 400);
  assert.equal(stored, 400);
  t.diagnostic(`${deleted} deletions asked for, in ${runs} sessions`);
});
