import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldCase } from './casemap.ts';

const same: [string, string][] = [
  ['Hello', 'hELLO'],
  ['ÑANDÚ', 'ñandú'],
  ['cafe\u0301', 'CAFÉ'],
  ['ОТПУСК', 'отпуск'],
  ['Σίσυφος', 'ΣΊΣΥΦΟΣ'],
  ['ﬁn', 'FIN'],
  ['Ｆｕｌｌ', 'full'],
  ['Ǆ', 'ǆ'],
  ['ǅ', 'ǆ'],
  ['½', '1⁄2'],
  ['한글', '한글'.normalize('NFD')],
  ['𐐀', '𐐨'],
];

for (const [one, other] of same) {
  test(`${one} and ${other} are the same`, () => assert.equal(foldCase(one), foldCase(other)));
}

const contained: [text: string, part: string, is: boolean][] = [
  ['Café', 'cafe', true],
  ['Café', 'cafè', false],
  ['Straße', 'SSE', false],
  ['Straße', 'raße', true],
  ['각', '가', false],
  ['각가', '가', true],
  ['漢字', '字', true],
];

for (const [text, part, is] of contained) {
  test(`${part} is ${is ? '' : 'not '}found in ${text}`, () =>
    assert.equal(foldCase(text).includes(foldCase(part)), is));
}

test('what is folded stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(foldCase(foldCase(text)), foldCase(text));
    }),
    { numRuns: 300 },
  );
});
