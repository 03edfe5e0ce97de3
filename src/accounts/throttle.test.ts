import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { limits } from './limits.ts';
import { Throttle } from './throttle.ts';

const { guesses } = limits;

/** How many guesses fail before one has to wait, and for how many seconds. */
function exhaust(
  throttle: Throttle,
  account: (n: number) => string,
  address: (n: number) => string,
  now: number,
) {
  for (let n = 0; n < 1000; n++) {
    const passage = throttle.enter(account(n), address(n), now);
    if (passage.kind === 'wait') return { failed: n, seconds: passage.seconds };
  }
  return 'never';
}

test('one address with many names', () => {
  const throttle = new Throttle();
  assert.deepEqual(
    exhaust(
      throttle,
      (n) => `n${n}`,
      () => '192.0.2.1',
      0,
    ),
    { failed: guesses.address.most, seconds: 30 },
  );
  assert.equal(throttle.enter('x', '192.0.2.2', 0).kind, 'go');
});

test('one network with many addresses and names', () => {
  const throttle = new Throttle();
  assert.deepEqual(
    exhaust(
      throttle,
      (n) => `n${n}`,
      (n) => `192.0.2.${n % 250}`,
      0,
    ),
    { failed: guesses.network.most, seconds: 10 },
  );
  assert.equal(throttle.enter('x', '192.0.3.1', 0).kind, 'go');
});

test('one IPv6 customer with many addresses is one address', () => {
  assert.deepEqual(
    exhaust(
      new Throttle(),
      (n) => `n${n}`,
      (n) => `2001:db8:1:1::${n}`,
      0,
    ),
    { failed: guesses.address.most, seconds: 30 },
  );
  assert.deepEqual(
    exhaust(
      new Throttle(),
      (n) => `n${n}`,
      (n) => `2001:db8:1:${n}::1`,
      0,
    ),
    { failed: guesses.network.most, seconds: 10 },
  );
});

test('one account from the whole world', () => {
  const throttle = new Throttle();
  assert.deepEqual(
    exhaust(
      throttle,
      () => 'ana',
      (n) => `10.${n}.0.1`,
      0,
    ),
    { failed: guesses.account.most, seconds: 30 },
  );
  assert.equal(throttle.enter('luis', '10.0.0.1', 0).kind, 'go');
});

test('guesses are forgotten one by one', () => {
  const throttle = new Throttle();
  exhaust(
    throttle,
    () => 'ana',
    (n) => `10.${n}.0.1`,
    0,
  );
  assert.deepEqual(throttle.enter('ana', '10.200.0.1', guesses.account.forget - 1000), {
    kind: 'wait',
    seconds: 1,
  });
  assert.equal(throttle.enter('ana', '10.200.0.1', guesses.account.forget).kind, 'go');
  assert.equal(throttle.enter('ana', '10.201.0.1', guesses.account.forget).kind, 'wait');
});

test('who must wait is not counted, so waiting does not grow', () => {
  const throttle = new Throttle();
  exhaust(
    throttle,
    () => 'ana',
    (n) => `10.${n}.0.1`,
    0,
  );
  for (let n = 0; n < 500; n++) throttle.enter('ana', `10.${n % 250}.0.1`, 0);
  assert.deepEqual(throttle.enter('ana', '10.0.0.1', 0), { kind: 'wait', seconds: 30 });
});

test('successes and forgiven guesses count for nothing', () => {
  const throttle = new Throttle();
  for (let n = 0; n < 500; n++) {
    const passage = throttle.enter(`n${n}`, '192.0.2.1', 0);
    assert.equal(passage.kind, 'go');
    if (passage.kind === 'go') passage[n % 2 ? 'succeeded' : 'forgive']();
  }
  assert.equal(
    exhaust(
      throttle,
      () => 'x',
      () => '192.0.2.1',
      0,
    ) === 'never',
    false,
  );
});

test('guesses that run at the same time are all counted', () => {
  const throttle = new Throttle();
  const passages = Array.from({ length: 50 }, () => throttle.enter('ana', '192.0.2.1', 0));
  assert.equal(passages.filter(({ kind }) => kind === 'go').length, guesses.address.most);
});

test('the owner at home is not locked out by guessers elsewhere, nor by a neighbour with other names', () => {
  const throttle = new Throttle();
  const first = throttle.enter('ana', '192.0.2.1', 0);
  if (first.kind === 'go') first.succeeded();
  exhaust(
    throttle,
    () => 'ana',
    (n) => `10.${n}.0.1`,
    0,
  );
  exhaust(
    throttle,
    (n) => `n${n}`,
    () => '192.0.2.1',
    0,
  );
  assert.equal(throttle.enter('ana', '192.0.2.1', 0).kind, 'go');
  assert.equal(throttle.enter('ana', '192.0.2.9', 0).kind, 'wait');
  // Home is no place to guess without end, and no home for ever.
  assert.equal(
    exhaust(
      throttle,
      () => 'ana',
      () => '192.0.2.1',
      0,
    ) === 'never',
    false,
  );
  exhaust(
    throttle,
    () => 'ana',
    (n) => `10.${n}.0.1`,
    limits.knownFor,
  );
  assert.equal(throttle.enter('ana', '192.0.2.1', limits.knownFor).kind, 'wait');
});

test('this machine is not slowed down by address, an account is', () => {
  const throttle = new Throttle();
  assert.equal(
    exhaust(
      throttle,
      (n) => `n${n}`,
      () => '127.0.0.1',
      0,
    ),
    'never',
  );
  assert.deepEqual(
    exhaust(
      throttle,
      () => 'ana',
      () => '127.0.0.1',
      0,
    ),
    { failed: guesses.account.most, seconds: 30 },
  );
});

test('memory is bounded whatever comes', () => {
  const throttle = new Throttle({ ...limits, throttled: 100 });
  for (let n = 0; n < 2000; n++) {
    const passage = throttle.enter(`n${n}`, `10.${n % 256}.${n >> 8}.1`, 0);
    if (passage.kind === 'go' && n % 3 === 0) passage.succeeded();
  }
  assert.ok(throttle.size <= 400, String(throttle.size));
});

test('no more guesses pass than the limits allow, whatever the times and the order', () => {
  const step = fc.record({ account: fc.nat(2), host: fc.nat(3), wait: fc.nat(60_000) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const throttle = new Throttle();
      let now = 0;
      const passed = new Map<string, number[]>();
      for (const { account, host, wait } of steps) {
        now += wait;
        if (throttle.enter(`a${account}`, `192.0.2.${host}`, now).kind === 'wait') continue;
        for (const [key, limit] of [
          [`a${account}`, guesses.account],
          [`h${host}`, guesses.address],
        ] as const) {
          const times = [...(passed.get(key) ?? []), now];
          passed.set(key, times);
          // In any window, at most `most` and those forgotten within it.
          assert.ok(times.every((from, at) => times.length - at <= limit.most + (now - from) / limit.forget));
        }
      }
    }),
    { numRuns: 60 },
  );
});
