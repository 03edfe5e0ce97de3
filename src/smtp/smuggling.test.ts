import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EndOfData } from './smuggling.ts';

function watch(text: string, chunk: number): EndOfData {
  const end = new EndOfData();
  for (let at = 0; at < text.length; at += chunk) end.see(Buffer.from(text.slice(at, at + chunk), 'latin1'));
  return end;
}
const chunks = [1000, 1, 2, 3, 7];

const smuggled = [
  '\n.\n',
  '\n.\r\n',
  '\r\n.\n',
  '\r.\r',
  '\r.\r\n',
  '\r\n.\r',
  '\n.\r',
  '\r.\n',
  '\r\r\n.\r\r\n',
];
for (const end of smuggled) {
  test(`${JSON.stringify(end)} is a smuggled end, and the letter goes on behind it`, () => {
    for (const chunk of chunks) {
      const seen = watch(`Subject: a\r\n\r\nb${end}RSET\r\n`, chunk);
      assert.deepEqual([seen.smuggled, seen.ended], [true, false]);
      assert.equal(watch(`b${end}RSET\r\n.\r\n`, chunk).ended, true);
    }
  });
}

const honest = [
  '',
  '..\r\n',
  'a\n..\nb\r\n',
  'a.\nb\r\n',
  'a\r\n.b\r\n',
  'a.b.c.\r\n',
  '\n\r\n',
  'a\r\n...\r\n',
  'a\r\r\n',
];
for (const text of honest) {
  test(`${JSON.stringify(text)} holds no smuggled end`, () => {
    for (const chunk of chunks) {
      const seen = watch(`${text}.\r\nRSET\r\n\n.\n`, chunk);
      assert.deepEqual([seen.smuggled, seen.ended], [false, true]);
    }
  });
}

test('a dot on the very first line counts as behind a CRLF', () => {
  for (const chunk of chunks) {
    assert.equal(watch('.\r\n', chunk).ended, true);
    assert.equal(watch('.\nMAIL FROM:<>\r\n', chunk).smuggled, true);
    assert.equal(watch('.\rMAIL FROM:<>\r\n', chunk).smuggled, true);
  }
});

test('any cut of the octets gives the verdict that a regular expression gives of the whole', () => {
  const octets = fc
    .array(fc.constantFrom('\r', '\n', '.', 'a'), { maxLength: 24 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(octets, fc.integer({ min: 1, max: 5 }), (text, chunk) => {
      const whole = `\r\n${text}`;
      const end = whole.indexOf('\r\n.\r\n');
      const letter = end === -1 ? whole : whole.slice(0, end + 2);
      // A line is a lone dot when it stands between two line ends; a CR at the very end is not yet decided.
      const lone = /(?<=[\r\n])\.(?:\n|\r(?=[\s\S]))/.test(letter);
      const seen = watch(text, chunk);
      assert.deepEqual([seen.ended, seen.smuggled], [end !== -1, lone], JSON.stringify(text));
    }),
    { numRuns: 5000 },
  );
});
