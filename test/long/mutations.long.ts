// Whether the tests would notice faults that are easily made: the tests' own test.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mutate } from './mutate.ts';
import { type Mutation, mutations } from './mutations.ts';

const show = ({ file, find, replace }: Mutation) => `${file}: ${find} → ${replace || '(nothing)'}`;

test(`${mutations.length} faults of one line are noticed by the tests`, async (t) => {
  const { survivors, misplaced } = await mutate(mutations);
  for (const each of survivors) t.diagnostic(`not noticed: ${show(each)}`);
  t.diagnostic(`${mutations.length} mutations, ${survivors.length} not noticed`);
  assert.deepEqual(
    { misplaced: misplaced.map(show), survivors: survivors.map(show) },
    { misplaced: [], survivors: [] },
  );
});
