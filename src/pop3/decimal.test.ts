import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { longestDecimal, writeDecimal } from './decimal.ts';

function written(value: number): string {
  const target = Buffer.alloc(longestDecimal + 3, '#');
  const end = writeDecimal(target, 1, value);
  assert.equal(
    target.toString('latin1', end),
    '#'.repeat(target.length - end),
    'nothing is written behind it',
  );
  return target.toString('latin1', 1, end);
}

test('numbers are written as they are printed, at every length', () => {
  for (let value = 1; value < 2 ** 53; value *= 10)
    for (const each of [value - 1, value, value + 1]) assert.equal(written(each), String(each));
  for (const value of [2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53]) assert.equal(written(value), String(value));
  fc.assert(fc.property(fc.maxSafeNat(), (value) => assert.equal(written(value), String(value))));
});
