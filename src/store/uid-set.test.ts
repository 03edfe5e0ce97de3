import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatUidSet, parseUidSet, uniteRanges } from './uid-set.ts';

for (const [uids, set] of [
  [[], ''],
  [[7], '7'],
  [[1, 2, 3], '1:3'],
  [[1, 3, 4, 9], '1,3:4,9'],
  [[4_294_967_294, 4_294_967_295], '4294967294:4294967295'],
] as const) {
  test(`${JSON.stringify(uids)} is ${JSON.stringify(set)}`, () => {
    assert.equal(formatUidSet(uids), set);
  });
}

test('a set says exactly its uids', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (some) => {
      const uids = some.sort((a, b) => a - b);
      const ranges = parseUidSet(formatUidSet(uids));
      const said = ranges.flatMap(({ first, last }) =>
        Array.from({ length: last - first + 1 }, (_, i) => first + i),
      );
      assert.deepEqual(said, uids);
    }),
  );
});

test('ranges in any order, some touching, some the same, say the same uids when they are united', () => {
  const range = fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.nat({ max: 5 }))
    .map(([first, more]) => ({ first, last: first + more }));
  fc.assert(
    fc.property(fc.array(range), (ranges) => {
      const uids = new Set(
        ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i)),
      );
      assert.deepEqual(uniteRanges(ranges), parseUidSet(formatUidSet([...uids].sort((a, b) => a - b))));
    }),
  );
});
