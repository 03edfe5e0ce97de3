import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeEncodedWords } from './encoded-words.ts';
import { decodeExtendedValue, parameterText } from './extended-value.ts';

// The first eight are the table of RFC 2047 §8, outside of comments.
const words: [string, string][] = [
  ['=?ISO-8859-1?Q?a?=', 'a'],
  ['=?ISO-8859-1?Q?a?= b', 'a b'],
  ['=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=', 'ab'],
  ['=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=', 'ab'],
  ['=?ISO-8859-1?Q?a_b?=', 'a b'],
  ['=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=', 'a b'],
  ['=?US-ASCII?Q?Keith_Moore?=', 'Keith Moore'],
  ['=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=', 'If you can read this yo'],
  ['=?utf-8?q?A=C3=B1a?=', 'Aña'],
  ['=?utf-8?q?A=C3?= =?utf-8?q?=B1a?=', 'Aña'],
  ['=?UTF-8*es?B?w7E=?=', 'ñ'],
  ['Re: =?utf-8?q?=C3=B1?=, x', 'Re: ñ, x'],
  ['=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=', '日本'],
  ['=?x-nobody-knows?q?=C3=B1=41?=', 'ñA'],
  ['=?utf-8?q?a b?=', 'a b'],
  ['=?utf-8?q?=zz=?=', '=zz='],
  ['=?utf-8?x?a?=', '=?utf-8?x?a?='],
  ['=?utf-8?q?never closed', '=?utf-8?q?never closed'],
  ['=?', '=?'],
  ['plain', 'plain'],
  ['raw \xc3\xb1', 'raw ñ'],
  ['raw \xf1', 'raw ñ'],
];
for (const [text, decoded] of words) {
  test(`encoded words: ${text}`, () => assert.equal(decodeEncodedWords(text), decoded));
}

test('encoded words: text that was encoded is read again, and nothing throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      assert.equal(decodeEncodedWords(`=?utf-8?b?${Buffer.from(text).toString('base64')}?=`), text);
    }),
  );
  const token = fc.constantFrom('=?', '?=', '?', 'utf-8', 'q', 'b', '=', ' ', 'a', '\xff');
  fc.assert(
    fc.property(fc.array(token, { maxLength: 40 }), (tokens) => void decodeEncodedWords(tokens.join(''))),
  );
});

const values: [string, string][] = [
  ["utf-8'es'%C3%B1.txt", 'ñ.txt'],
  ["iso-8859-1''%F1", 'ñ'],
  ["us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", 'This is ***fun***'],
  ['no apostrophes %20', 'no apostrophes  '],
  ["''%zz", '%zz'],
  ["unknown''%C3%B1", 'ñ'],
];
for (const [value, text] of values) {
  test(`extended value: ${value}`, () => assert.equal(decodeExtendedValue(value), text));
}

test('a parameter as text: the extended one wins, encoded words are read', () => {
  assert.equal(
    parameterText(
      [
        ['name', 'x'],
        ['name*', "utf-8''%C3%B1"],
      ],
      'name',
    ),
    'ñ',
  );
  assert.equal(parameterText([['name', '=?utf-8?q?=C3=B1?=']], 'name'), 'ñ');
  assert.equal(parameterText([['other', 'x']], 'name'), undefined);
});
