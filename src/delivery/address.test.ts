import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAddress } from './address.ts';

const good: [text: string, local: string, user: string | null, domain: string | null][] = [
  ['ana@example.org', 'ana', null, 'example.org'],
  ['ana', 'ana', null, null],
  ['ana+lists@example.org', 'ana+lists', 'ana', 'example.org'],
  ['ana+a+b', 'ana+a+b', 'ana', null],
  ['ana+@example.org', 'ana+', 'ana', 'example.org'],
  ['+ana@example.org', '+ana', null, 'example.org'],
  ['"ana"@example.org', 'ana', null, 'example.org'],
  ['"ana+x"@example.org', 'ana+x', 'ana', 'example.org'],
  ['"a@b"@example.org', 'a@b', null, 'example.org'],
  ['"a\\"b\\\\c"@example.org', 'a"b\\c', null, 'example.org'],
  ['"ana luis"', 'ana luis', null, null],
  ['peña@éxito.example', 'peña', null, 'éxito.example'],
  ['ana@[127.0.0.1]', 'ana', null, '[127.0.0.1]'],
];
for (const [text, local, user, domain] of good) {
  test(`address: ${text}`, () => assert.deepEqual(parseAddress(text), { local, user, domain }));
}

for (const text of [
  '',
  '@',
  'ana@',
  '@example.org',
  'a@b@c',
  '""@example.org',
  '"a"b@example.org',
  '"a',
  'a"b@example.org',
  '"a\\"',
])
  test(`no address: ${JSON.stringify(text)}`, () => assert.equal(parseAddress(text), undefined));

test('an address that is quoted by the rules comes back whole, and no text throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (local) => {
      const text = `"${local.replace(/["\\]/g, '\\$&')}"@example.org`;
      assert.equal(parseAddress(text)?.local, local);
      parseAddress(local);
    }),
  );
});
