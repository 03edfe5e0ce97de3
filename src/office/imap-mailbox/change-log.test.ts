import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModSeq, Uid } from '../../imap/index.ts';
import { ChangeLog } from './change-log.ts';

const modseq = (n: number) => n as ModSeq;
const entry = (to: number, uids: number[], expunged = false) => ({
  to: modseq(to),
  uids: uids as Uid[],
  expunged,
});

test('what changed since is told, what came before is not, and what is forgotten is not known', () => {
  const log = new ChangeLog(modseq(10));
  log.add(entry(12, [3, 9]));
  log.add(entry(13, [], true));
  log.add(entry(20, [1, 3]));
  const since = (n: number) => log.since(modseq(n));
  assert.equal(since(9), undefined);
  assert.deepEqual(since(10), { uids: [1, 3, 9], expunged: true });
  assert.deepEqual(since(11), { uids: [1, 3, 9], expunged: true });
  assert.deepEqual(since(12), { uids: [1, 3], expunged: true });
  assert.deepEqual([since(13)!.uids, since(13)!.expunged], [[1, 3], false]);
  assert.deepEqual(since(20), { uids: [], expunged: false });
});

test('the oldest are forgotten when there are many changes, or many messages in them', () => {
  const many = new ChangeLog(modseq(0));
  for (let n = 1; n <= 513; n++) many.add(entry(n, [n]));
  assert.equal(many.since(modseq(0)), undefined);
  assert.equal(many.since(modseq(1))!.uids.length, 512);
  const large = new ChangeLog(modseq(0));
  const uids = Array.from({ length: 16_384 }, (_, n) => n + 1);
  large.add(entry(1, uids));
  assert.equal(large.since(modseq(0))!.uids.length, 16_384);
  large.add(entry(2, [1]));
  assert.equal(large.since(modseq(0)), undefined);
  assert.deepEqual(large.since(modseq(1))!.uids, [1]);
  large.add(entry(3, [...uids, 16_385]));
  assert.equal(large.since(modseq(2)), undefined);
  assert.deepEqual(large.since(modseq(3))!.uids, []);
});
