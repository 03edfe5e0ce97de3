import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutOctets, decodedOctets, isKnownEncoding, measureOctets } from './decoded-octets.ts';

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const octets = Buffer.from(text, 'latin1');
  for (let at = 0; at < octets.length; at += size) yield octets.subarray(at, at + size);
}

async function joined(octets: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of octets) {
    assert.notEqual(piece.length, 0);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('latin1');
}

const parts: [encoding: string, encoded: string, decoded: string, nul: boolean][] = [
  ['7bit', 'plain\r\n', 'plain\r\n', false],
  ['BASE64', 'aGVs\r\nbG8A\r\n', 'hello\0', true],
  ['quoted-printable', 'caf=E9=\r\n au lait', 'caf\xe9 au lait', false],
  ['base64', '', '', false],
];

for (const size of [1, 2, 3, 7, 1000]) {
  test(`parts in pieces of ${size}`, async () => {
    for (const [encoding, encoded, decoded, nul] of parts) {
      const octets = () => decodedOctets(inPieces(encoded, size), encoding);
      assert.equal(await joined(octets()), decoded);
      assert.deepEqual(await measureOctets(octets()), { octets: decoded.length, nul });
      for (const [from, length] of [
        [0, 3],
        [2, 4],
        [3, 1],
        [4, 1000],
        [1000, 1],
      ] as const) {
        assert.equal(await joined(cutOctets(octets(), { from, length })), decoded.slice(from, from + length));
      }
    }
  });
}

test('an encoding that nobody can undo is known to be so', () => {
  assert.deepEqual(['8bit', 'Binary', 'x-uuencode', ''].map(isKnownEncoding), [true, true, false, false]);
});
