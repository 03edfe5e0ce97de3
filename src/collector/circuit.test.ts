// Failure mode F64, as far as one host's troubles are concerned.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HostCircuits } from './circuit.ts';

const now = Date.UTC(2026, 5, 1);
const minute = 60_000;
const longest = () => 0.999_999;

function failing(times: number): HostCircuits {
  const circuits = new HostCircuits();
  for (let i = 0; i < times; i++) circuits.ended('far:995', now, 'timeout-connect', longest);
  return circuits;
}

test('a host that fails now and then is asked as usual', () => {
  assert.equal(new HostCircuits().admit('far:995', now), 0);
  assert.equal(failing(4).admit('far:995', now), 0);
});

test('five failures in a row leave it alone for a minute; other hosts are not concerned', () => {
  const circuits = failing(5);
  assert.equal(circuits.admit('far:995', now), now + minute);
  assert.equal(circuits.admit('far:110', now), 0);
});

test('then one may try, and only one', () => {
  const circuits = failing(5);
  assert.equal(circuits.admit('far:995', now + minute), 0);
  assert.equal(circuits.admit('far:995', now + minute), now + 2 * minute);
  circuits.ended('far:995', now + minute, undefined, longest);
  assert.equal(circuits.admit('far:995', now + minute), 0);
  assert.equal(circuits.admit('far:995', now + minute), 0);
});

test('each further failure doubles the time, up to half an hour', () => {
  for (const [failures, minutes] of [
    [6, 2],
    [7, 4],
    [8, 8],
    [9, 16],
    [10, 30],
    [1000, 30],
  ] as const)
    assert.equal(failing(failures).admit('far:995', now), now + minutes * minute);
});

test('sources that wait for one host do not come back at one moment', () => {
  const circuits = new HostCircuits();
  for (let i = 0; i < 5; i++) circuits.ended('far:995', now, 'reset', () => 0);
  assert.equal(circuits.admit('far:995', now), now + 45_000);
});

test('whoever refuses a login is there', () => {
  for (const cause of ['credentials', 'in-use', 'sys-temp', 'protocol-garbage'] as const) {
    const circuits = failing(9);
    circuits.ended('far:995', now, cause, longest);
    assert.equal(circuits.admit('far:995', now), 0);
  }
});

test('our own troubles say nothing of the host, and end the try', () => {
  const circuits = failing(5);
  assert.equal(circuits.admit('far:995', now + minute), 0);
  circuits.ended('far:995', now + minute, 'local-disk-full', longest);
  assert.equal(circuits.admit('far:995', now + minute), 0);
  const fresh = new HostCircuits();
  for (let i = 0; i < 9; i++) fresh.ended('far:995', now, 'local-quota', longest);
  assert.equal(fresh.admit('far:995', now), 0);
});

test('a clock that was set back does not close a host for years', () => {
  assert.equal(failing(5).admit('far:995', now - 365 * 86_400_000), now - 365 * 86_400_000 + 30 * minute);
});
