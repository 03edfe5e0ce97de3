// Failure mode F16.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestKey, uidKey } from './ledger-key.ts';

test('a unique-id of the RFC is its own key', () => {
  for (const uidl of ['1', 'whqtswO00WBw418f9t5JxYwZ', '/../x', '~', '!'.repeat(70), 'h:1', 'd:1'])
    assert.equal(uidKey(uidl), `u:${uidl}`);
});

test('an empty one names nothing', () => assert.equal(uidKey(''), null));

test('any other has a short key of its own', () => {
  const odd = ['x'.repeat(71), 'x'.repeat(9000), 'a b', 'a  b', '\xf1', '\xf1\x80', 'a\0b', 'a\0', '\t', ' '];
  const keys = odd.map((uidl) => uidKey(uidl)!);
  for (const key of keys) assert.match(key, /^h:[\w-]{43}$/);
  assert.equal(new Set(keys).size, odd.length);
  assert.deepEqual(keys, odd.map(uidKey));
});

test('a letter without a unique-id is known by its octets', () => {
  assert.equal(digestKey(new Uint8Array(32)), `d:${'A'.repeat(43)}`);
  assert.notEqual(digestKey(new Uint8Array(32).fill(1)), digestKey(new Uint8Array(32)));
});
