import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Budget } from './budget.ts';

test('who would go beyond the limit waits until there is room, in order', async () => {
  const budget = new Budget(100);
  assert.equal(budget.take(60), undefined);
  assert.equal(budget.take(40), undefined);
  const order: string[] = [];
  const first = budget.take(50)!.then(() => order.push('first'));
  // It would fit before the first, and must not overtake it: a stream of small ones would starve a large one.
  const second = budget.take(1)!.then(() => order.push('second'));
  budget.give(40);
  await Promise.resolve();
  assert.deepEqual(order, []);
  budget.give(60);
  await Promise.all([first, second]);
  assert.deepEqual(order, ['first', 'second']);
});

test('one request larger than the limit goes when it is alone', async () => {
  const budget = new Budget(10);
  assert.equal(budget.take(1000), undefined);
  const next = budget.take(1)!;
  budget.give(1000);
  await next;
});
