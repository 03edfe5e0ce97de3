import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Imitation } from './imitation.ts';
import { formatVerifier, readVerifier, usualCost } from './verifier.ts';

const dear = { memory: 65_536, passes: 3, parallelism: 1 };

test('a made-up verifier is a good one, the same for the same name only', () => {
  const imitation = new Imitation(new Uint8Array(32));
  const text = (name: string) => formatVerifier(imitation.verifierFor(name));
  assert.ok(readVerifier(text('ana')));
  assert.equal(text('ana'), text('ana'));
  assert.notEqual(text('ana'), text('luis'));
  assert.notEqual(text('ana'), formatVerifier(new Imitation(new Uint8Array(32).fill(1)).verifierFor('ana')));
});

test('names share the costs that were seen, and keep theirs unless a new one takes them', () => {
  const imitation = new Imitation(new Uint8Array(32));
  const names = Array.from({ length: 400 }, (_, n) => `n${n}`);
  const memory = () => names.map((name) => imitation.verifierFor(name).memory);
  assert.deepEqual(new Set(memory()), new Set([usualCost.memory]));
  imitation.sawCost(dear);
  const two = memory();
  const share = two.filter((each) => each === dear.memory).length;
  assert.ok(share > 150 && share < 250, String(share));
  imitation.sawCost({ ...dear, memory: 4096 });
  assert.ok(memory().every((each, at) => each === two[at] || each === 4096));
});

test('only so many costs are learned', () => {
  const imitation = new Imitation(new Uint8Array(32));
  for (let memory = 8; memory < 100; memory++) imitation.sawCost({ ...dear, memory });
  const seen = new Set(Array.from({ length: 500 }, (_, n) => imitation.verifierFor(`n${n}`).memory));
  assert.equal(seen.size, 8);
});
