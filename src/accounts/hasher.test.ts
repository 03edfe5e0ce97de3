import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHasher } from './hasher.ts';
import type { Verifier } from './verifier.ts';

const verifier: Verifier = {
  memory: 8,
  passes: 1,
  parallelism: 1,
  salt: new Uint8Array(8),
  tag: new Uint8Array(16),
};
const soon = () => new Promise(setImmediate);

test('two at once, three wait in order, the sixth is told', async () => {
  const running: { password: string; end: (right: boolean) => void }[] = [];
  const hasher = createHasher({
    turns: 2,
    queue: 3,
    verify: (password) => new Promise((end) => running.push({ password, end })),
  });
  const answers = ['a', 'b', 'c', 'd', 'e', 'f'].map((password) => hasher.verify(password, verifier));
  assert.equal(await answers[5], 'busy');
  assert.deepEqual(
    running.map(({ password }) => password),
    ['a', 'b'],
  );
  for (let n = 0; n < 5; n++) {
    running[n]!.end(n % 2 === 0);
    await soon();
  }
  assert.deepEqual(
    running.map(({ password }) => password),
    ['a', 'b', 'c', 'd', 'e'],
  );
  assert.deepEqual(await Promise.all(answers), [true, false, true, false, true, 'busy']);
});

test('a hash that fails gives its turn back', async () => {
  let fail = true;
  const hasher = createHasher({
    turns: 1,
    verify: async () => {
      if (fail) throw new Error('no memory');
      return true;
    },
  });
  await assert.rejects(hasher.verify('a', verifier), /no memory/);
  fail = false;
  assert.equal(await hasher.verify('a', verifier), true);
});
