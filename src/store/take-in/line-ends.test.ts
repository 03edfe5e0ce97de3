import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lineEndsOf, Shape } from '../shape.ts';
import { LineEnds } from './line-ends.ts';

function mend(text: string, piece = text.length || 1): { text: string; shape: number } {
  const lineEnds = new LineEnds();
  const octets = Buffer.from(text, 'latin1');
  let stored = '';
  for (let at = 0; at < octets.length; at += piece) {
    stored += Buffer.from(lineEnds.push(octets.subarray(at, at + piece))).toString('latin1');
  }
  return { text: stored, shape: lineEnds.shape };
}

const { Dotted, Unterminated, AllLf, Mixed } = Shape;
const table: [arrived: string, stored: string, shape: number][] = [
  ['', '', Unterminated],
  ['a\r\n', 'a\r\n', 0],
  ['a', 'a', Unterminated],
  ['a\r\nb', 'a\r\nb', Unterminated],
  ['a\n', 'a\r\n', AllLf],
  ['a\nb\n\n', 'a\r\nb\r\n\r\n', AllLf],
  ['a\nb\r\n', 'a\r\nb\r\n', Mixed],
  ['a\r\nb\n', 'a\r\nb\r\n', Mixed],
  ['a\rb\r\n', 'a\rb\r\n', 0],
  ['a\r', 'a\r', Unterminated],
  ['a\r\r\n', 'a\r\r\n', 0],
  ['a\n\r', 'a\r\n\r', AllLf | Unterminated],
  ['.', '.', Dotted | Unterminated],
  ['.\r\n', '.\r\n', Dotted],
  ['a.\r\n', 'a.\r\n', 0],
  ['a\r\n.b\r\n', 'a\r\n.b\r\n', Dotted],
  ['a\n..\n', 'a\r\n..\r\n', Dotted | AllLf],
  ['a\r.b\r\n', 'a\r.b\r\n', 0],
  ['\0\xff\n', '\0\xff\r\n', AllLf],
];

for (const [arrived, stored, shape] of table) {
  test(`${JSON.stringify(arrived)} is stored as ${JSON.stringify(stored)}, however it is cut`, () => {
    for (const piece of [1, 2, 3, 7, 100]) assert.deepEqual(mend(arrived, piece), { text: stored, shape });
  });
}

const letters = fc
  .array(fc.constantFrom('\r', '\n', '.', 'a', '\r\n'), { maxLength: 40 })
  .map((parts) => parts.join(''));

test('what is stored has no bare LF, and mending it again changes nothing', () => {
  fc.assert(
    fc.property(letters, fc.integer({ min: 1, max: 5 }), (arrived, piece) => {
      const { text, shape } = mend(arrived, piece);
      assert.equal(text, arrived.replaceAll(/(?<!\r)\n/g, '\r\n'));
      assert.equal(mend(text).text, text);
      assert.equal((shape & Dotted) !== 0, /(^|\n)\./.test(text));
      assert.equal((shape & Unterminated) !== 0, !text.endsWith('\r\n'));
    }),
  );
});

test('a letter that came with LF alone is given back as it came', () => {
  fc.assert(
    fc.property(letters, (arrived) => {
      const { text, shape } = mend(arrived);
      if (lineEndsOf(shape) === 'lf') assert.equal(text.replaceAll('\r\n', '\n'), arrived);
      if (lineEndsOf(shape) === 'crlf') assert.equal(text, arrived);
    }),
  );
});

test('octets that need no mending are not copied', () => {
  const octets = Buffer.from('a\r\nb\r\n');
  assert.equal(new LineEnds().push(octets), octets);
});
