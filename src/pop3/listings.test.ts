import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Listings } from './listings.ts';

const listing = (octets: number) => [new Uint8Array(octets - 1), new Uint8Array(1)];

test('the listing that was asked for longest ago makes room', () => {
  const listings = new Listings(100);
  const [a, b, c] = [{}, {}, {}];
  const [first, second] = [listing(40), listing(50)];
  listings.put(a, first);
  listings.put(b, second);
  assert.equal(listings.get(a), first);
  listings.put(c, listing(30));
  assert.equal(listings.get(b), undefined);
  assert.equal(listings.get(a), first);
  assert.equal(listings.get({}), undefined);
});

test('one that is put again counts once, and one that is too large is not kept', () => {
  const listings = new Listings(100);
  const [a, b] = [{}, {}];
  for (let count = 0; count < 5; count++) listings.put(a, listing(60));
  listings.put(b, listing(40));
  assert.ok(listings.get(a) && listings.get(b));
  const large = {};
  listings.put(large, listing(101));
  assert.equal(listings.get(large), undefined);
});
