import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PollClock, type Polled } from './poll-clock.ts';

type End = Awaited<ReturnType<ConstructorParameters<typeof PollClock>[0]['poll']>>;

function clockOf(hosts: readonly string[], caps: { atOnce?: number; perHost?: number } = {}) {
  const begun: number[] = [];
  const ends = new Map<number, { resolve(end: End): void; reject(error: Error): void }>();
  const at = { now: 1_000_000 };
  const clock = new PollClock({
    poll: (source) => {
      begun.push(source);
      return new Promise((resolve, reject) => ends.set(source, { resolve, reject }));
    },
    now: () => at.now,
    random: () => 0,
    ...caps,
  });
  const known = (source: number, more: Partial<Polled> = {}) =>
    clock.know({
      source,
      host: hosts[source]!,
      port: 995,
      every: 300,
      enabled: true,
      schedule: null,
      ...more,
    });
  for (const source of hosts.keys()) known(source);
  return { clock, begun, ends, at, known };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('F64: sources of a host that hangs take its share, and all others are polled', async () => {
  const hosts = Array.from({ length: 58 }, (_, n) => (n < 8 ? 'stuck' : `host-${n}`));
  const { clock, begun, ends, known } = clockOf(hosts, { atOnce: 10, perHost: 4 });
  clock.tick();
  for (let rounds = 0; rounds < 58; rounds++) {
    for (const source of begun.filter((each) => each >= 8)) {
      known(source, { enabled: false });
      ends.get(source)!.resolve({ trouble: undefined });
    }
    await settle();
  }
  assert.deepEqual(
    begun.filter((each) => each < 8),
    [0, 1, 2, 3],
  );
  assert.equal(begun.length, 54);
});

test('a source runs once at a time, and again only when it is due', async () => {
  const { clock, begun, ends, known } = clockOf(['a']);
  clock.tick();
  clock.tick();
  assert.deepEqual(begun, [0]);
  known(0, { enabled: false });
  ends.get(0)!.resolve({ trouble: undefined });
  await settle();
  clock.tick();
  assert.deepEqual(begun, [0]);
});

test('a run that could not be noted is not begun again at once; one of a source that is gone never', async () => {
  const { clock, begun, ends, at } = clockOf(['a', 'b']);
  clock.tick();
  ends.get(0)!.reject(new Error('no room'));
  ends.get(1)!.resolve(null);
  await settle();
  clock.tick();
  assert.deepEqual(begun, [0, 1]);
  at.now += 60_000;
  clock.tick();
  assert.deepEqual(begun, [0, 1, 0]);
});

test('a clock that stopped begins nothing, and waits for what runs', async () => {
  const { clock, begun, ends } = clockOf(['a', 'b'], { atOnce: 1 });
  clock.tick();
  let stopped = false;
  const stop = clock.stop().then(() => {
    stopped = true;
  });
  await settle();
  assert.equal(stopped, false);
  ends.get(0)!.resolve({ trouble: undefined });
  await stop;
  assert.deepEqual(begun, [0]);
});
