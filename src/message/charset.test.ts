import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeCharset } from './charset.ts';

const good: [string | undefined, number[], string][] = [
  ['utf-8', [0xc3, 0xb1], 'ñ'],
  ['UTF8', [0xc3, 0xb1], 'ñ'],
  ['"utf-8"', [0xc3, 0xb1], 'ñ'],
  ['iso-8859-1', [0xf1], 'ñ'],
  ['iso8859-15', [0xa4], '€'],
  ['ISO_8859-15:1998', [0xa4], '€'],
  ['windows-1252', [0x80], '€'],
  ['cp1252', [0x80], '€'],
  ['x-cp1250', [0x9a], 'š'],
  ['windows-874', [0xa1], 'ก'],
  ['cp874', [0xa1], 'ก'],
  ['koi8-r', [0xc1], 'а'],
  ['gb2312', [0xc4, 0xe3], '你'],
  ['cp936', [0xc4, 0xe3], '你'],
  ['ks_c_5601-1987', [0xb0, 0xa1], '가'],
  ['ms949', [0xb0, 0xa1], '가'],
  ['cp932', [0x93, 0xfa], '日'],
  ['cp850', [0xa4, 0x9b], 'ñø'],
  ['IBM437', [0xa4, 0x9b], 'ñ¢'],
  ['cp858', [0xd5], '€'],
  ['utf-7', [...Buffer.from('Hi Mom +Jjo--+-!')], 'Hi Mom ☺-+!'],
  ['utf-16le', [0xf1, 0x00], 'ñ'],
  ['us-ascii', [0x61], 'a'],
];
const wrong: [string | undefined, number[], string][] = [
  [undefined, [0xc3, 0xb1], 'ñ'],
  [undefined, [0xf1], 'ñ'],
  ['us-ascii', [0xc3, 0xb1], 'ñ'],
  ['unknown-8bit', [0xf1], 'ñ'],
  ['x-nobody-knows', [0xf1, 0x80], 'ñ€'],
  ['cp99999', [0xf1], 'ñ'],
  ['__proto__', [0x61], 'a'],
  ['utf-8', [0x61, 0xff], 'a\ufffd'],
  ['utf-7', [...Buffer.from('+ +! +A')], '+ +! +A'],
];
for (const [charset, octets, text] of [...good, ...wrong]) {
  test(`charset ${charset}: ${text}`, () =>
    assert.equal(decodeCharset(Uint8Array.from(octets), charset), text));
}

test('charset: no name and no octets throw', () => {
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom('utf-7', 'cp850', 'utf-8', 'iso-2022-jp', 'gb18030', 'utf-16', 'replacement'),
  );
  fc.assert(
    fc.property(
      name,
      fc.uint8Array(),
      (charset, octets) => typeof decodeCharset(octets, charset) === 'string',
    ),
  );
});
