import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TopCutter } from './top.ts';

function top(letter: string, lines: number, size: number): { text: string; read: number } {
  const cutter = new TopCutter(lines);
  const octets = Buffer.from(letter, 'latin1');
  let text = '';
  let read = 0;
  for (let at = 0; at < octets.length && !cutter.done; at += size) {
    const chunk = octets.subarray(at, at + size);
    read += chunk.length;
    text += Buffer.from(cutter.cut(chunk)).toString('latin1');
  }
  return { text, read };
}

const header = 'a: 1\r\nb: 2\r\n';
const table: [letter: string, lines: number, cut: string][] = [
  [`${header}\r\none\r\ntwo\r\n`, 0, `${header}\r\n`],
  [`${header}\r\none\r\ntwo\r\n`, 1, `${header}\r\none\r\n`],
  [`${header}\r\none\r\ntwo\r\n`, 2, `${header}\r\none\r\ntwo\r\n`],
  [`${header}\r\none\r\ntwo\r\n`, 99, `${header}\r\none\r\ntwo\r\n`],
  [`${header}\r\n\r\n\r\nthree\r\n`, 2, `${header}\r\n\r\n\r\n`],
  [`${header}\r\none`, 1, `${header}\r\none`],
  [header, 0, header],
  ['', 3, ''],
  ['\r\none\r\n', 0, '\r\n'],
  ['\r\none\r\n', 1, '\r\none\r\n'],
  // The blank line is CRLF alone: a bare CR or LF is part of a line.
  ['a: 1\r\n\r\r\n\r\nx\r\n', 0, 'a: 1\r\n\r\r\n\r\n'],
  ['a: 1\r\n\n\r\n\r\nx\r\n', 0, 'a: 1\r\n\n\r\n\r\n'],
  ['a: 1\n\nb\r\n\r\nx\n\ny\r\nz\r\n', 1, 'a: 1\n\nb\r\n\r\nx\n\ny\r\n'],
];

for (const size of [1, 2, 3, 7, 512])
  test(`letters are cut in chunks of ${size} octets`, () => {
    for (const [letter, lines, cut] of table)
      assert.equal(top(letter, lines, size).text, cut, JSON.stringify([letter, lines]));
  });

test('nothing is read beyond the chunk in which the last line ends', () => {
  const letter = `${header}\r\n${'line\r\n'.repeat(1000)}`;
  assert.equal(top(letter, 0, 10).read, 20);
  assert.equal(top(letter, 2, 10).read, 30);
});

/** The same said another way: find the blank line, then count. */
function expected(letter: string, lines: number): string {
  const blank = letter.startsWith('\r\n') ? 0 : letter.indexOf('\r\n\r\n') + 2;
  if (blank === 1) return letter;
  let end = blank + 2;
  for (let line = 0; line < lines && end > 0 && end < letter.length; line++) {
    const next = letter.indexOf('\r\n', end);
    if (next < 0) return letter;
    end = next + 2;
  }
  return letter.slice(0, end);
}

test('however a letter is split, its top is the same', () => {
  const soup = fc.array(fc.constantFrom('a', '\r', '\n', '\r\n', '\r\n', '\r\n\r\n', '.'), { maxLength: 30 });
  fc.assert(
    fc.property(soup, fc.nat(5), fc.integer({ min: 1, max: 9 }), (parts, lines, size) => {
      const letter = parts.join('');
      assert.equal(top(letter, lines, size).text, expected(letter, lines));
    }),
  );
});
