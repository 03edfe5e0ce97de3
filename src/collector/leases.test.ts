import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Leases } from './leases.ts';

const ana = { host: 'pop.example.org', port: 995, user: 'ana' };

/** Holds one for as long as nobody says `done`; says in `order` when it began. */
function holder(leases: Leases, order: string[], name: string, drop = ana, signal?: AbortSignal) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const held = leases.hold(drop, signal, async () => {
    order.push(name);
    await promise;
  });
  return { held, done: resolve };
}

test('one at a time, in the order in which they asked; other maildrops are not held up', async () => {
  const leases = new Leases();
  const order: string[] = [];
  const first = holder(leases, order, 'first');
  const second = holder(leases, order, 'second', { ...ana, host: 'POP.example.org' });
  const other = holder(leases, order, 'other', { ...ana, user: 'luis' });
  await setImmediate();
  assert.deepEqual(order, ['first', 'other']);
  first.done();
  await first.held;
  await setImmediate();
  assert.deepEqual(order, ['first', 'other', 'second']);
  second.done();
  other.done();
  await Promise.all([second.held, other.held]);
});

test('who gives up waiting lets nobody in before their turn', async () => {
  const leases = new Leases();
  const order: string[] = [];
  const first = holder(leases, order, 'first');
  const stop = new AbortController();
  const second = holder(leases, order, 'second', ana, stop.signal);
  stop.abort(new Error('enough'));
  await assert.rejects(second.held, /enough/);
  const third = holder(leases, order, 'third');
  await setImmediate();
  assert.deepEqual(order, ['first']);
  first.done();
  await setImmediate();
  assert.deepEqual(order, ['first', 'third']);
  third.done();
  await Promise.all([first.held, third.held]);
});

test('work that fails gives the maildrop back', async () => {
  const leases = new Leases();
  await assert.rejects(
    leases.hold(ana, undefined, async () => {
      throw new Error('broken');
    }),
    /broken/,
  );
  assert.equal(await leases.hold(ana, undefined, async () => 'mine'), 'mine');
});
