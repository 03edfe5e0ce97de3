import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  formatNumbers,
  formatRanges,
  includesNumber,
  type NumberRange,
  parseRanges,
  resolveRanges,
} from './number-set.ts';

const resolved: [set: string, star: number, ranges: string][] = [
  // RFC 9051 §9 sequence-set prints these two.
  ['2,4:7,9,12:*', 15, '2,4:7,9,12:15'],
  ['*:4,5:7', 10, '4:10'],
  ['3291:*', 10, '10:3291'],
  ['4:2', 9, '2:4'],
  ['*', 7, '7'],
  ['*:*', 7, '7'],
  ['5:*', 3, '3:5'],
  ['1,2,3,5', 9, '1:3,5'],
  ['5,1:10,3', 9, '1:10'],
  ['4294967295', 9, '4294967295'],
];

test('sets are resolved to ascending ranges that do not touch', () => {
  for (const [set, star, ranges] of resolved)
    assert.equal(formatRanges(resolveRanges(parseRanges(set)!, star)), ranges, set);
  assert.deepEqual(resolveRanges(parseRanges('*')!, 0), [{ from: 0, to: 0 }]);
});

test('numbers are told in the order given, in a row as ranges', () => {
  const told: [number[], string][] = [
    [[], ''],
    [[7], '7'],
    [[1, 2, 3, 5], '1:3,5'],
    [[3, 2, 1], '3,2,1'],
    [[9, 10, 1, 2, 4294967295], '9:10,1:2,4294967295'],
  ];
  for (const [numbers, text] of told) assert.equal(formatNumbers(numbers), text);
  assert.equal(formatNumbers(Uint32Array.of(4, 5, 6)), '4:6');
});

const number = fc.integer({ min: 1, max: 60 });
const rangeOf = fc.record({
  from: fc.oneof(number, fc.constant(Number.POSITIVE_INFINITY)),
  to: fc.oneof(number, fc.constant(Number.POSITIVE_INFINITY)),
});

test('a resolved set holds what the set said, number by number', () => {
  fc.assert(
    fc.property(fc.array(rangeOf, { minLength: 1, maxLength: 8 }), number, (ranges, star) => {
      const there = (value: number) =>
        ranges.some(({ from, to }: NumberRange) => {
          const [a, b] = [Math.min(from, star < from && from > 60 ? star : from), to > 60 ? star : to];
          return value >= Math.min(a, b) && value <= Math.max(a, b);
        });
      const known = resolveRanges(ranges, star);
      for (let value = 1; value <= 61; value++)
        assert.equal(includesNumber(known, value), there(value), `${value}`);
      for (const [at, { from }] of known.entries()) assert.ok(at === 0 || from > known[at - 1]!.to + 1);
    }),
  );
});

test('what is told is read again', () => {
  fc.assert(
    fc.property(fc.uniqueArray(number, { minLength: 1 }), (numbers) => {
      const ascending = [...numbers].sort((a, b) => a - b);
      const ranges = parseRanges(formatNumbers(ascending))!;
      assert.deepEqual(resolveRanges(ranges, 1), ranges);
      assert.deepEqual(
        ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)),
        ascending,
      );
    }),
  );
});
