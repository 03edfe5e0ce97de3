import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConnectionCount } from './connection-count.ts';

test('connections are counted by address and in all, and leaving twice counts once', () => {
  const admit = createConnectionCount({ total: 3, perAddress: 2 });
  const first = admit('192.0.2.1');
  const second = admit('192.0.2.1');
  assert.ok(first && second);
  assert.equal(admit('192.0.2.1'), undefined);
  const third = admit('2001:db8::1');
  assert.ok(third);
  assert.equal(admit('192.0.2.9'), undefined, 'three in all');
  first();
  first();
  assert.ok(admit('192.0.2.1'));
  assert.equal(admit('192.0.2.1'), undefined);
  third();
  assert.ok(admit('2001:db8::2'));
});
