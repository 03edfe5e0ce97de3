import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatRanges, parseRanges } from '../syntax/number-set.ts';
import { intersection, without } from './vanished.ts';

const sets: [some: string, others: string, both: string][] = [
  ['1:5', '3:9', '3:5'],
  ['1:5,8:10', '4:8', '4:5,8'],
  ['1,3,5', '2:4', '3'],
  ['1:100', '7,9:12,200', '7,9:12'],
  ['1:3', '4:6', ''],
];
for (const [some, others, both] of sets) {
  test(`what ${some} and ${others} have in common`, () => {
    assert.equal(formatRanges(intersection(parseRanges(some)!, parseRanges(others)!)), both);
    assert.equal(formatRanges(intersection(parseRanges(others)!, parseRanges(some)!)), both);
  });
}

const lefts: [ranges: string, uids: number[], left: string][] = [
  ['1:10', [], '1:10'],
  ['1:10', [1, 2, 5, 10, 11], '3:4,6:9'],
  ['3:5,7', [4, 7], '3,5'],
  ['2:3', [1, 2, 3, 4], ''],
];
for (const [ranges, uids, left] of lefts) {
  test(`${ranges} without ${uids.join(' ') || 'anything'}`, () =>
    assert.equal(formatRanges(without(parseRanges(ranges)!, uids.length, (index) => uids[index]!)), left));
}
