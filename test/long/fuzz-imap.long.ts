// Sessions of nonsense, thousands in each state, with a seed that is new each time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzedStates, fuzzImap } from '../dialogues/fuzz-imap.ts';
import { chooseSeed } from './choose-seed.ts';

const rounds = 6000;

test('nothing that is said over IMAP in any state makes a fault, a second answer or a mailbox left open', async (t) => {
  const { sessions, commands } = await fuzzImap({ seed: chooseSeed(t), rounds });
  assert.equal(sessions, fuzzedStates * rounds);
  t.diagnostic(`${sessions} sessions, ${commands} commands`);
});
