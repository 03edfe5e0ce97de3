import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ChangedMessage } from '../../store/index.ts';
import { Columns } from './columns.ts';

const empty = () =>
  new Columns({ uids: new Uint32Array(0), flags: new Uint8Array(0), modseqs: new Float64Array(0) });
const message = (uid: number, flags = 0, keywords: string | null = null, modseq = 2) =>
  ({ uid, flags, keywords, modseq }) as ChangedMessage;
const uidsOf = ({ uids, count }: Columns) => [...uids.subarray(0, count)];

test('who looked before keeps what he saw, whatever comes and goes', () => {
  const columns = empty();
  columns.put([message(1), message(2), message(5)]);
  const { uids, count } = columns;
  columns.put([message(2, 1), message(7)]);
  assert.equal(columns.uids, uids, 'what is new is written behind');
  assert.equal(columns.remove([{ first: 2, last: 4 }]), 1);
  columns.put([message(9)]);
  assert.deepEqual([...uids.subarray(0, count)], [1, 2, 5]);
  assert.deepEqual(uidsOf(columns), [1, 5, 7, 9]);
});

test('a removal of what is not there changes nothing', () => {
  const columns = empty();
  columns.put([message(3)]);
  const { uids } = columns;
  assert.equal(
    columns.remove([
      { first: 1, last: 2 },
      { first: 4, last: 9 },
    ]),
    0,
  );
  assert.equal(columns.uids, uids);
});

test('equal sets of keywords are one array, and every keyword is known once', () => {
  const columns = empty();
  columns.put([message(1), message(2, 0, 'a b'), message(3, 0, 'a b'), message(4, 0, 'B c')]);
  assert.equal(columns.keywords(1), columns.keywords(2));
  assert.deepEqual([columns.keywords(0), columns.keywords(3)], [[], ['B', 'c']]);
  const { keywordsInUse } = columns;
  assert.deepEqual(keywordsInUse, ['a', 'b', 'c']);
  columns.put([message(1, 0, 'd'), message(2)]);
  assert.deepEqual([columns.keywords(0), columns.keywords(1)], [['d'], []]);
  assert.deepEqual(
    [keywordsInUse, columns.keywordsInUse],
    [
      ['a', 'b', 'c'],
      ['a', 'b', 'c', 'd'],
    ],
  );
});

test('sets of keywords that no message has any more are forgotten, the others stay', () => {
  const columns = empty();
  columns.put([message(1, 0, 'kept'), message(2), message(3, 0, 'a b')]);
  for (let n = 0; n < 10_000; n++) columns.put([message(2, 0, `k${n}`)]);
  assert.ok(columns.weight < 4200 * 200);
  columns.put([message(4, 0, 'a b')]);
  const keywords = [0, 1, 2, 3].map((index) => columns.keywords(index));
  assert.deepEqual(keywords, [['kept'], ['k9999'], ['a', 'b'], ['a', 'b']]);
  assert.equal(keywords[2], keywords[3]);
});

test('every message may have keywords of its own', () => {
  const columns = empty();
  const all = Array.from({ length: 9000 }, (_, index) => message(index + 1, 0, `k${index}`));
  columns.put(all);
  assert.deepEqual([columns.keywords(0), columns.keywords(8999)], [['k0'], ['k8999']]);
  assert.equal(columns.keywordsInUse.length, 4096);
});

test('any changes leave what a plain map would have', () => {
  const flags = fc.nat({ max: 31 });
  const keywords = fc.option(fc.constantFrom('a', 'a b', 'c'), { nil: null });
  const step = fc.oneof(
    fc.record({ add: fc.integer({ min: 1, max: 40 }), flags, keywords }),
    fc.record({ change: fc.array(fc.nat({ max: 60 }), { maxLength: 5 }), flags, keywords }),
    fc.record({ remove: fc.array(fc.tuple(fc.nat({ max: 90 }), fc.nat({ max: 9 })), { maxLength: 4 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const columns = empty();
      const model = new Map<number, ChangedMessage>();
      let next = 1;
      for (const [modseq, step] of steps.entries()) {
        let changed: ChangedMessage[] = [];
        if ('remove' in step) {
          const ranges = step.remove.map(([first, more]) => ({ first, last: first + more }));
          const gone = [...model.keys()].filter((uid) =>
            ranges.some(({ first, last }) => uid >= first && uid <= last),
          );
          for (const uid of gone) model.delete(uid);
          assert.equal(columns.remove(ranges), gone.length);
        } else if ('add' in step) {
          for (let i = 0; i < step.add; i++, next += 1 + (i % 3))
            changed.push(message(next, step.flags, step.keywords, modseq));
        } else {
          const known = [...new Set(step.change)].filter((uid) => model.has(uid)).sort((a, b) => a - b);
          changed = known.map((uid) => message(uid, step.flags, step.keywords, modseq));
        }
        columns.put(changed);
        for (const each of changed) model.set(each.uid, each);
      }
      const found = uidsOf(columns).map((uid, index) =>
        message(
          uid,
          columns.flags(index),
          columns.keywords(index).join(' ') || null,
          columns.modseqOf(index),
        ),
      );
      assert.deepEqual(found, [...model.values()]);
    }),
  );
});
