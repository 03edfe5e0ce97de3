import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Listeners } from './listeners.ts';

test('a few are told at once, a thousand in several turns, and each is told', async () => {
  const listeners = new Listeners();
  const heard = new Array<number>(1000).fill(0);
  const ends = heard.map((_, index) => listeners.add(() => heard[index]!++));
  listeners.tell();
  assert.equal(heard.filter(Boolean).length, 64);
  ends[999]!();
  for (let turn = 0; turn < 16; turn++) await nextTurn();
  assert.deepEqual(heard, [...new Array(999).fill(1), 0]);
});

test('what is told while others are still being told is told again, once', async () => {
  const listeners = new Listeners();
  const heard = new Array<number>(100).fill(0);
  for (const index of heard.keys()) listeners.add(() => heard[index]!++);
  for (let n = 0; n < 5; n++) listeners.tell();
  for (let turn = 0; turn < 8; turn++) await nextTurn();
  assert.deepEqual(new Set(heard), new Set([2]));
  listeners.tell();
  assert.equal(heard[0], 3);
  await nextTurn();
});
