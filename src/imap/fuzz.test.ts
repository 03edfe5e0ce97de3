import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzedStates, fuzzImap } from '../../test/dialogues/fuzz-imap.ts';

test('nothing that is said in any state makes a fault, a second answer or a mailbox left open', async () => {
  const { sessions } = await fuzzImap({ seed: 9051, rounds: 60 });
  assert.equal(sessions, 60 * fuzzedStates);
});
