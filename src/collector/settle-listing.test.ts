// Failure modes F2, F3, F11, F14, F15, F17 and F18: which letter is which, where TOP has to tell.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { byRow, compare, ledgerOf, many, numbers, one, type Row } from './listing.suite.ts';

test('DELE was sent and QUIT not answered: gone is deleted, there is not', () => {
  const rows = [one('a', 'a', { deletion: 'sent' }), one('b', 'b', { deletion: 'sent' }), one('c')];
  const { first, last } = compare([one('b'), one('c')], rows);
  assert.deepEqual(numbers(first.ambiguous), [1]);
  assert.deepEqual(last.confirmed, [0]);
  assert.deepEqual(last.returned, [1]);
  assert.deepEqual(last.fresh, []);
});

test('what was gone and is back is the same only if it says so', () => {
  const rows = [one('a', '1', { deletion: 'deleted' }), one('b', '2', { absentSince: 5 }), one('c', '3')];
  const same = compare([one('a', '1'), one('b', '2'), one('c', '3')], rows).last;
  assert.deepEqual(byRow(same), { 1: 0, 2: 1, 3: 2 });
  assert.deepEqual(same.returned, [0, 1]);
  assert.deepEqual(same.renamed, []);
  // The server began to count anew.
  const others = compare([one('x', '1'), one('y', '2'), one('c', '3')], rows).last;
  assert.deepEqual(others.fresh, [
    { n: 1, octets: 100, key: 'u:1', occurrence: 1, maybe: true },
    { n: 2, octets: 100, key: 'u:2', occurrence: 1, maybe: true },
  ]);
  // Nobody can look: to fetch it tells.
  const blind = compare([one('a', '1'), one('c', '3')], rows, { top: false }).last;
  assert.deepEqual(blind.fresh, [{ n: 1, octets: 100, key: 'u:1', occurrence: 1, maybe: true }]);
});

test('a known unique-id with another size is another letter, or is looked at', () => {
  const rows = [one('a', '1'), one('b', '2'), one('c', '3')];
  const reused = compare([one('x', '1', { octets: 90 }), one('b', '2'), one('c', '3')], rows).last;
  assert.deepEqual(numbers(reused.fresh), [1]);
  assert.deepEqual(reused.absent, [0]);
  // Headers alike, sizes not: in doubt it is fetched.
  const doubtful = compare([one('a', '1', { octets: 90 }), one('b', '2'), one('c', '3')], rows).last;
  assert.deepEqual(doubtful.fresh, [{ n: 1, octets: 90, key: 'u:1', occurrence: 1, maybe: true }]);
  assert.deepEqual(doubtful.absent, []);
  const certain = compare(
    [one('a', '1', { octets: 90, strength: 3 }), one('b', '2'), one('c', '3')],
    [one('a', '1', { strength: 3 }), one('b', '2'), one('c', '3')],
  ).last;
  assert.deepEqual(certain.renamed, [{ entry: 0, key: 'u:1', occurrence: 0, octets: 90 }]);
});

test('the server counts all octets in another way: nothing is fetched again', () => {
  const { first, last } = compare(
    many(0, 40).map((letter) => ({ ...letter, octets: 90 })),
    many(0, 40),
  );
  assert.equal(first.recounting, true);
  assert.equal(last.known.length, 40);
  assert.deepEqual(last.fresh, []);
  assert.equal(last.renamed.length, 40);
  assert.equal(last.listing, 'whole');
});

test('5,000 new unique-ids and one new letter: one is fetched', () => {
  const { first, last } = compare([...many(0, 5000, 'new-'), one('x')], many(0, 5000));
  assert.equal(first.renaming, true);
  assert.equal(first.ambiguous.length, 5001);
  assert.deepEqual(last.fresh, [{ n: 5001, octets: 100, key: 'u:x', occurrence: 0, maybe: true }]);
  assert.equal(last.renamed.length, 5000);
  assert.deepEqual(last.renamed[7], { entry: 7, key: 'u:new-7', occurrence: 0, octets: 100 });
  assert.equal(last.listing, 'whole');
  assert.deepEqual(last.absent, []);
});

