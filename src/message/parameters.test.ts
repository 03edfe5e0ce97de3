import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  parseContentFields,
  parseContentType,
  parseDisposition,
  parseEncoding,
  parseLanguages,
} from './content-fields.ts';
import { parseParameters } from './parameters.ts';
import { Scanner } from './scanner.ts';

const read = (text: string) => parseParameters(new Scanner(text)).map((pair) => pair.join(' '));

const good: [string, string[]][] = [
  ['', []],
  ['; charset=utf-8', ['charset utf-8']],
  [';CHARSET="utf-8";format=flowed', ['charset utf-8', 'format flowed']],
  ['; name="a \\"b\\" \\\\.txt"', ['name a "b" \\.txt']],
  ['; (c) name (d) = (e) x (f)', ['name x']],
  ["; name*=utf-8'es'%C3%B1", ["name* utf-8'es'%C3%B1"]],
  ['; name*0=one; name*1=" two"', ['name one two']],
  ['; name*1=two; x=y; name*0=one', ['name onetwo', 'x y']],
  ["; name*0*=utf-8''%C3; name*1=100%; name*2*=%20", ["name* utf-8''%C3100%25%20"]],
  ['; name*0=one; name*1*=%20two', ["name* ''one%20two"]],
  // RFC 2231 §4.1
  [
    "; title*0*=us-ascii'en'This%20is%20; title*1*=%2A%2A; title*2=\"isn't it!\"",
    ["title* us-ascii'en'This%20is%20%2A%2Aisn't it!"],
  ],
];
const bad: [string, string[]][] = [
  [';', []],
  [';;; a=b', ['a b']],
  ['; =x; a=b', ['a b']],
  ['; bare; a=b', ['a b']],
  ['; a=; b=c', ['a ', 'b c']],
  ['; name=my file.txt; a=b', ['name my', 'a b']],
  ['; name==?utf-8?q?x?=; a=b', ['name =?utf-8?q?x?=', 'a b']],
  ['; a=b; c="never closed', ['a b']],
  ['; name*0=one; name*2=three', ['name*0 one', 'name*2 three']],
  ['; a*b=c', ['a*b c']],
  [' a=b', []],
];
for (const [text, parameters] of [...good, ...bad]) {
  test(`parameters: ${text === '' ? 'none' : text}`, () => assert.deepEqual(read(text), parameters));
}

test('content type: what can be read', () => {
  const type = (text: string) => {
    const found = parseContentType(text);
    return found && `${found.type}/${found.subtype} ${found.parameters.join(' ')}`.trim();
  };
  assert.equal(type('TEXT/Html; Charset=UTF-8'), 'text/html charset,UTF-8');
  assert.equal(type('(a) text (b) / (c) plain (d)'), 'text/plain');
  assert.equal(type('text/html charset=utf-8'), 'text/html');
  assert.equal(type('multipart/mixed; boundary="a b"'), 'multipart/mixed boundary,a b');
  for (const broken of ['', 'text', 'text/', '/plain', ';', 'multipart/mixed boundary=x', '(']) {
    assert.equal(type(broken), undefined, broken);
  }
});

test('content fields: encodings, dispositions, languages', () => {
  assert.equal(parseEncoding('(c) Quoted-Printable (d)'), 'quoted-printable');
  for (const broken of ['', 'two words', '7bit;']) assert.equal(parseEncoding(broken), undefined, broken);
  assert.deepEqual(parseDisposition('INLINE'), { type: 'inline', parameters: [] });
  assert.deepEqual(parseDisposition('; filename=x'), { type: 'attachment', parameters: [['filename', 'x']] });
  assert.equal(parseDisposition(''), undefined);
  assert.deepEqual(parseLanguages('en, es-MX (c), de'), ['en', 'es-MX', 'de']);
  assert.equal(parseLanguages(', en'), undefined);
});

test('content fields: of repeated ones the first that can be read', () => {
  const content = parseContentFields([
    { name: 'content-type', value: 'image/png' },
    { name: 'content-type', value: 'text/html' },
    { name: 'content-transfer-encoding', value: 'no encoding' },
    { name: 'content-transfer-encoding', value: 'base64' },
    { name: 'content-disposition', value: 'inline' },
    { name: 'content-disposition', value: 'attachment; filename=x' },
    { name: 'content-id', value: '<1@x>' },
    { name: 'content-id', value: '<2@x>' },
  ]);
  assert.deepEqual(content, {
    mime: true,
    type: { type: 'image', subtype: 'png', parameters: [] },
    encoding: 'base64',
    disposition: { type: 'attachment', parameters: [['filename', 'x']] },
    id: '<1@x>',
  });
});

test('parameters: what is formatted is read again, and no soup throws', () => {
  const name = fc.stringMatching(/^[a-z]{1,8}$/);
  const value = fc.stringMatching(/^[ -~\x80-\xff]{0,12}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value)), (pairs) => {
      const text = pairs.map(([key, any]) => `; ${key}="${any.replaceAll(/["\\]/g, '\\$&')}"`).join('');
      assert.deepEqual(parseParameters(new Scanner(text)), pairs);
    }),
  );
  const token = fc.constantFrom(
    ';',
    '=',
    '*',
    '0',
    '1',
    'a',
    '"',
    '(',
    ')',
    '\\',
    ' ',
    "'",
    '%',
    '\xff',
    '/',
  );
  fc.assert(fc.property(fc.array(token, { maxLength: 40 }), (tokens) => void read(tokens.join(''))));
});
