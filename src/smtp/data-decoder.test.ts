import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DataDecoder } from './data-decoder.ts';

/** What comes of a text that is cut into such chunks. */
function decode(text: string, chunk: number): { letter: string; rest: string | null; smuggled: boolean } {
  const decoder = new DataDecoder();
  let letter = '';
  for (let at = 0; at < text.length; at += chunk) {
    const { octets, rest } = decoder.decode(Buffer.from(text.slice(at, at + chunk), 'latin1'));
    letter += octets.toString('latin1');
    const { smuggled } = decoder;
    if (rest) return { letter, rest: rest.toString('latin1') + text.slice(at + chunk), smuggled };
  }
  return { letter, rest: null, smuggled: decoder.smuggled };
}
const chunks = [1000, 1, 2, 3, 7];

for (const end of [
  '\n.\n',
  '\n.\r\n',
  '\r\n.\n',
  '\r.\r',
  '\r.\r\n',
  '\r\n.\r',
  '\n.\r',
  '\r.\n',
  '\r\r\n.\r\r\n',
  '\r.\r.\r',
]) {
  test(`${JSON.stringify(end)} is a smuggled end, and the letter goes on behind it`, () => {
    for (const chunk of chunks) {
      const { rest, smuggled } = decode(`Subject: a\r\n\r\nb${end}RSET\r\n.\r\nNOOP\r\n`, chunk);
      assert.deepEqual([rest, smuggled], ['NOOP\r\n', true]);
    }
  });
}

const honest: [sent: string, letter: string][] = [
  ['', ''],
  ['a\r\n', 'a\r\n'],
  ['..\r\n', '.\r\n'],
  ['...\r\n', '..\r\n'],
  ['..\r\n..\r\n..a\r\n', '.\r\n.\r\n.a\r\n'],
  ['a\n..\nb\r\n', 'a\n.\nb\r\n'],
  ['a.\nb.\r\n', 'a.\nb.\r\n'],
  ['a\r\n.b\r\n', 'a\r\nb\r\n'],
  ['a.b.c.\r\n', 'a.b.c.\r\n'],
  ['\n\r\n', '\n\r\n'],
  ['a\r..b\r\n', 'a\r..b\r\n'],
  ['a\r\r\n', 'a\r\r\n'],
  ['\r\n\r\n', '\r\n\r\n'],
];
for (const [sent, letter] of honest) {
  test(`${JSON.stringify(sent)} is ${JSON.stringify(letter)}`, () => {
    for (const chunk of chunks)
      assert.deepEqual(decode(`${sent}.\r\nRSET\r\n\n.\n`, chunk), {
        letter,
        rest: 'RSET\r\n\n.\n',
        smuggled: false,
      });
  });
}

test('a dot on the very first line counts as behind a CRLF', () => {
  for (const chunk of chunks) {
    assert.deepEqual(decode('.\r\n.\n', chunk), { letter: '', rest: '.\n', smuggled: false });
    for (const sent of ['.\nMAIL FROM:<>\r\n', '.\rMAIL FROM:<>\r\n'])
      assert.deepEqual([decode(sent, chunk).rest, decode(sent, chunk).smuggled], [null, true]);
  }
});

test('any cut of the octets gives what regular expressions make of the whole', () => {
  const octets = fc
    .array(fc.constantFrom('\r', '\n', '.', 'a'), { maxLength: 24 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(octets, fc.integer({ min: 1, max: 5 }), (text, chunk) => {
      const end = `\r\n${text}`.indexOf('\r\n.\r\n');
      const sent = end === -1 ? text : text.slice(0, end);
      // A dot is alone when it stands between two line ends; a CR at the very end is not yet decided.
      const lone = /(?<=[\r\n])\.(?:\n|\r(?=[\s\S]))/.test(`\r\n${sent}`);
      const { letter, rest, smuggled } = decode(text, chunk);
      assert.deepEqual(
        [rest, smuggled],
        [end === -1 ? null : text.slice(end + 3), lone],
        JSON.stringify(text),
      );
      if (rest !== null && !smuggled)
        assert.equal(letter, sent.replace(/(?<=\n|^)\./g, ''), JSON.stringify(text));
    }),
    { numRuns: 5000 },
  );
});

test('a stuffed letter comes back octet for octet', () => {
  const lines = fc.array(fc.string({ unit: fc.constantFrom('.', 'a', ' '), maxLength: 5 }), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 9 }), (all, chunk) => {
      const letter = all.map((line) => `${line}\r\n`).join('');
      const sent = all.map((line) => `${line.startsWith('.') ? '.' : ''}${line}\r\n`).join('');
      assert.deepEqual(decode(`${sent}.\r\n`, chunk), { letter, rest: '', smuggled: false });
    }),
  );
});
