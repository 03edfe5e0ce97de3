import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Drop } from './drop.ts';
import { Listings } from './listings.ts';
import type { Maildrop } from './maildrop.ts';

function maildrop(octets: readonly number[]): Maildrop {
  return {
    count: octets.length,
    octets: (index) => octets[index]!,
    uidl: (index) => `u${index}`,
    retrieve: () => undefined,
    update: async () => {},
    close: async () => {},
  };
}

const dropOf = (keeper: Maildrop, remembered = { scan: new Listings(1e6), uids: new Listings(1e6) }) =>
  new Drop(keeper, remembered);

const all = (blocks: Iterable<string | Uint8Array>) =>
  [...blocks]
    .map((block) => (typeof block === 'string' ? block : Buffer.from(block).toString('latin1')))
    .join('');

test('marked messages are in no count and no listing, and come back together', () => {
  const drop = dropOf(maildrop([100, 20, 3]));
  assert.deepEqual([drop.count, drop.octets], [3, 123]);
  assert.deepEqual(drop.find(2), { index: 1 });
  drop.mark(1);
  assert.deepEqual([drop.count, drop.octets], [2, 103]);
  assert.deepEqual(drop.find(2), { missing: 'deleted' });
  assert.deepEqual(drop.marked(), [1]);
  assert.equal(all(drop.scanListing()), '1 100\r\n3 3\r\n');
  assert.equal(all(drop.uidListing()), '1 u0\r\n3 u2\r\n');
  drop.unmarkAll();
  drop.unmarkAll();
  assert.deepEqual([drop.count, drop.octets, drop.marked()], [3, 123, []]);
});

test('numbers begin at one and end with the maildrop', () => {
  const drop = dropOf(maildrop([1, 2]));
  for (const message of [0, 3, 2 ** 32 + 1, Number.POSITIVE_INFINITY])
    assert.deepEqual(drop.find(message), { missing: 'unknown' }, String(message));
});

test('an empty maildrop has empty listings', () => {
  const drop = dropOf(maildrop([]));
  assert.equal(all(drop.scanListing()), '');
  assert.equal(all(drop.uidListing()), '');
});

test('a hundred thousand messages, and sizes beyond 32 bits, are listed in blocks of whole lines', () => {
  const octets = Array.from({ length: 100_000 }, (_, index) =>
    index % 10 === 0 ? 10 ** (index % 13) + index : 5_000_000_000 + index,
  );
  const drop = dropOf(maildrop(octets));
  for (const [listing, line] of [
    [() => drop.scanListing(), (index: number) => `${index + 1} ${octets[index]}\r\n`],
    [() => drop.uidListing(), (index: number) => `${index + 1} u${index}\r\n`],
  ] as const) {
    const blocks = [...listing()];
    assert.ok(blocks.length > 15);
    for (const block of blocks) assert.ok(block.length < 66_000 && all([block]).endsWith('\r\n'));
    assert.equal(all(blocks), octets.map((_, index) => line(index)).join(''));
  }
});

test('a frozen listing is remembered, but neither half made nor with marked messages', () => {
  const remembered = { scan: new Listings(1e6), uids: new Listings(1e6) };
  const octets = Array.from({ length: 10_000 }, (_, index) => index);
  const frozen = {};
  const keeper = { ...maildrop(octets), frozen };
  const [block] = dropOf(keeper, remembered).scanListing();
  assert.ok(block);
  assert.equal(remembered.scan.get(frozen), undefined);
  const first = all(dropOf(keeper, remembered).scanListing());
  const forgetful = {
    ...keeper,
    octets: () => 0,
    uidl: () => '',
  };
  assert.equal(all(dropOf(forgetful, remembered).scanListing()), first);
  const drop = dropOf(keeper, remembered);
  drop.mark(0);
  assert.equal(all(drop.scanListing()), first.slice(first.indexOf('\n') + 1));
  drop.unmarkAll();
  assert.equal(all(drop.uidListing()), octets.map((index) => `${index + 1} u${index}\r\n`).join(''));
  assert.equal(all(dropOf(forgetful, remembered).uidListing()), all(drop.uidListing()));
});
