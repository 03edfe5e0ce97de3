// Failure modes F13, F16, F21 and F22; how lines are read is the client's: src/pop3/client/tables.test.ts

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Listed, mergeListings } from './listed.ts';

const sizes = (...numbers: number[]) => numbers.map((number) => ({ number, octets: number * 100 }));
const uids = (...numbers: number[]) => numbers.map((number) => ({ number, uidl: `id-${number}` }));
const letter = (n: number): Listed => ({ n, octets: n * 100, key: `u:id-${n}` });

for (const [what, list, uidl, count, numbers, flaw] of [
  ['the same letters', sizes(1, 2, 3), uids(1, 2, 3), 3, [1, 2, 3], undefined],
  ['none', [], [], 0, [], undefined],
  ['another order', sizes(1, 2, 3), uids(3, 1, 2), 3, [3, 1, 2], undefined],
  ['holes in both', sizes(1, 4), uids(1, 4), 2, [1, 4], undefined],
  ['one that came behind LIST', sizes(1, 2), uids(1, 2, 3), 2, [1, 2], undefined],
  ['one that came behind UIDL', sizes(1, 2, 3), uids(1, 2), 2, [1, 2], undefined],
  ['five that came', sizes(1), uids(1, 2, 3, 4, 5, 6), 1, [1], undefined],
  ['six that came', sizes(1), uids(1, 2, 3, 4, 5, 6, 7), 1, [1], 'disagreeing'],
  ['a hole in one', sizes(1, 2, 3), uids(1, 3), 3, [1, 3], 'disagreeing'],
  ['a hole in the other', sizes(2, 3), uids(1, 2, 3), 3, [2, 3], 'disagreeing'],
  ['nothing in one', sizes(1, 2, 3, 4, 5, 6), [], 6, [], 'disagreeing'],
  ['more in STAT', sizes(1, 2), uids(1, 2), 50, [1, 2], 'short'],
  ['no letters, and STAT says 50', [], [], 50, [], 'short'],
  ['some that came before STAT', sizes(1, 2), uids(1, 2), 7, [1, 2], undefined],
  ['one number twice in LIST', [...sizes(1, 2), { number: 2, octets: 7 }], uids(1, 2), 2, [1, 2], 'repeated'],
  ['one number twice in UIDL', sizes(1, 2), [...uids(1, 2), { number: 1, uidl: 'x' }], 2, [1, 2], 'repeated'],
] as const)
  test(`${what}: ${numbers.length} letters, ${flaw ?? 'no flaw'}`, () => {
    assert.deepEqual(mergeListings(list, uidl, count), { listed: numbers.map(letter), flaw });
  });

test('without UIDL, without LIST, without sizes, without a unique-id', () => {
  assert.deepEqual(mergeListings(sizes(1), undefined).listed, [{ n: 1, octets: 100, key: null }]);
  assert.deepEqual(mergeListings(undefined, uids(1)).listed, [{ n: 1, octets: null, key: 'u:id-1' }]);
  assert.deepEqual(mergeListings(undefined, undefined), { listed: [], flaw: undefined });
  assert.deepEqual(mergeListings([{ number: 1, octets: undefined }], [{ number: 1, uidl: '' }]), {
    listed: [{ n: 1, octets: null, key: null }],
    flaw: undefined,
  });
});

test('repeated numbers without LIST', () => {
  const twice = [...uids(1, 2), { number: 1, uidl: 'x' }];
  assert.deepEqual(mergeListings(undefined, twice), {
    listed: [1, 2].map((n) => ({ ...letter(n), octets: null })),
    flaw: 'repeated',
  });
});

test('a hundred thousand letters', () => {
  const numbers = Array.from({ length: 100_000 }, (_, i) => i + 1);
  const { listed, flaw } = mergeListings(
    numbers.map((number) => ({ number, octets: number * 100 })),
    numbers.map((number) => ({ number, uidl: `id-${number}` })),
    100_000,
  );
  assert.equal(flaw, undefined);
  assert.deepEqual(listed.at(-1), letter(100_000));
});
