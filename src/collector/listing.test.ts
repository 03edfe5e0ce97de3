// Failure modes F12, F13, F19, F20 and F24: listings against a ledger, as far as unique-ids and sizes tell.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byRow, compare, many, numbers, one, type Row } from './listing.suite.ts';

test('at the first time everything is new, and nothing is asked about', () => {
  const { first } = compare([one('a'), one('b'), one('c', null)], []);
  assert.deepEqual(first.fresh, [
    { n: 1, octets: 100, key: 'u:a', occurrence: 0, maybe: false },
    { n: 2, octets: 100, key: 'u:b', occurrence: 0, maybe: false },
    { n: 3, octets: 100, key: null, occurrence: 0, maybe: false },
  ]);
  assert.equal(first.listing, 'whole');
  assert.deepEqual(first.ambiguous, []);
});

test('known, new and missing, in any order of numbers', () => {
  const { first } = compare(
    [one('c'), one('x'), one('a')],
    [one('a'), one('b'), one('c')].map((row, i) => ({ ...row, octets: 100 + i })),
  );
  // 'c' has another size than before: looked at.
  assert.deepEqual(byRow(first), { 3: 0 });
  const alike = compare(
    [one('c'), one('x', 'x', { octets: 7 }), one('a')],
    [one('a'), one('b'), one('c')],
  ).first;
  assert.deepEqual(byRow(alike), { 1: 2, 3: 0 });
  assert.deepEqual(numbers(alike.fresh), [2]);
  assert.deepEqual(alike.absent, [1]);
  assert.equal(alike.lost, 1);
  assert.deepEqual([...alike.claimed], [1, 0, 1]);
});

test('sizes that one side does not tell do not matter', () => {
  const { first } = compare(
    [one('a', 'a', { octets: null }), one('b')],
    [one('a'), one('b', 'b', { octets: null })],
  );
  assert.deepEqual(byRow(first), { 1: 0, 2: 1 });
});

for (const [few, listing] of [
  [0, 'suspect'],
  [20, 'suspect'],
  [24, 'suspect'],
  [25, 'whole'],
  [50, 'whole'],
] as const)
  test(`${few} of 50 are listed: ${listing}`, () => {
    const { first } = compare(many(0, few), many(0, 50));
    assert.equal(first.listing, listing);
    assert.equal(first.lost, 50 - few);
    assert.equal(first.absent.length, listing === 'whole' ? 50 - few : 0);
    assert.deepEqual(first.ambiguous, []);
    // And then all are there again.
    const again = compare(many(0, 50), many(0, 50), { suspectBefore: first.suspectAfter }).first;
    assert.equal(again.known.length, 50);
    assert.equal(again.suspectAfter, 0);
    assert.equal(again.listing, 'whole');
  });

test('a third time is believed: somebody emptied the maildrop', () => {
  assert.equal(compare([], many(0, 50)).first.suspectAfter, 1);
  assert.equal(compare([], many(0, 50), { suspectBefore: 1 }).first.suspectAfter, 2);
  const third = compare([], many(0, 50), { suspectBefore: 2 }).first;
  assert.equal(third.listing, 'whole');
  assert.equal(third.absent.length, 50);
  assert.equal(third.suspectAfter, 0);
});

test('what we deleted ourselves is not missed', () => {
  const rows = many(0, 50).map((row, i): Row => ({ ...row, ...(i < 40 && { deletion: 'deleted' }) }));
  const { first } = compare(many(40, 50), rows);
  assert.equal(first.listing, 'whole');
  assert.equal(first.lost, 0);
});

test('a listing with a flaw is partial, and marks nothing', () => {
  const rows = [...many(0, 10), one('s', 's', { deletion: 'sent' })];
  const { first } = compare(many(0, 8), rows, { flaw: 'garbled', suspectBefore: 1 });
  assert.equal(first.listing, 'partial');
  assert.deepEqual([first.absent, first.confirmed, first.suspectAfter], [[], [], 1]);
});

test('one unique-id for two letters: both are new, and both are known later', () => {
  const two = [one('a', 'same'), one('b', 'same')];
  assert.deepEqual(
    compare(two, []).first.fresh.map(({ occurrence }) => occurrence),
    [0, 1],
  );
  const known = compare(two, two).first;
  assert.deepEqual(byRow(known), { 1: 0, 2: 1 });
  const sized = [one('a', 'same', { octets: 7 }), one('b', 'same', { octets: 8 })];
  assert.deepEqual(byRow(compare([sized[1]!, sized[0]!], sized).first), { 1: 1, 2: 0 });
});

test('a server that hides what was fetched: absence means nothing', () => {
  const { first } = compare(many(250, 500), many(0, 250), { hidesFetched: true });
  assert.equal(first.listing, 'whole');
  assert.deepEqual(first.ambiguous, []);
  assert.equal(first.fresh.length, 250);
  assert.equal(compare([], many(0, 250), { hidesFetched: true }).first.listing, 'whole');
});

test('a hundred thousand known letters and a new one', () => {
  const letters = many(0, 100_000);
  const { first } = compare([...letters, one('x', 'x', { octets: 7 })], letters);
  assert.equal(first.known.length, 100_000);
  assert.deepEqual(numbers(first.fresh), [100_001]);
});

test('one unique-id for fifty thousand letters', () => {
  const letters = Array.from({ length: 50_000 }, (_, i) => one(`${i}`, '0', { octets: 100 + i }));
  const { first } = compare(letters, []);
  assert.deepEqual(first.fresh.map(({ occurrence }) => occurrence).slice(-2), [49_998, 49_999]);
  const again = compare([...letters].reverse(), letters).first;
  assert.equal(again.known.length, 50_000);
  assert.deepEqual(again.known.at(-1), { n: 50_000, entry: 0 });
});

test('one unique-id for several, and sizes that only some have: nothing is known beyond doubt', () => {
  const rows = [one('a', 'same', { octets: 7 }), one('b', 'same', { octets: 8 })];
  const bare = rows.map((row) => ({ ...row, octets: null }));
  const mixed = [rows[0]!, bare[1]!];
  assert.deepEqual(numbers(compare(bare, rows).first.known), [1, 2]);
  assert.deepEqual(numbers(compare(rows, bare).first.known), [1, 2]);
  assert.deepEqual(numbers(compare(mixed, rows).first.ambiguous), [1, 2]);
  assert.deepEqual(numbers(compare(rows, mixed).first.ambiguous), [1, 2]);
});
