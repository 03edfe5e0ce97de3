import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  defaultPort,
  formatSettings,
  parseSettings,
  type SourceSettings,
  sourceDefaults,
  sourceProblems,
} from './source.ts';

const good: SourceSettings = {
  ...sourceDefaults,
  host: 'pop.example.org',
  port: defaultPort('implicit'),
  user: 'ana',
  pins: [],
};

const problems = (change: Partial<SourceSettings>, name = 'far') =>
  sourceProblems(name, { ...good, ...change }).map(({ field, what }) => `${field}: ${what}`);

test('what is wrong with a source', () => {
  for (const [change, expected] of [
    [{}, []],
    [{ host: ' ' }, ['host: empty']],
    [{ user: 'a\r\nb' }, ['user: control-characters']],
    [{ user: '', auth: 'external' }, []],
    [{ port: 0 }, ['port: out-of-bounds']],
    [{ every: 59 }, ['every: out-of-bounds']],
    [{ grace: -1, mostDeletions: 1.5 }, ['grace: out-of-bounds', 'mostDeletions: out-of-bounds']],
    [{ pins: ['short'] }, ['pins: no-pin']],
    [{ pins: [Buffer.alloc(32).toString('base64')] }, []],
    [{ tls: 'none' }, ['tls: plaintext']],
    [{ tls: 'none', mechanism: 'APOP' }, []],
    [{ mechanism: 'XOAUTH2' }, ['mechanism: not-for-this-secret']],
    [{ auth: 'token', mechanism: 'XOAUTH2' }, []],
    [{ auth: 'token', mechanism: 'PLAIN' }, ['mechanism: not-for-this-secret']],
    [{ secret: { kind: 'command', command: '' } }, ['command: empty']],
    [{ secret: { kind: 'environment', variable: '' } }, ['variable: empty']],
  ] as const satisfies readonly (readonly [Partial<SourceSettings>, readonly string[]])[])
    assert.deepEqual(problems(change), expected, JSON.stringify(change));
  assert.deepEqual(problems({}, ''), ['name: empty']);
});

test('settings are read back as they were, and what was added since has its default', () => {
  assert.deepEqual(parseSettings(formatSettings(good)), good);
  const { newestFirst: _, ...older } = good;
  assert.equal(parseSettings(JSON.stringify(older)).newestFirst, false);
});
