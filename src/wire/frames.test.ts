import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FrameReader, formatFrame } from './frames.ts';

const whole = (value: unknown) => Buffer.concat(formatFrame(value));

test('values come back the same, however the stream is cut', () => {
  const value = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.record(
      { text: fc.string(), n: fc.double(), none: fc.constant(undefined), list: fc.array(fc.integer()) },
      { noNullPrototype: true },
    ),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 5 }), fc.integer({ min: 1, max: 500 }), (values, size) => {
      const stream = Buffer.concat(values.flatMap(formatFrame));
      const reader = new FrameReader(100_000);
      const read: unknown[] = [];
      for (let at = 0; at < stream.length; at += size) {
        const some = reader.push(stream.subarray(at, at + size));
        assert.ok(some);
        read.push(...some);
      }
      assert.deepEqual(read, values);
    }),
  );
});

test('octets of a value lie in memory of their own frame', () => {
  const [octets] = new FrameReader(1_000).push(whole(new Uint8Array(100).fill(7))) as [Uint8Array];
  assert.ok(octets.buffer.byteLength < 200);
});

test('what is no frame, or a longer one than allowed, is said to be none', () => {
  const reader = () => new FrameReader(100);
  assert.equal(reader().push(Buffer.from('GET / HTTP/1.0\r\n')), undefined);
  assert.equal(reader().push(Buffer.from([0, 0, 0, 0])), undefined);
  assert.equal(reader().push(Buffer.from([0, 0, 0, 2, 0xff, 0x99])), undefined);
  assert.equal(reader().push(whole('x'.repeat(200))), undefined);
  fc.assert(fc.property(fc.uint8Array(), (octets) => void reader().push(octets)));
});
