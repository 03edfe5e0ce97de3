import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressBlock, createAddressMatch, isLoopback, plainAddress } from './address.ts';

test('IPv4 that came over IPv6 is written plainly', () => {
  assert.equal(plainAddress('::ffff:192.0.2.1'), '192.0.2.1');
  assert.equal(plainAddress('::FFFF:192.0.2.1'), '192.0.2.1');
  assert.equal(plainAddress('192.0.2.1'), '192.0.2.1');
  assert.equal(plainAddress('2001:db8::1'), '2001:db8::1');
});

test('only this machine is loopback', () => {
  for (const address of ['127.0.0.1', '127.255.0.9', '::1']) assert.equal(isLoopback(address), true, address);
  for (const address of ['128.0.0.1', '10.0.0.1', '::2', '127.0.0.1.example.org', ''])
    assert.equal(isLoopback(address), false, address);
});

test('an IPv6 customer is counted as one, whatever address of the /64 is used', () => {
  assert.equal(addressBlock('192.0.2.1'), '192.0.2.1');
  assert.equal(addressBlock('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
  assert.equal(addressBlock('2001:DB8:1:2::6'), '2001:db8:1:2::/64');
  assert.equal(addressBlock('2001:db8::6'), '2001:db8:0:0::/64');
  assert.equal(addressBlock('::1'), '0:0:0:0::/64');
  assert.equal(addressBlock('fe80::1%eth0'), 'fe80:0:0:0::/64');
  assert.equal(addressBlock('1::'), '1:0:0:0::/64');
});

test('addresses match addresses and blocks', () => {
  const match = createAddressMatch(['192.0.2.1', '10.0.0.0/8', '2001:db8::/32']);
  for (const address of ['192.0.2.1', '10.9.9.9', '2001:db8:9::1'])
    assert.equal(match(address), true, address);
  for (const address of ['192.0.2.2', '11.0.0.1', '2001:db9::1', '', 'nonsense'])
    assert.equal(match(address), false, address);
  assert.equal(createAddressMatch([])('192.0.2.1'), false);
});

test('what is neither an address nor a block is not taken', () => {
  for (const block of ['', 'localhost', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/x', '::/129'])
    assert.throws(() => createAddressMatch([block]), RangeError, block);
});
