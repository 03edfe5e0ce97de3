import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatKeep, type Keep, parseKeep } from './keep.ts';

test('every way to keep letters has its words', () => {
  for (const [text, keep] of [
    ['everything', { kind: 'everything' }],
    ['nothing', { kind: 'nothing' }],
    ['until-deleted-here', { kind: 'until-deleted-here' }],
    ['days-since-download=30', { kind: 'days-since-download', days: 30 }],
    ['days-old=90', { kind: 'days-old', days: 90 }],
    ['newest=500', { kind: 'newest', messages: 500 }],
    ['newest-octets=50000000', { kind: 'newest-octets', octets: 50_000_000 }],
    ['fuller-than=80%/2000000000', { kind: 'fuller-than', percent: 80, capacity: 2_000_000_000 }],
  ] as const) {
    assert.deepEqual(parseKeep(text), keep);
    assert.equal(formatKeep(keep), text);
  }
  assert.deepEqual(parseKeep(' newest=007 '), { kind: 'newest', messages: 7 });
  assert.deepEqual(parseKeep('fuller-than=80/1000'), { kind: 'fuller-than', percent: 80, capacity: 1000 });
});

test('what is none of them is not understood as another', () => {
  for (const text of [
    '',
    'all',
    'Nothing',
    'nothing=1',
    'everything=',
    'days-since-download',
    'days-since-download=',
    'days-since-download=0',
    'days-since-download=-1',
    'days-since-download=1.5',
    'days-since-download=30d',
    'days-since-download=36501',
    'days-old=1=2',
    'newest=0',
    'newest=99999999999999999',
    'newest-octets=5M',
    'fuller-than=80%',
    'fuller-than=0%/1000',
    'fuller-than=100%/1000',
    'fuller-than=80%/0',
    'fuller-than=/1000',
  ])
    assert.equal(parseKeep(text), undefined, text);
});

test('sizes are written as whoever asks has them written', () => {
  const octets = (text: string) => (/^\d+K$/.test(text) ? Number.parseInt(text, 10) * 1024 : undefined);
  assert.deepEqual(parseKeep('newest-octets=5K', octets), { kind: 'newest-octets', octets: 5120 });
  const fuller = { kind: 'fuller-than', percent: 80, capacity: 2048 };
  assert.deepEqual(parseKeep('fuller-than=80%/2K', octets), fuller);
  assert.equal(parseKeep('newest-octets=5', octets), undefined);
});

test('what is written is read back as the same', () => {
  const count = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
  const days = fc.integer({ min: 1, max: 36_500 });
  const keeps: fc.Arbitrary<Keep> = fc.oneof(
    fc
      .constantFrom('everything' as const, 'nothing' as const, 'until-deleted-here' as const)
      .map((kind) => ({ kind })),
    fc.record({ kind: fc.constantFrom('days-since-download' as const, 'days-old' as const), days }),
    fc.record({ kind: fc.constant('newest' as const), messages: count }),
    fc.record({ kind: fc.constant('newest-octets' as const), octets: count }),
    fc.record({
      kind: fc.constant('fuller-than' as const),
      percent: fc.integer({ min: 1, max: 99 }),
      capacity: count,
    }),
  );
  fc.assert(fc.property(keeps, (keep) => assert.deepEqual(parseKeep(formatKeep(keep)), { ...keep })));
});