test('new unique-ids on another machine, which adds to headers: what was received somewhere is recognised', () => {
  const rows = many(0, 40).map((letter): Row => ({ ...letter, strength: 3 }));
  const moved = rows.map((row, i) => ({ ...row, uid: `m${i}`, octets: 120 }));
  assert.equal(compare(moved, rows).last.renamed.length, 40);
  // Careless letters of another size may be others.
  const careless = compare(
    moved.map((row) => ({ ...row, strength: 2 as const })),
    many(0, 40),
  ).last;
  assert.equal(careless.fresh.length, 40);
  assert.ok(careless.fresh.every(({ maybe }) => maybe));
  assert.equal(careless.listing, 'whole');
  assert.deepEqual(careless.absent, []);
});

test('new unique-ids and no TOP: everything is fetched, and nothing is called missing', () => {
  const { last } = compare(many(0, 40, 'new-'), many(0, 40), { top: false });
  assert.equal(last.fresh.length, 40);
  assert.deepEqual([last.listing, last.absent], ['whole', []]);
});

test('the maildrop was emptied, and as many others came: suspect, and all are fetched', () => {
  const { last } = compare(many(100, 140, 'x-'), many(0, 40));
  assert.equal(last.renaming, true);
  assert.equal(last.fresh.length, 40);
  assert.equal(last.undecided, 0);
  assert.equal(last.listing, 'suspect');
});

test('a few new unique-ids among many are looked at where the sizes say so', () => {
  const rows = many(0, 40).map((row, i): Row => ({ ...row, octets: 1000 + i }));
  const moved = { ...rows[7]!, uid: 'moved' };
  const { first, last } = compare(
    [...rows.slice(0, 7), ...rows.slice(8), moved, one('new', 'new', { octets: 5 })],
    rows,
  );
  assert.deepEqual(numbers(first.ambiguous), [40]);
  assert.deepEqual(numbers(first.fresh), [41]);
  assert.deepEqual(last.renamed, [{ entry: 7, key: 'u:moved', occurrence: 0, octets: 1007 }]);
});

for (const strength of [1, 2, 3] as const)
  test(`strength ${strength}: letters that say the same of themselves are fetched as soon as there is one more`, () => {
    const rows = Array.from({ length: 3 }, (_, i): Row => one('same', `${i}`, { strength }));
    const listed = (count: number) =>
      Array.from({ length: count }, (_, i) => one('same', `n${i}`, { strength }));
    assert.equal(compare(listed(4), rows).last.fresh.length, 4);
    // As many as before: the same, where each was received by itself; else in doubt.
    assert.equal(compare(listed(3), rows).last.fresh.length, strength === 3 ? 0 : 3);
  });

test('a letter that says next to nothing is recognised only where nearly all are renamed', () => {
  const weak = many(0, 10).map((row): Row => ({ ...row, strength: 1 }));
  assert.equal(
    compare(
      weak.map((row) => ({ ...row, uid: `n${row.uid}` })),
      weak,
    ).last.fresh.length,
    0,
  );
  const alone = compare([...weak.slice(1), { ...weak[0]!, uid: 'n' }], weak).last;
  assert.deepEqual(
    alone.fresh.map(({ maybe }) => maybe),
    [true],
  );
});

test('without unique-ids known letters are recognised, new ones fetched', () => {
  const rows = many(0, 12).map((row): Row => ({ ...row, uid: null }));
  const { first, last } = compare([...rows, one('new', null)], rows);
  assert.equal(first.ambiguous.length, 13);
  assert.deepEqual(numbers(last.fresh), [13]);
  assert.equal(last.fresh[0]!.key, null);
  assert.deepEqual([last.listing, last.renamed], ['whole', []]);
  const fewer = compare(rows.slice(0, 10), rows).last;
  assert.deepEqual(fewer.absent, [10, 11]);
  assert.equal(compare(rows.slice(0, 3), rows).last.listing, 'suspect');
  assert.deepEqual(
    compare(rows, rows, { top: false }).last.fresh.map(({ maybe }) => maybe),
    Array(12).fill(true),
  );
});

test('without unique-ids a letter that says next to nothing is fetched each time', () => {
  const rows = [one('a', null, { strength: 1 }), one('b', null, { strength: 2 })];
  assert.deepEqual(numbers(compare(rows, rows).last.fresh), [1]);
});

test('blank unique-ids among others', () => {
  const rows = [one('a'), one('b', null), one('c', null)];
  const { first, last } = compare(rows, rows);
  assert.deepEqual(numbers(first.ambiguous), [2, 3]);
  assert.deepEqual(byRow(last), { 1: 0, 2: 1, 3: 2 });
});

