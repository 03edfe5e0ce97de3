import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzPop3 } from '../../test/dialogues/fuzz-pop3.ts';

test('nothing that is said in any state makes a fault, an open maildrop or a deletion without QUIT', async () => {
  const { sessions } = await fuzzPop3({ seed: 1939, rounds: 150 });
  assert.equal(sessions, 900);
});
