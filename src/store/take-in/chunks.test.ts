import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Chunks, chunkOctets } from './chunks.ts';

/** All octets of pieces of these lengths, and the chunks they were cut into. */
function cut(lengths: readonly number[]) {
  const chunks = new Chunks();
  const cuts: Uint8Array[] = [];
  const whole: Buffer[] = [];
  for (const [number, length] of lengths.entries()) {
    const piece = Buffer.alloc(length, number % 251);
    whole.push(piece);
    for (let taken = 0; taken < length; ) {
      if (chunks.isFull) cuts.push(chunks.cut());
      taken += chunks.take(piece.subarray(taken));
    }
  }
  cuts.push(chunks.cut());
  return { whole: Buffer.concat(whole), cuts };
}

test('pieces small and large, in any order, are cut into full chunks and a rest', () => {
  const mixed = Array.from({ length: 900 }, (_, number) => (number * 7919) % (number % 3 === 0 ? 9000 : 60));
  for (const lengths of [[0], [3], [chunkOctets], [chunkOctets + 1], [5, 700_000, 5], mixed]) {
    const { whole, cuts } = cut(lengths);
    assert.deepEqual(Buffer.concat(cuts), whole);
    for (const chunk of cuts.slice(0, -1)) assert.equal(chunk.length, chunkOctets);
    // Each may be given away to another thread with its buffer.
    for (const chunk of cuts) assert.equal(chunk.buffer.byteLength, chunk.length);
  }
});
