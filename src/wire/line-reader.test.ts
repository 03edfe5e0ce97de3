import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineReader, tooLong } from './line-reader.ts';

type Taken = string | typeof tooLong;

/** Pushes the octets in pieces of the sizes, taking lines as soon as they are whole. */
function linesOf(octets: Buffer, limit: number, sizes: readonly number[]): Taken[] {
  const reader = new LineReader(limit);
  const lines: Taken[] = [];
  for (let at = 0, turn = 0; at < octets.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    reader.push(octets.subarray(at, at + size));
    at += size;
    for (let line = reader.takeLine(); line !== undefined; line = reader.takeLine()) lines.push(line);
  }
  return lines;
}

const cases: [name: string, octets: string, lines: Taken[]][] = [
  ['two lines', 'STAT\r\nLIST\r\n', ['STAT', 'LIST']],
  ['bare LFs', 'STAT\nLIST\n', ['STAT', 'LIST']],
  ['an empty line', '\r\n\n', ['', '']],
  ['a CR inside', 'a\rb\r\r\n', ['a\rb\r']],
  ['every octet', '\x00\x80\xff\r\n', ['\x00\x80\xff']],
  ['a line that just fits', '12345678\r\nx\r\n', ['12345678', 'x']],
  ['a line over the limit', '123456789\r\nx\r\n', [tooLong, 'x']],
  ['a line far over the limit', `${'y'.repeat(100)}\r\nx\r\n${'z'.repeat(50)}\n`, [tooLong, 'x', tooLong]],
  ['a line that is not complete', 'STAT\r\nLI', ['STAT']],
];

for (const size of [1, 2, 3, 7, 512])
  test(`lines come whole from pieces of ${size} octets`, () => {
    for (const [name, octets, lines] of cases)
      assert.deepEqual(linesOf(Buffer.from(octets, 'latin1'), 8, [size]), lines, name);
  });

test('however octets are split, the lines are the same', () => {
  const soup = fc.array(fc.constantFrom('a', '.', '\r', '\n', '\r\n', 'abcdefgh', '\x00', '\xff'), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(soup, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (parts, sizes) => {
      const octets = Buffer.from(parts.join(''), 'latin1');
      assert.deepEqual(linesOf(octets, 8, sizes), linesOf(octets, 8, [octets.length || 1]));
    }),
  );
});

test('a line without end holds no more than the limit, and says how much was thrown away', () => {
  const reader = new LineReader(100);
  for (let i = 0; i < 1000; i++) {
    reader.push(Buffer.alloc(50, 120));
    assert.equal(reader.takeLine(), undefined);
    assert.ok(reader.length <= 101);
  }
  assert.equal(reader.skipped + reader.length, 50_000);
  reader.push(Buffer.from('\r\nSTAT\r\n'));
  assert.equal(reader.takeLine(), tooLong);
  assert.equal(reader.skipped, 0);
  assert.equal(reader.takeLine(), 'STAT');
});

test('of a line beyond the limit its start and its end stay known, however it came', () => {
  const line = `tag1 ${'x'.repeat(1000)} {310+}`;
  for (const size of [1, 2, 3, 7, 300, 2000])
    for (const lineEnd of ['\r\n', '\n']) {
      const reader = new LineReader(100);
      const octets = Buffer.from(`ok${lineEnd}${line}${lineEnd}`);
      const lines: Taken[] = [];
      for (let at = 0; at < octets.length; at += size) {
        reader.push(octets.subarray(at, at + size));
        for (let taken = reader.takeLine(); taken !== undefined; taken = reader.takeLine()) lines.push(taken);
      }
      assert.deepEqual(lines, ['ok', tooLong]);
      assert.ok(reader.overlong.start.startsWith('tag1 xxx'));
      assert.ok(reader.overlong.end.endsWith('xxx {310+}'));
      assert.ok(reader.overlong.start.length <= 256 && reader.overlong.end.length <= 256);
    }
});

test('the limit can be raised', () => {
  const reader = new LineReader(4);
  reader.push(Buffer.from('12345\r\n12345\r\n'));
  assert.equal(reader.takeLine(), tooLong);
  assert.deepEqual(reader.overlong, { start: '12345', end: '12345' });
  reader.limit = 5;
  assert.equal(reader.takeLine(), '12345');
});

test('counted octets and lines come from the same stream', () => {
  const reader = new LineReader(20);
  assert.equal(reader.takeOctets(5), undefined);
  reader.push(Buffer.from('{5}\r\nab\nc'));
  assert.equal(reader.takeLine(), '{5}');
  assert.equal(reader.takeOctets(0), undefined);
  assert.deepEqual(reader.takeOctets(5), Buffer.from('ab\nc'));
  assert.equal(reader.takeOctets(1), undefined);
  reader.push(Buffer.from('dEND\r\n'));
  assert.deepEqual(reader.takeOctets(1), Buffer.from('d'));
  assert.equal(reader.takeLine(), 'END');
  assert.equal(reader.length, 0);
});

test('the first octets can be looked at without taking them', () => {
  const reader = new LineReader(20);
  reader.push(Buffer.of(22));
  assert.equal(reader.startsWith(Buffer.of(22, 3)), false);
  reader.push(Buffer.of(3, 1));
  assert.equal(reader.startsWith(Buffer.of(22, 3)), true);
  assert.equal(reader.length, 3);
});
