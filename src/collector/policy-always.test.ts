// What is true of every plan, whatever comes in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Keep, parseKeep } from './keep.ts';
import { type Candidate, type Plan, type PolicyInput, planDeletions } from './policy.ts';

const day = 86_400_000;
const hour = 3_600_000;
const now = Date.UTC(2026, 5, 1);

const candidates: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      octets: fc.nat(5000),
      storedAt: fc.option(fc.integer({ min: now - 200 * day, max: now + 400 * day })),
      verified: fc.boolean(),
      sentDate: fc.option(fc.integer({ min: 0, max: now + 400 * day })),
      deletedHere: fc.boolean(),
      aside: fc.boolean(),
      dueSince: fc.option(fc.integer({ min: now - 60 * day, max: now + 400 * day })),
      held: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((letters) => letters.map((one, i) => ({ n: i + 1, ...one })));
const keeps: fc.Arbitrary<Keep> = fc
  .constantFrom(
    'everything',
    'nothing',
    'days-since-download=30',
    'days-old=30',
    'newest=5',
    'newest-octets=20000',
    'fuller-than=50%/40000',
    'until-deleted-here',
  )
  .map((text) => parseKeep(text)!);
const inputs: fc.Arbitrary<PolicyInput> = fc.record({
  keep: keeps,
  grace: fc.constantFrom(0, 3600, 86_400, 10 * 86_400),
  mostDeletions: fc.nat(40),
  now: fc.constant(now),
  lastRun: fc.option(fc.integer({ min: now - 100 * day, max: now + 100 * day })),
  candidates,
  listing: fc.constantFrom('whole' as const, 'whole' as const, 'partial' as const, 'suspect' as const),
});

test('always: only what is stored and verified, within the cap, by a whole listing, each letter once', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const made = planDeletions(input);
      const byNumber = new Map(input.candidates.map((one) => [one.n, one]));
      for (const n of made.delete) {
        const { storedAt, verified, aside, held } = byNumber.get(n)!;
        assert.ok(storedAt !== null && verified && !aside && !held);
      }
      assert.ok(made.delete.length <= input.mostDeletions);
      if (input.listing !== 'whole') assert.deepEqual(made.delete, []);
      if (input.keep.kind === 'everything') assert.equal(made.refused, undefined);
      const named = [...made.delete, ...made.waiting.map(({ n }) => n)];
      assert.equal(new Set(named).size, named.length);
      assert.equal(
        made.octets,
        made.delete.reduce((sum, n) => sum + byNumber.get(n)!.octets, 0),
      );
    }),
    { numRuns: 2000 },
  );
});

/** The server and the ledger after a run that did what the plan says. */
function carriedOut(input: PolicyInput, made: Plan): PolicyInput {
  const since = new Map(made.due.map((due) => [due.n, due.since]));
  const rest = input.candidates
    .filter(({ n }) => !made.delete.includes(n))
    .map((one) => ({
      ...one,
      dueSince: made.withdrawn.includes(one.n) ? null : (since.get(one.n) ?? one.dueSince),
    }));
  return { ...input, candidates: rest, lastRun: input.now };
}

test('always: a plan that was carried out leaves nothing to do, unless the cap cut it off', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const made = planDeletions(input);
      const again = planDeletions(carriedOut(input, made));
      assert.deepEqual(again.due, []);
      assert.deepEqual(again.withdrawn, []);
      if (!made.capped) assert.deepEqual(again.delete, []);
      // Run after run the cap lets all of it go, and not one letter more.
      let left = carriedOut(input, made);
      for (let run = 0; run < 31 && input.mostDeletions > 0; run++)
        left = carriedOut(left, planDeletions(left));
      const uncapped = planDeletions({ ...input, mostDeletions: 1000 });
      if (input.mostDeletions > 0) assert.deepEqual(left.candidates, carriedOut(input, uncapped).candidates);
    }),
    { numRuns: 1000 },
  );
});

test('always: a clock that jumped deletes nothing that the last clock would not have', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      if (
        input.lastRun === null ||
        (input.now >= input.lastRun - hour && input.now <= input.lastRun + 30 * day)
      )
        return;
      const then = planDeletions({
        ...input,
        now: Math.min(input.now, input.lastRun),
        lastRun: null,
        mostDeletions: 1000,
      });
      for (const n of planDeletions(input).delete) assert.ok(then.delete.includes(n));
    }),
    { numRuns: 2000 },
  );
});
