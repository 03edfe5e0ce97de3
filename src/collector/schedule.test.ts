// Failure modes F39, F41 and F42, and one alarm for one trouble.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { afterRun, freshSchedule, isDue, resumed, type Scheduled, type ScheduleState } from './schedule.ts';
import { type Cause, meanings, troubleOf } from './trouble.ts';

const now = Date.UTC(2026, 5, 1);
const every = 300;
const lowest = () => 0;
const middle = () => 0.5;
const highest = () => 0.999_999;

type Run = { cause?: Cause; reply?: string; loginDelay?: number; wait?: number };

/** Runs one after the other, each when it is due; `wait`: milliseconds after that. */
function runs(list: readonly Run[], random = middle, from: ScheduleState | null = null, start = now) {
  const ends: (Scheduled & { seconds: number })[] = [];
  let state = from;
  let at = start;
  for (const { cause, reply, loginDelay, wait = 0 } of list) {
    at += wait;
    const trouble = cause && troubleOf(cause, reply === undefined ? {} : { reply });
    const end = afterRun(state, { at, trouble, loginDelay }, every, random);
    ends.push({ ...end, seconds: (end.state.nextAt - at) / 1000 });
    state = end.state;
    at = state.nextAt;
  }
  return ends;
}

const seconds = (list: readonly Run[], random = middle) => runs(list, random).map((end) => end.seconds);
const times = (count: number, run: Run): Run[] => Array(count).fill(run);

test('a run that went well is followed by the next after the usual time, or a little later', () => {
  assert.deepEqual(seconds([{}], lowest), [300]);
  assert.deepEqual(seconds([{}], middle), [315]);
  assert.deepEqual(seconds([{}], highest), [330]);
  assert.deepEqual(runs([{}])[0]!.state, { ...freshSchedule, nextAt: now + 315_000 });
});

for (const [cause, expected] of [
  ['in-use', [15, 60, 300, 300]],
  ['reset', [300, 600, 1200, 2400, 3600, 3600]],
  ['dns', [300, 600, 1200, 2400, 3600]],
  ['sys-temp', [300, 600, 1200, 2400, 4800, 9600, 19_200, 21_600, 21_600]],
  ['protocol-garbage', [300, 600]],
  ['local-disk-full', [300, 600, 900, 900]],
  ['local-quota', [300, 600, 900]],
] as const)
  test(`${cause}: again after ${expected.join(', ')} seconds, a quarter more or less`, () => {
    const list = times(expected.length, { cause });
    assert.deepEqual(seconds(list, middle), expected);
    assert.deepEqual(
      seconds(list, lowest),
      expected.map((wait) => wait * 0.75),
    );
    for (const [i, wait] of seconds(list, highest).entries()) {
      assert.ok(wait > expected[i]! * 1.24 && wait <= expected[i]! * 1.25, String(wait));
    }
  });

test('a letter that made trouble delays nothing', () => {
  assert.deepEqual(seconds([{ cause: 'poison' }, { cause: 'delivery-rejected' }]), [315, 315]);
});

test('a source that is polled once a day is not polled more often because it fails', () => {
  const { state } = afterRun(
    null,
    { at: now, trouble: troubleOf('reset'), loginDelay: undefined },
    86_400,
    middle,
  );
  assert.equal(state.nextAt, now + 86_400_000);
});

test('after it went well the waiting begins anew', () => {
  assert.deepEqual(
    seconds([{ cause: 'reset' }, { cause: 'reset' }, {}, { cause: 'reset' }]),
    [300, 600, 315, 300],
  );
});

for (const cause of ['credentials', 'oauth-revoked', 'sys-perm'] as const)
  test(`${cause} pauses at once, and is told once`, () => {
    const [first, second] = runs([{ cause }, { cause }]);
    assert.deepEqual([first!.state.paused, first!.alarm], [true, cause]);
    assert.equal(isDue(first!.state, now + 1e12, every), false);
    assert.deepEqual([second!.state.paused, second!.alarm], [true, undefined]);
  });

test('a login refused in the same words three times is an answer', () => {
  const alike = runs(times(3, { cause: 'login-ambiguous', reply: 'no (1)' }));
  assert.deepEqual(
    alike.map(({ state }) => state.paused),
    [false, false, true],
  );
  assert.deepEqual(
    alike.map(({ alarm }) => alarm),
    [undefined, undefined, 'login-ambiguous'],
  );
  const numbered = runs([1, 22, 333].map((n) => ({ cause: 'login-ambiguous', reply: `no (${n})` })));
  assert.equal(numbered[2]!.state.paused, true);
  const wordless = runs(times(3, { cause: 'login-ambiguous' }));
  assert.equal(wordless[2]!.state.paused, true);
});

test('other words, or something else between, are no answer', () => {
  const other = ['no', 'not now', 'no'].map((reply): Run => ({ cause: 'login-ambiguous', reply }));
  assert.ok(runs(other).every(({ state }) => !state.paused));
  const between: Cause[] = ['login-ambiguous', 'login-ambiguous', 'reset', 'login-ambiguous'];
  assert.ok(runs(between.map((cause) => ({ cause }))).every(({ state }) => !state.paused));
});

