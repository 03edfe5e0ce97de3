// Failure modes F4, F8, F12, F13; and every way of keeping letters as a table.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKeep } from './keep.ts';
import { type Candidate, type Plan, type PolicyInput, planDeletions } from './policy.ts';

const day = 86_400_000;
const hour = 3_600_000;
const now = Date.UTC(2026, 5, 1);

/** Numbers of letters that were written and downloaded so many days ago. */
function letter(n: number, daysAgo: number, rest: Partial<Candidate> = {}): Candidate {
  const at = now - daysAgo * day;
  return {
    n,
    octets: 1000,
    storedAt: at,
    verified: true,
    sentDate: at,
    deletedHere: false,
    aside: false,
    dueSince: null,
    ...rest,
  };
}

/** A hundred days of mail, one letter every ten days: 1 is 100 days old, 11 came just now. */
const century = Array.from({ length: 11 }, (_, i) => letter(i + 1, 100 - 10 * i));

function plan(keep: string, candidates: readonly Candidate[], rest: Partial<PolicyInput> = {}): Plan {
  return planDeletions({
    keep: parseKeep(keep)!,
    grace: 0,
    mostDeletions: 1000,
    now,
    lastRun: now - 300_000,
    candidates,
    listing: 'whole',
    ...rest,
  });
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

const byPolicy: [string, readonly Candidate[], number[]][] = [
  ['everything', century, []],
  ['nothing', century, upTo(11)],
  ['days-since-download=30', century, upTo(8)],
  ['days-since-download=31', century, upTo(7)],
  ['days-since-download=100', century, [1]],
  ['days-since-download=101', century, []],
  ['days-old=30', century, upTo(8)],
  ['newest=3', century, upTo(8)],
  ['newest=11', century, []],
  ['newest=500', century, []],
  ['newest-octets=3000', century, upTo(8)],
  ['newest-octets=3999', century, upTo(8)],
  ['newest-octets=999', century, upTo(11)],
  ['newest-octets=11000', century, []],
  ['fuller-than=50%/22000', century, []],
  ['fuller-than=50%/20000', century, [1]],
  ['fuller-than=50%/18001', century, [1, 2]],
  ['fuller-than=50%/18000', century, [1, 2]],
  ['fuller-than=1%/1000', century, upTo(11)],
  ['until-deleted-here', century, []],
  ['until-deleted-here', [letter(1, 5, { deletedHere: true }), letter(2, 5)], [1]],
  // Downloaded today, written long ago: a first run over an old maildrop.
  ['days-since-download=30', [letter(1, 100, { storedAt: now })], []],
  ['days-old=30', [letter(1, 100, { storedAt: now })], [1]],
  // Without a Date field, or with one of the future, it is as old as its download.
  ['days-old=30', [letter(1, 31, { sentDate: null }), letter(2, 29, { sentDate: null })], [1]],
  ['days-old=30', [letter(1, 31, { sentDate: now + 900 * day }), letter(2, 29)], [1]],
  ['newest=1', [letter(1, 5, { sentDate: now + 900 * day }), letter(2, 4)], [1]],
  // The order of the listing says nothing: the newest may be in its middle.
  ['newest=1', [letter(1, 20), letter(2, 0), letter(3, 90)], [3, 1]],
  ['newest-octets=1500', [letter(1, 20), letter(2, 0), letter(3, 90)], [3, 1]],
  // The largest goes with what is older, though smaller ones behind it would fit.
  [
    'newest-octets=2500',
    [letter(1, 3, { octets: 400 }), letter(2, 2, { octets: 9000 }), letter(3, 1)],
    [1, 2],
  ],
  // What is not downloaded yet counts as the newest, and stays.
  ['newest=2', [letter(1, 3), letter(2, 2), letter(3, 0, { storedAt: null, verified: false })], [1]],
  ['fuller-than=50%/4000', [letter(1, 3, { verified: false }), letter(2, 2), letter(3, 1)], [2]],
];

for (const [keep, candidates, gone] of byPolicy)
  test(`${keep} of ${candidates.length} letters deletes ${gone.length === 0 ? 'none' : gone.join(' ')}`, () => {
    const made = plan(keep, candidates);
    assert.deepEqual(made.delete, gone);
    assert.equal(
      made.octets,
      gone.reduce((sum, n) => sum + candidates.find((one) => one.n === n)!.octets, 0),
    );
    assert.deepEqual(made.waiting, []);
    assert.equal(made.capped, false);
    assert.equal(made.refused, undefined);
  });

const deleting = [
  'nothing',
  'days-since-download=1',
  'days-old=1',
  'newest=1',
  'newest-octets=1',
  'fuller-than=1%/100',
  'until-deleted-here',
];
/** Two letters that every policy above wants gone, and the newest. */
const three = [letter(1, 50, { deletedHere: true }), letter(2, 40, { deletedHere: true }), letter(3, 0)];
const deletesAll = (keep: string) => ['nothing', 'newest-octets=1', 'fuller-than=1%/100'].includes(keep);

for (const keep of deleting) {
  const gone = deletesAll(keep) ? [1, 2, 3] : [1, 2];

  test(`${keep}: never what is not stored, not read back, set aside or held`, () => {
    assert.deepEqual(plan(keep, three).delete, gone);
    const others: Partial<Candidate>[] = [
      { storedAt: null },
      { verified: false },
      { aside: true },
      { held: true },
    ];
    for (const why of others) {
      const made = plan(keep, [{ ...three[0]!, ...why }, ...three.slice(1)]);
      assert.ok(!made.delete.includes(1), JSON.stringify(why));
      assert.ok(!made.waiting.some(({ n }) => n === 1), JSON.stringify(why));
    }
  });

  test(`${keep}: first wanted, then waiting, then gone`, () => {
    const first = plan(keep, three, { grace: 86_400 });
    assert.deepEqual(first.delete, []);
    assert.deepEqual(
      first.due,
      gone.map((n) => ({ n, since: now })),
    );
    assert.deepEqual(
      first.waiting,
      gone.map((n) => ({ n, at: now + day })),
    );
    const noted = three.map((one) => ({ ...one, dueSince: gone.includes(one.n) ? now : null }));
    const later = (milliseconds: number) =>
      plan(keep, noted, { grace: 86_400, now: now + milliseconds, lastRun: now + milliseconds - 300_000 });
    assert.deepEqual(later(day - 1).delete, []);
    assert.deepEqual(
      later(day - 1).due.filter(({ n }) => n !== 3),
      [],
    );
    assert.deepEqual(
      later(day).delete.filter((n) => n !== 3),
      [1, 2],
    );
  });

  test(`${keep}: at most the cap, the oldest first, the rest waits`, () => {
    const capped = plan(keep, three, { mostDeletions: 1 });
    assert.deepEqual(capped.delete, [1]);
    assert.equal(capped.octets, 1000);
    assert.equal(capped.capped, true);
    assert.deepEqual(
      capped.waiting,
      gone.slice(1).map((n) => ({ n, at: now })),
    );
    assert.equal(plan(keep, three, { mostDeletions: gone.length }).capped, false);
    assert.deepEqual(plan(keep, three, { mostDeletions: 0 }).delete, []);
  });

  for (const listing of ['partial', 'suspect'] as const)
    test(`${keep}: nothing by a ${listing} listing, and what waits goes on waiting`, () => {
      const waiting = three.map((one) => ({ ...one, dueSince: one.n === 2 ? now - 2 * day : null }));
      assert.deepEqual(plan(keep, waiting, { listing, grace: 86_400 }), {
        delete: [],
        waiting: [{ n: 2, at: now - day }],
        octets: 0,
        capped: false,
        due: [],
        withdrawn: [],
        refused: `${listing}-listing`,
      });
    });

  for (const [how, lastRun] of [
    ['a year ahead', now - 365 * day],
    ['a year back', now + 365 * day],
    ['31 days ahead', now - 31 * day],
    ['two hours back', now + 2 * hour],
  ] as const)
    test(`${keep}: a clock that jumped ${how} begins the waiting anew`, () => {
      // Not noted by the last run: nobody had a chance to object.
      const made = plan(keep, three, { lastRun });
      assert.deepEqual(made.delete, []);
      assert.equal(made.refused, 'clock');
      assert.deepEqual(
        made.waiting,
        gone.map((n) => ({ n, at: now + day })),
      );
      assert.deepEqual(
        made.due,
        gone.map((n) => ({ n, since: now + day })),
      );
      // The next run trusts the clock, but the day is not over.
      const noted = three.map((one) => ({ ...one, dueSince: gone.includes(one.n) ? now + day : null }));
      assert.deepEqual(plan(keep, noted).delete, []);
      assert.deepEqual(plan(keep, noted).waiting, made.waiting);
      assert.deepEqual(plan(keep, noted, { now: now + day, lastRun: now }).delete.slice(0, 2), [1, 2]);
    });

  test(`${keep}: a clock that goes a little back, and a machine that was off for a month, are no jumps`, () => {
    for (const lastRun of [now + hour, now - 30 * day, null])
      assert.deepEqual(plan(keep, three, { lastRun }).delete, gone);
  });
}

test('what the last clock would have deleted goes, whatever the clock says now', () => {
  const lastRun = now - 365 * day;
  const noted = [1, 2].map((n) => letter(n, 400, { dueSince: lastRun - (n === 1 ? day : day / 2) }));
  const made = plan('nothing', noted, { grace: 86_400, lastRun });
  assert.deepEqual(made.delete, [1]);
  assert.deepEqual(made.waiting, [{ n: 2, at: now + day }]);
  assert.equal(made.refused, 'clock');
});

test('what was noted by a clock that was ahead is noted anew', () => {
  const noted = [letter(1, 40, { dueSince: now + 300 * day })];
  const made = plan('nothing', noted, { grace: 86_400 });
  assert.deepEqual(made.due, [{ n: 1, since: now }]);
  assert.deepEqual(made.waiting, [{ n: 1, at: now + day }]);
});

test('what the policy does not want gone any more is withdrawn', () => {
  const noted = century.map((one) => ({ ...one, dueSince: now - hour }));
  assert.deepEqual(plan('newest=9', noted, { grace: 86_400 }).withdrawn, [3, 4, 5, 6, 7, 8, 9, 10, 11]);
  assert.deepEqual(plan('everything', noted).withdrawn, upTo(11));
  assert.deepEqual(plan('nothing', [letter(1, 9, { held: true, dueSince: now })]).withdrawn, [1]);
});

test('a hundred thousand letters are planned in one go', () => {
  const many = Array.from({ length: 100_000 }, (_, i) => letter(i + 1, (i * 7919) % 1000));
  const made = plan('newest=50000', many);
  assert.equal(made.delete.length, 1000);
  assert.equal(made.delete.length + made.waiting.length, 50_000);
});
