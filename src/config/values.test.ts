import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDuration, parseDuration } from './duration.ts';
import { formatHostPort, parseHostPort } from './host-port.ts';
import { languageOf } from './language.ts';
import { lineOf } from './line-of.ts';
import { editDistance, nearest } from './nearest.ts';
import { formatSize, parseSize } from './size.ts';

test('sizes as people write them', () => {
  const good: [string, number][] = [
    ['0', 0],
    ['1500', 1500],
    ['500M', 500 * 2 ** 20],
    ['2G', 2 * 2 ** 30],
    ['1GiB', 2 ** 30],
    ['64MB', 64_000_000],
    ['1.5k', 1536],
    ['7b', 7],
    [' 10 MiB ', 10 * 2 ** 20],
  ];
  for (const [text, octets] of good) assert.equal(parseSize(text), octets, text);
  for (const text of ['', 'M', '5X', '-1', '1e3', '9999999999T', '5iB', '1,5M'])
    assert.equal(parseSize(text), undefined, text);
});

test('durations as people write them', () => {
  const good: [string, number][] = [
    ['500ms', 500],
    ['30s', 30_000],
    ['10m', 600_000],
    ['1h30m', 5_400_000],
    ['1d', 86_400_000],
    ['0s', 0],
  ];
  for (const [text, milliseconds] of good) assert.equal(parseDuration(text), milliseconds, text);
  for (const text of ['', '10', '10 m', '30m1h', 'm', '-1s', '1.5h'])
    assert.equal(parseDuration(text), undefined, text);
});

test('a size, a duration, a host and port come back as they were written by us', () => {
  fc.assert(fc.property(fc.nat({ max: 2 ** 50 }), (n) => parseSize(formatSize(n)) === n));
  fc.assert(fc.property(fc.nat({ max: 2 ** 50 }), (n) => parseDuration(formatDuration(n)) === n));
  for (const text of ['127.0.0.1:110', '[::1]:110', '*:0', 'mail.example.org:65535', '[fe80::1]:25'])
    assert.equal(formatHostPort(parseHostPort(text)!), text);
});

test('the language is that of the first locale variable that is set', () => {
  assert.equal(languageOf({ LANG: 'es_ES.UTF-8' }), 'es');
  assert.equal(languageOf({ LANG: 'es' }), 'es');
  assert.equal(languageOf({ LANG: 'est_EE' }), 'en');
  assert.equal(languageOf({ LC_ALL: 'C', LANG: 'es_MX' }), 'en');
  assert.equal(languageOf({ LC_ALL: '', LC_MESSAGES: 'es_AR', LANG: 'de_DE' }), 'es');
  assert.equal(languageOf({}), 'en');
});

test('the nearest name is found when it is near', () => {
  assert.equal(editDistance('smpt', 'smtp'), 1);
  assert.equal(editDistance('', 'abc'), 3);
  assert.equal(nearest('Pop3.Lisen', ['pop3.listen', 'smtp.listen']), 'pop3.listen');
  assert.equal(nearest('something', ['pop3.listen']), null);
  assert.equal(nearest('x'.repeat(1_000_000), ['pop3.listen']), null);
});

test('the line of a key is found under its table and with its dots', () => {
  const text =
    'a = 1\n[pop3] # comment\n listen = [\n  "x = y",\n]\n"idle" = "1h"\n[tls]\n# key = 1\nkey="k"\n[a.b]\nc.d = 1\n';
  assert.deepEqual(
    ['a', 'pop3.listen', 'pop3.idle', 'tls.key', 'a.b.c.d', 'tls.none'].map((name) => lineOf(text, name)),
    [1, 3, 6, 9, 11, null],
  );
});
