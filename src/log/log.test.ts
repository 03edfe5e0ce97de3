import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog, type Log, type LogLevel } from './log.ts';

const canary = 'canary-7f3a';

function linesOf(act: (log: Log) => void, level: LogLevel = 'debug', short = false): string[] {
  const lines: string[] = [];
  act(createLog({ level, short, destination: { write: (line) => lines.push(line) } }));
  return lines;
}

test('a line is one JSON object with its time, level, fields and message', () => {
  const [line, ...more] = linesOf((log) =>
    log.child({ protocol: 'pop3' }).info({ port: 110, n: 2n ** 60n }, 'listening'),
  );
  const { time, ...rest } = JSON.parse(line!);
  assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(rest, {
    level: 'info',
    protocol: 'pop3',
    port: 110,
    n: '1152921504606846976',
    msg: 'listening',
  });
  assert.equal(line!.indexOf('\n'), line!.length - 1);
  assert.deepEqual(more, []);
});

test('what is below the level is not written', () => {
  const lines = linesOf((log) => {
    log.debug({}, 'a');
    log.info({}, 'b');
    log.warn({}, 'c');
    log.error({}, 'd');
  }, 'warn');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).msg),
    ['c', 'd'],
  );
});

const secrets = [
  'password',
  'pass',
  'newPassword',
  'passphrase',
  'secret',
  'clientSecret',
  'token',
  'accessToken',
  'authorization',
  'Authorization',
  'verifier',
  'credentials',
  'cookie',
  'privateKey',
  'private_key',
  'ticketKeys',
  'pem',
];
for (const short of [false, true]) {
  test(`no secret is written, wherever it hides (${short ? 'short lines' : 'JSON'})`, () => {
    const lines = linesOf(
      (log) => {
        for (const name of secrets) {
          const error = Object.assign(new Error('failed', { cause: { [name]: canary } }), { [name]: canary });
          const hidden = { [name]: canary, a: { b: [{ c: { [name]: { deep: canary } } }] }, err: error };
          log.info(hidden, 'fields');
          log
            .child(hidden)
            .child({ [name]: canary })
            .warn({}, 'bindings');
          log.error(error, 'an error');
        }
        log.info({ octets: Buffer.from(canary) }, 'octets');
      },
      'debug',
      short,
    );
    assert.equal(lines.length, secrets.length * 3 + 1);
    assert.deepEqual(
      lines.filter((line) => line.includes(canary)),
      [],
    );
  });
}

test('an error keeps its name, code, message, stack and cause', () => {
  const cause = Object.assign(new RangeError('inner'), { code: 'E_INNER' });
  const [line] = linesOf((log) => log.error({ err: new Error('outer', { cause }) }, 'failed'));
  const { err } = JSON.parse(line!);
  assert.equal(err.name, 'Error');
  assert.equal(err.message, 'outer');
  assert.match(err.stack, /log\.test/);
  assert.equal(err.cause.name, 'RangeError');
  assert.equal(err.cause.code, 'E_INNER');
});

test('circles, depths, lengths and throwing getters are bounded', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const thrower = {
    get field() {
      throw new Error('no');
    },
  };
  const fields = {
    circle,
    list: new Array(1_000).fill(1),
    text: 'x'.repeat(1e6),
    thrower,
    bad: new Date(Number.NaN),
  };
  const [line] = linesOf((log) => log.info(fields, 'much'));
  assert.ok(line!.length < 4_000, String(line!.length));
  assert.equal(JSON.parse(line!).thrower, '[unreadable]');
});

test('a short line is for people, and no peer can draw on their terminal', () => {
  const [line, failure] = linesOf(
    (log) => {
      log.warn({ name: 'a b', port: 110, list: [1], evil: '\x1b[2J\r\nfake' }, 'said "no"\x07');
      log.error({ err: new Error('broken') }, 'failed');
    },
    'debug',
    true,
  );
  assert.match(
    line!,
    /^\d\d:\d\d:\d\d warn {2}said "no"\\u\{7\} name="a b" port=110 list=\[1\] evil="\\u001b\[2J\\r\\nfake"\n$/,
  );
  assert.match(failure!, /^\d\d:\d\d:\d\d error failed\n {2}Error: broken\n {6}at /);
});
