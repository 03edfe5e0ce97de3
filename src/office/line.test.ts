import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { LineClosed, openLine } from './line.ts';

type Adder = { add(input: { a: number; b: number }): Promise<number>; fail(input: null): Promise<never> };

test('a call is answered, a fault rejects it, a closed line rejects what waits', async () => {
  const { port1, port2 } = new MessageChannel();
  openLine(port1, {
    add: async ({ a, b }: { a: number; b: number }) => a + b,
    fail: async () => {
      throw new Error('broken');
    },
    never: () => new Promise(() => {}),
  });
  const line = openLine<Adder & { never(input: null): Promise<void> }>(port2, {});
  assert.equal(await line.call('add', { a: 2, b: 3 }), 5);
  await assert.rejects(line.call('fail', null), /broken/);
  const waits = line.call('never', null);
  line.close();
  await assert.rejects(waits, LineClosed);
  await assert.rejects(line.call('add', { a: 1, b: 1 }), LineClosed);
  port1.close();
});
