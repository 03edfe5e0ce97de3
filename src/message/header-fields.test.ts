import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseHeaderFields } from './header-fields.ts';

const read = (text: string) =>
  parseHeaderFields(Buffer.from(text, 'latin1')).map(({ name, value }) => `${name}=${value}`);

const good: [string, string, string[]][] = [
  ['two fields in order', 'A: 1\r\nB: 2\r\n', ['a=1', 'b=2']],
  ['the empty line ends the block', 'A: 1\r\n\r\nB: 2\r\n', ['a=1']],
  ['folded fields are unfolded', 'A: 1\r\n 2\r\n\t3\r\nB: 4\r\n', ['a=1 2\t3', 'b=4']],
  ['a field folded at once', 'A:\r\n 1\r\n', ['a=1']],
  ['a folded line of white space only', 'A: 1\r\n \r\n 2\r\n', ['a=1  2']],
  ['white space before the colon', 'A \t: 1\r\n', ['a=1']],
  ['repeated fields stay', 'A: 1\r\na: 2\r\n', ['a=1', 'a=2']],
  ['bare line feeds', 'A: 1\nB: 2\n\nC: 3\n', ['a=1', 'b=2']],
  ['colons in the body', 'A: b:c: d\r\n', ['a=b:c: d']],
  ['a last line without its end', 'A: 1\r\nB: 2', ['a=1', 'b=2']],
  ['an octet A0 at the edge is no white space', 'A: \xa0x\xa0 \r\n', ['a=\xa0x\xa0']],
];
const bad: [string, string, string[]][] = [
  ['nothing', '', []],
  ['a line without a colon is passed over', 'A: 1\r\nnothing\r\nB: 2\r\n', ['a=1', 'b=2']],
  ['and what is folded onto it', 'nothing\r\n : x\r\nB: 2\r\n', ['nothing=x', 'b=2']],
  ['no colon anywhere', 'a\r\nb\r\n', []],
  ['a name of nothing', ': 1\r\n', ['=1']],
  ['white space first', ' x\r\nA: 1\r\n', ['a=1']],
  ['a bare CR becomes a space', 'A: 1\r2\r\r 3\r\n', ['a=1 2 3']],
  ['a NUL becomes U+FFFD in UTF-8', 'A: 1\x002\r\n', ['a=1\xef\xbf\xbd2']],
];

for (const [name, text, fields] of [...good, ...bad]) {
  test(`header fields: ${name}`, () => assert.deepEqual(read(text), fields));
}

test('header fields: only wanted ones', () => {
  const fields = parseHeaderFields(Buffer.from('A: 1\r\nB: 2\r\nC: 3\r\n'), new Set(['b']));
  assert.deepEqual(fields, [{ name: 'b', value: '2' }]);
});

test('header fields: at most 10,000', () => {
  assert.equal(read('A: 1\r\n'.repeat(10_001)).length, 10_000);
});

test('header fields: formatted fields are read again, and nothing throws', () => {
  const name = fc.stringMatching(/^[!-9;-@[-`a-~]{1,12}$/).filter((text) => text.trim() !== '');
  const value = fc.stringMatching(/^[!-~]( ?[!-~]){0,20}$/);
  fc.assert(
    fc.property(fc.array(fc.record({ name, value }, { noNullPrototype: true })), (fields) => {
      const text = fields
        .map((field) => `${field.name}: ${field.value.replaceAll(' ', '\r\n ')}\r\n`)
        .join('');
      assert.deepEqual(parseHeaderFields(Buffer.from(text)), fields);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), (octets) => {
      for (const { value } of parseHeaderFields(octets)) assert.doesNotMatch(value, /[\r\n\0]/);
    }),
  );
});
