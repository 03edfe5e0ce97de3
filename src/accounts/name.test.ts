import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { accountKey, domainKey } from './name.ts';

const good: [name: string, key: string][] = [
  ['ana', 'ana'],
  ['Ana', 'ana'],
  ['ANA@Example.ORG', 'ana@example.org'],
  ['ana@example.org.', 'ana@example.org'],
  ['ana.luisa+x', 'ana.luisa+x'],
  ["o'neil", "o'neil"],
  ['Peña', 'peña'],
  ['Pen\u0303a', 'peña'],
  ['PEN\u0303A', 'peña'],
  ['ａｎａ', 'ana'],
  ['ﾊﾝ', 'ハン'],
  ['José@Éxito.example', 'josé@xn--xito-9oa.example'],
  ['josé@xn--xito-9oa.example', 'josé@xn--xito-9oa.example'],
  ['дмитрий', 'дмитрий'],
  ['王', '王'],
  ['123', '123'],
  ['a'.repeat(64), 'a'.repeat(64)],
];
for (const [name, key] of good)
  test(`${name} is the account ${key}`, () => assert.equal(accountKey(name), key));

const bad = [
  '',
  '@',
  '@example.org',
  'ana@',
  'ana luis',
  'a:b',
  'a/b',
  'a\\b',
  '"ana"',
  'a\0b',
  'a\nb',
  'a\tb',
  'a\u00a0b',
  'a@b@c',
  '.ana',
  'ana.',
  'a..b',
  'ana@a..b',
  'ana@.b',
  'ana@b c',
  'ana@%61.org',
  'ana@[127.0.0.1]',
  'ana@a/b',
  'ﬁn',
  'a\u200db',
  'a\u202eb',
  'a<b',
  'a(b',
  'a,b',
  '²',
  '☃',
  'a'.repeat(65),
  'é'.repeat(33),
  `ana@${'a'.repeat(300)}`,
  '\ud800',
];
for (const name of bad)
  test(`${JSON.stringify(name).slice(0, 40)} is no account's name`, () =>
    assert.equal(accountKey(name), undefined));

test('a key is its own key, and no name throws', () => {
  const letters = fc.string({
    unit: fc.constantFrom(
      'a',
      'Z',
      'İ',
      'ß',
      'ς',
      'Σ',
      'ñ',
      'n\u0303',
      'Å',
      'ﾊ',
      'Ａ',
      '\u0345',
      '\u0307',
      'ǅ',
      '.',
      '@',
      '+',
    ),
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.oneof(letters, fc.string({ unit: 'binary', maxLength: 20 })), (name) => {
      const key = accountKey(name);
      if (key !== undefined) assert.equal(accountKey(key), key);
    }),
    { numRuns: 3000 },
  );
});

test('a domain key stays one', () => {
  assert.equal(domainKey('Éxito.Example.'), 'xn--xito-9oa.example');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (domain) => {
      const key = domainKey(domain);
      if (key !== undefined) assert.equal(domainKey(key), key);
    }),
    { numRuns: 2000 },
  );
});