test('a letter without a unique-id is looked at whatever its size is now', () => {
  const rows = [one('a'), one('b'), one('c', null, { strength: 3 })];
  const { first, last } = compare([rows[0]!, rows[1]!, { ...rows[2]!, octets: 90 }], rows);
  assert.deepEqual(numbers(first.ambiguous), [3]);
  assert.deepEqual(last.renamed, [{ entry: 2, key: 'd:c', occurrence: 0, octets: 90 }]);
});

test('one more letter under a unique-id: the new one is found among its equals', () => {
  const two = [one('a', 'same'), one('b', 'same')];
  const { first, last } = compare([one('x', 'same'), ...two], two);
  assert.equal(first.ambiguous.length, 3);
  assert.deepEqual(last.fresh, [{ n: 1, octets: 100, key: 'u:same', occurrence: 2, maybe: true }]);
  assert.deepEqual(byRow(last), { 2: 0, 3: 1 });
});

test('the second letter with a Message-ID that is the unique-id comes later', () => {
  const { last } = compare([one('a', 'mid'), one('b', 'mid', { octets: 900 })], [one('a', 'mid')]);
  assert.deepEqual(byRow(last), { 1: 0 });
  assert.deepEqual(last.fresh, [{ n: 2, octets: 900, key: 'u:mid', occurrence: 1, maybe: true }]);
  assert.deepEqual(numbers(compare([one('x', 'mid'), one('a', 'mid')], [one('a', 'mid')]).last.fresh), [1]);
});

test('ten thousand letters that are all alike are not compared each with each', () => {
  const rows = Array.from({ length: 10_000 }, (_, i): Row => one('same', `${i}`, { strength: 3 }));
  const { last } = compare(
    rows.map((row) => ({ ...row, uid: `n${row.uid}` })),
    rows,
  );
  assert.equal(last.fresh.length, 10_000);
});

test('always: each listed letter is one thing, each row at most one letter, no name is given twice', () => {
  const letter = fc.record({
    is: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    uid: fc.option(fc.constantFrom('1', '2', '3', '4', '5')),
    octets: fc.option(fc.constantFrom(100, 200)),
    strength: fc.constantFrom(1 as const, 2 as const, 3 as const),
  });
  const gone = fc.record({
    absentSince: fc.constantFrom(1, undefined),
    deletion: fc.constantFrom('sent' as const, 'deleted' as const, undefined),
  });
  const row = fc.tuple(letter, gone).map(
    ([known, { absentSince, deletion }]): Row => ({
      ...known,
      ...(absentSince !== undefined && { absentSince }),
      ...(deletion !== undefined && { deletion }),
    }),
  );
  const server = fc.record({
    top: fc.boolean(),
    flaw: fc.constantFrom(undefined, 'garbled' as const),
    suspectBefore: fc.nat(3),
    hidesFetched: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(letter, { maxLength: 8 }),
      fc.array(row, { maxLength: 8 }),
      server,
      (letters, rows, how) => {
        const { last } = compare(letters, rows, how);
        const named = [...numbers(last.known), ...numbers(last.fresh)].sort((x, y) => x - y);
        assert.deepEqual(
          named,
          letters.map((_, i) => i + 1),
        );
        assert.deepEqual(last.ambiguous, []);
        const entries = last.known.map(({ entry }) => entry);
        assert.equal(new Set(entries).size, entries.length);
        assert.deepEqual(
          [...last.claimed.keys()].filter((i) => last.claimed[i] === 1),
          entries.sort((x, y) => x - y),
        );
        const { keys, occurrences } = ledgerOf(rows);
        const renamed = new Map(last.renamed.map((name) => [name.entry, name]));
        const names = [
          ...keys.map(
            (name, i) => `${renamed.get(i)?.key ?? name} ${renamed.get(i)?.occurrence ?? occurrences[i]}`,
          ),
          ...last.fresh
            .filter((fresh) => fresh.key !== null)
            .map((fresh) => `${fresh.key} ${fresh.occurrence}`),
        ];
        assert.equal(new Set(names).size, names.length);
        if (last.listing !== 'whole') assert.deepEqual([last.absent, last.confirmed], [[], []]);
        for (const entry of [...last.absent, ...last.confirmed]) assert.equal(last.claimed[entry], 0);
      },
    ),
    { numRuns: 3000 },
  );
});
