import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModSeq, OpenMailbox, Uid } from '../backend.ts';
import { type NumberSet, parseRanges } from '../syntax/number-set.ts';
import { View } from '../view.ts';
import { askedUids, containsNumber, countMessages, findMessages, uidsOf } from './messages.ts';
import { Recent } from './recent.ts';
import type { Selected } from './selected.ts';

function selected(uids: readonly number[], saved: readonly number[] = []): Selected {
  const mailbox = {
    uids: Uint32Array.from(uids),
    count: uids.length,
    uidnext: 30 as Uid,
    modseq: 1 as ModSeq,
  } as OpenMailbox;
  return {
    name: 'INBOX',
    mailbox,
    view: new View(mailbox),
    readOnly: false,
    recent: new Recent(),
    keywords: [],
    saved: saved as Uid[],
  };
}

const setOf = (text: string): NumberSet => (text === '$' ? '$' : parseRanges(text)!);
const uids = [3, 5, 8, 13, 21];

const sets: [by: 'sequence' | 'uid', set: string, found: number[] | undefined][] = [
  ['sequence', '1', [3]],
  ['sequence', '2:4', [5, 8, 13]],
  ['sequence', '4:2', [5, 8, 13]],
  ['sequence', '1,3,*', [3, 8, 21]],
  ['sequence', '1:*', uids],
  ['sequence', '*', [21]],
  ['sequence', '6', undefined],
  ['sequence', '4:6', undefined],
  ['sequence', '6:*', [21]],
  ['sequence', '$', [5, 21]],
  ['uid', '5', [5]],
  ['uid', '4', []],
  ['uid', '4:9', [5, 8]],
  ['uid', '9:4', [5, 8]],
  ['uid', '3,13:20,21', [3, 13, 21]],
  ['uid', '1:*', uids],
  ['uid', '*', [21]],
  ['uid', '100:*', [21]],
  ['uid', '100', []],
  ['uid', '$', [5, 21]],
];

for (const [by, set, found] of sets) {
  test(`${by} ${set} of messages with the uids ${uids}`, () => {
    const here = selected(uids, [5, 6, 21]);
    const ranges = findMessages(here, by, setOf(set));
    assert.deepEqual(ranges && [...uidsOf(here.view, ranges)], found);
    if (ranges !== undefined) assert.equal(countMessages(ranges), found?.length);
    const contains = containsNumber(here, by, setOf(set));
    const numbers = by === 'uid' ? uids : uids.map((_, at) => at + 1);
    assert.deepEqual(
      uids.filter((_, at) => contains(numbers[at]!)),
      found ?? uids.filter((_, at) => at >= 3 && set !== '6'),
    );
  });
}

test('no message has a number in an empty mailbox, but uids may be asked for', () => {
  const empty = selected([]);
  for (const set of ['1', '*', '1:*']) {
    assert.equal(findMessages(empty, 'sequence', setOf(set)), undefined);
    assert.deepEqual(findMessages(empty, 'uid', setOf(set)), []);
    assert.deepEqual([...uids.filter(containsNumber(empty, 'uid', setOf(set)))], []);
  }
  assert.deepEqual(findMessages(empty, 'sequence', '$'), []);
});

test('uids that are asked for need not be there: the last is that before UIDNEXT', () => {
  assert.deepEqual(askedUids(selected(uids), setOf('2,25:*')), [
    { from: 2, to: 2 },
    { from: 25, to: 29 },
  ]);
  assert.deepEqual(askedUids(selected(uids, [5, 6]), '$'), [
    { from: 5, to: 5 },
    { from: 6, to: 6 },
  ]);
});
