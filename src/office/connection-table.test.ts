import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clearConnections, createAdmit, makeConnectionTables } from './connection-table.ts';

const key = Buffer.from('a key');

test('the limit of an address holds over all threads, and a place given back twice counts once', () => {
  const tables = makeConnectionTables(2, key);
  const limits = () => ({ total: 10, perAddress: 2 });
  const [one, two] = [createAdmit(tables, 0, 'pop3', limits), createAdmit(tables, 1, 'pop3', limits)];
  const leave = one('192.0.2.1');
  assert.ok(leave);
  assert.ok(two('192.0.2.1'));
  assert.equal(one('192.0.2.1'), undefined);
  assert.ok(one('192.0.2.2'));
  leave();
  leave();
  assert.ok(two('192.0.2.1'));
  assert.equal(two('192.0.2.1'), undefined);
});

test('an address that has all its places of one protocol has those of the other', () => {
  const tables = makeConnectionTables(1, key);
  const limits = () => ({ total: 10, perAddress: 1 });
  const [smtp, pop3] = [createAdmit(tables, 0, 'smtp', limits), createAdmit(tables, 0, 'pop3', limits)];
  assert.ok(smtp('192.0.2.1'));
  assert.equal(smtp('192.0.2.1'), undefined);
  assert.ok(pop3('192.0.2.1'));
});

test('the addresses of one IPv6 customer share a limit', () => {
  const admit = createAdmit(makeConnectionTables(1, key), 0, 'pop3', () => ({ total: 10, perAddress: 1 }));
  assert.ok(admit('2001:db8::1'));
  assert.equal(admit('2001:db8::ffff:2'), undefined);
  assert.ok(admit('2001:db8:0:1::1'));
});

test('the limit of all holds, and a thread that died takes its connections with it', () => {
  const tables = makeConnectionTables(2, key);
  const limits = () => ({ total: 2, perAddress: 2 });
  const [one, two] = [createAdmit(tables, 0, 'pop3', limits), createAdmit(tables, 1, 'pop3', limits)];
  assert.ok(one('192.0.2.1'));
  assert.ok(one('192.0.2.2'));
  assert.equal(two('192.0.2.3'), undefined);
  clearConnections(tables, 0);
  assert.ok(two('192.0.2.3'));
});
