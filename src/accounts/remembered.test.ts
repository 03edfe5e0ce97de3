import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Claim, Remembered } from './remembered.ts';

const claim: Claim = { account: 1, credential: 2, verifier: 'v', password: 'p' };
function remembering(most = 3) {
  const clock = { now: 1_000 };
  return {
    clock,
    remembered: new Remembered({ key: new Uint8Array(32), most, span: 100, now: () => clock.now }),
  };
}

test('only the very same claim is found', () => {
  const { remembered } = remembering();
  remembered.add(claim);
  assert.equal(remembered.has(claim), true);
  for (const other of [
    { account: 3 },
    { account: '1' },
    { credential: 3 },
    { verifier: 'w' },
    { password: 'q' },
    { password: 'p\0' },
  ])
    assert.equal(remembered.has({ ...claim, ...other }), false, JSON.stringify(other));
  assert.equal(remembered.has({ ...claim, verifier: 'v","p', password: '' }), false);
});

test('its span begins when it was verified, not when it was used', () => {
  const { clock, remembered } = remembering();
  remembered.add(claim);
  clock.now += 99;
  assert.equal(remembered.has(claim), true);
  clock.now += 1;
  assert.equal(remembered.has(claim), false);
  assert.equal(remembered.size, 0);
});

test('the least recently used goes first', () => {
  const { remembered } = remembering(3);
  const of = (password: string) => ({ ...claim, password });
  for (const password of ['a', 'b', 'c']) remembered.add(of(password));
  remembered.has(of('a'));
  remembered.add(of('d'));
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((password) => remembered.has(of(password))),
    [true, false, true, true],
  );
  assert.equal(remembered.size, 3);
});
