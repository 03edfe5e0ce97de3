import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId, MailboxId } from '../store.ts';
import type { Maildrop } from './list-maildrop.ts';
import { MaildropCache } from './maildrop-cache.ts';

function maildrop(letters: number): Maildrop {
  const [uids, octets, shapes] = [
    new Uint32Array(letters),
    new Uint32Array(letters),
    new Uint8Array(letters),
  ];
  return { mailbox: 1 as MailboxId, objectId: new Uint8Array(8), uidnext: letters + 1, uids, octets, shapes };
}

test('what was asked for longest ago is forgotten when there is no more room', () => {
  const cache = new MaildropCache(3 * (500 + 9 * 100));
  const [a, b, c, d] = [1, 2, 3, 4].map((id) => id as AccountId) as [
    AccountId,
    AccountId,
    AccountId,
    AccountId,
  ];
  for (const id of [a, b, c]) cache.put(id, maildrop(100));
  cache.put(a, cache.get(a)!);
  cache.put(d, maildrop(100));
  assert.deepEqual(
    [a, b, c, d].map((id) => cache.get(id) !== undefined),
    [true, false, true, true],
  );
});

test('a listing larger than all the room is not kept', () => {
  const cache = new MaildropCache(1000);
  cache.put(1 as AccountId, maildrop(100));
  assert.equal(cache.get(1 as AccountId), undefined);
});

test('a listing that grows is counted once', () => {
  const cache = new MaildropCache(2 * 500 + 9 * 20);
  cache.put(1 as AccountId, maildrop(1));
  for (let letters = 1; letters <= 10; letters++) cache.put(2 as AccountId, maildrop(letters));
  assert.equal(cache.get(1 as AccountId)?.uids.length, 1);
});