test('a person who acts has it tried at once, and hears of it again', () => {
  const [paused] = runs([{ cause: 'credentials', loginDelay: 60 }]);
  const state = resumed(paused!.state, now);
  assert.equal(isDue(state, now, every), true);
  assert.equal(state.loginDelay, 60);
  assert.equal(runs([{ cause: 'credentials' }], middle, state)[0]!.alarm, 'credentials');
  assert.deepEqual(resumed(null, now), { ...freshSchedule, nextAt: now });
});

test('what may pass by itself is told when it lasts for an hour and four failures, once', () => {
  const ends = runs(times(8, { cause: 'timeout-connect' }));
  // After 0, 5, 15, 35 and 75 minutes.
  assert.deepEqual(
    ends.map(({ alarm }) => alarm),
    [...Array(4).fill(undefined), 'timeout-connect', ...Array(3).fill(undefined)],
  );
  const quick = runs(times(10, { cause: 'in-use' }));
  assert.ok(quick.slice(0, 10).every(({ alarm }) => alarm === undefined));
  assert.equal(runs(times(16, { cause: 'in-use' })).filter(({ alarm }) => alarm !== undefined).length, 1);
  assert.ok(runs(times(3, { cause: 'dns', wait: 86_400_000 })).every(({ alarm }) => alarm === undefined));
});

test('a line that is bad in different ways is one trouble', () => {
  const ways: Cause[] = [
    'reset',
    'dns',
    'timeout-idle',
    'refused',
    'reset',
    'dns',
    'timeout-idle',
    'refused',
    'reset',
  ];
  assert.equal(runs(ways.map((cause) => ({ cause }))).filter(({ alarm }) => alarm).length, 1);
});

test('another trouble that does not pass is told though one was told before', () => {
  const list: Cause[] = ['tls-verify', 'reset', 'tls-verify', 'local-quota', 'tls-verify', 'local-quota'];
  const told = runs(list.map((cause) => ({ cause }))).map(({ alarm }) => alarm);
  assert.deepEqual(told, ['tls-verify', undefined, undefined, 'local-quota', undefined, undefined]);
});

test('that it is over is told if it was told, once', () => {
  const recovered = (list: Run[]) => runs(list).map((end) => end.recovered);
  assert.deepEqual(recovered([{ cause: 'tls-verify' }, { cause: 'reset' }, {}, {}]), [
    false,
    false,
    true,
    false,
  ]);
  assert.deepEqual(recovered([{ cause: 'reset' }, {}]), [false, false]);
});

test('LOGIN-DELAY as announced is kept to, whatever happens', () => {
  assert.deepEqual(
    seconds([{ loginDelay: 900 }, {}, { cause: 'in-use' }, { cause: 'reset' }], lowest),
    [900, 900, 900, 900],
  );
  assert.deepEqual(seconds([{ loginDelay: 900 }, { loginDelay: 60 }], lowest), [900, 300]);
  assert.deepEqual(seconds([{ loginDelay: 900 }, { loginDelay: 0 }], lowest), [900, 300]);
});

test('LOGIN-DELAY that is only known from refusals is learned', () => {
  const list: Run[] = [...times(6, { cause: 'login-delay' }), {}, {}];
  const learned = runs(list, lowest).map(({ state }) => state.loginDelay);
  assert.deepEqual(learned, [300, 600, 1200, 2400, 3600, 3600, 3600, 3600]);
  for (const [i, wait] of seconds(list, lowest).entries()) assert.ok(wait >= learned[i]!, String(i));
  assert.equal(runs([{ loginDelay: 7200 }, { cause: 'login-delay' }])[1]!.state.loginDelay, 7200);
});

test('a source is due when its time has come, or was never polled, or its time lies beyond all waiting', () => {
  const state = { ...freshSchedule, nextAt: now };
  assert.equal(isDue(null, now, every), true);
  assert.equal(isDue(state, now - 1, every), false);
  assert.equal(isDue(state, now, every), true);
  assert.equal(isDue(state, now - 27_000_000, every), false);
  assert.equal(isDue(state, now - 27_000_001, every), true);
  assert.equal(isDue(state, now - 38 * 86_400_000, 31 * 86_400), false);
});

test('always: later than now, not before the delay, told at most once, and plain data', () => {
  const run = fc.record({
    cause: fc.option(fc.constantFrom(...(Object.keys(meanings) as Cause[]))),
    reply: fc.constantFrom('a', 'b'),
    loginDelay: fc.option(fc.nat(7200)),
  });
  fc.assert(
    fc.property(
      fc.array(run, { maxLength: 30 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (list, dice) => {
        const told: Run[] = list.map(({ cause, reply, loginDelay }) => ({
          ...(cause !== null && { cause, reply }),
          ...(loginDelay !== null && { loginDelay }),
        }));
        const since = new Set<Cause>();
        for (const { state, alarm, recovered, seconds: wait } of runs(told, () => dice)) {
          assert.ok(wait > 0 && wait >= state.loginDelay && wait <= 1.25 * 21_600);
          assert.deepEqual(JSON.parse(JSON.stringify(state)), state);
          if (alarm !== undefined) assert.ok(!since.has(alarm) && since.add(alarm));
          if (state.cause === null) {
            assert.equal(recovered, since.size > 0);
            since.clear();
          }
        }
      },
    ),
  );
});
