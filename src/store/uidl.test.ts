import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatUidl, uidlPrefix } from './uidl.ts';

test('a unique-id is printable and short for the largest of numbers', () => {
  const uidl = formatUidl(new Uint8Array(8).fill(255), 2 ** 32 - 1);
  assert.equal(uidl, 'ffffffffffffffff.4294967295');
  // RFC 1939 §7
  assert.match(uidl, /^[\x21-\x7e]{1,70}$/);
});

test('small numbers keep their zeros, so that no two mailboxes say the same', () => {
  assert.equal(formatUidl(Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 10), 5), '000000000000010a.5');
  assert.equal(uidlPrefix(Buffer.from('xx01234567').subarray(2)), '3031323334353637.');
});
