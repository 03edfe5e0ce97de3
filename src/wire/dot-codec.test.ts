import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DotDecoder, DotEncoder } from './dot-codec.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

function pieces(octets: Buffer, sizes: readonly number[]): Buffer[] {
  const result: Buffer[] = [];
  for (let at = 0, turn = 0; at < octets.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    result.push(octets.subarray(at, at + size));
    at += size;
  }
  return result;
}

function encoded(octets: Buffer, sizes: readonly number[]): string {
  const encoder = new DotEncoder();
  const text = pieces(octets, sizes).map((piece) => Buffer.from(encoder.encode(piece)).toString('latin1'));
  return text.join('') + encoder.end();
}

function decoded(octets: Buffer, sizes: readonly number[]): { text: string; rest: string | undefined } {
  const decoder = new DotDecoder();
  let text = '';
  const waiting = pieces(octets, sizes);
  for (let at = 0; at < waiting.length; at++) {
    const { octets: plain, rest } = decoder.decode(waiting[at]!);
    text += Buffer.from(plain).toString('latin1');
    if (rest) return { text, rest: Buffer.concat([rest, ...waiting.slice(at + 1)]).toString('latin1') };
  }
  return { text, rest: undefined };
}

const table: [plain: string, stuffed: string][] = [
  ['', '.\r\n'],
  ['a\r\n', 'a\r\n.\r\n'],
  ['a', 'a\r\n.\r\n'],
  ['.', '..\r\n.\r\n'],
  ['.\r\n', '..\r\n.\r\n'],
  ['..\r\n', '...\r\n.\r\n'],
  ['\r\n.\r\n', '\r\n..\r\n.\r\n'],
  ['a\r\n.\r\n.\r\nb\r\n', 'a\r\n..\r\n..\r\nb\r\n.\r\n'],
  ['a\n.b\r.c\r\n', 'a\n.b\r.c\r\n.\r\n'],
  ['a\r\r\n.\r\n', 'a\r\r\n..\r\n.\r\n'],
  ['a\r', 'a\r\r\n.\r\n'],
];

for (const size of [1, 2, 3, 7, 512])
  test(`texts are stuffed and unstuffed in chunks of ${size} octets`, () => {
    for (const [plain, stuffed] of table) {
      assert.equal(encoded(bytes(plain), [size]), stuffed);
      const terminated = plain === '' || plain.endsWith('\r\n') ? plain : `${plain}\r\n`;
      assert.deepEqual(decoded(bytes(`${stuffed}+OK`), [size]), { text: terminated, rest: '+OK' });
    }
  });

const soup = fc.array(fc.constantFrom('a', '.', '\r', '\n', '\r\n', '\r\n.', '.\r\n', '\x00', '\xff'), {
  maxLength: 40,
});
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });

test('what is stuffed is unstuffed, however both are split, and what follows is left alone', () => {
  fc.assert(
    fc.property(soup, sizes, sizes, (parts, out, back) => {
      const plain = parts.join('');
      const terminated = plain === '' || plain.endsWith('\r\n') ? plain : `${plain}\r\n`;
      assert.deepEqual(decoded(bytes(`${encoded(bytes(plain), out)}.\r\n`), back), {
        text: terminated,
        rest: '.\r\n',
      });
    }),
  );
});

test('the end is in a stuffed text exactly once, at its end', () => {
  fc.assert(
    fc.property(soup, sizes, (parts, out) => {
      const stuffed = `\r\n${encoded(bytes(parts.join('')), out)}`;
      assert.equal(stuffed.indexOf('\r\n.\r\n'), stuffed.length - 5);
    }),
  );
});

test('no octets throw in the decoder, and it makes none up', () => {
  fc.assert(
    fc.property(soup, sizes, (parts, back) => {
      const octets = bytes(parts.join(''));
      const { text, rest } = decoded(octets, back);
      assert.ok(text.length + (rest?.length ?? 0) <= octets.length);
    }),
  );
});

test('a text without dots at the start of a line is not copied', () => {
  const octets = bytes('a.b\r\nc..\r\n');
  assert.equal(new DotEncoder().encode(octets), octets);
});
