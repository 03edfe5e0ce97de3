// Sessions of nonsense, thousands in each state, with a seed that is new each time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzPop3 } from '../dialogues/fuzz-pop3.ts';
import { chooseSeed } from './choose-seed.ts';

const states = 6;
const rounds = 12_000;

test('nothing that is said over POP3 in any state makes a fault, an open maildrop or a deletion without QUIT', async (t) => {
  const { sessions, lines } = await fuzzPop3({ seed: chooseSeed(t), rounds });
  assert.equal(sessions, states * rounds);
  t.diagnostic(`${sessions} sessions, ${lines} lines`);
});
