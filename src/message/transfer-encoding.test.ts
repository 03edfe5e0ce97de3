import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTransferDecoder, decodeTransfer } from './transfer-encoding.ts';

const cases: [encoding: string, encoded: string, decoded: string][] = [
  ['base64', 'SG9sYQ==', 'Hola'],
  ['BASE64', 'SG9s\r\nYSwg\r\nQW5h\r\n', 'Hola, Ana'],
  ['base64', 'S G9*s-YQ', 'Hola'],
  ['base64', 'SG9sYQ==SG9sYQ==', 'HolaHola'],
  ['base64', '====', ''],
  ['base64', 'S', ''],
  ['quoted-printable', 'a=C3=B1b', 'a\xc3\xb1b'],
  ['quoted-printable', 'one=\r\ntwo', 'onetwo'],
  ['quoted-printable', 'one= \t\r\ntwo', 'onetwo'],
  ['quoted-printable', 'one=\ntwo', 'onetwo'],
  ['quoted-printable', 'padded  \t\r\nnext \r\n', 'padded\r\nnext\r\n'],
  ['quoted-printable', 'inner  space', 'inner  space'],
  ['quoted-printable', '=c3=b1', '\xc3\xb1'],
  ['quoted-printable', '=zz=4=', '=zz=4'],
  ['quoted-printable', 'end=4', 'end=4'],
  ['quoted-printable', '8-bit \xf1', '8-bit \xf1'],
  ['7bit', 'as =41 it is', 'as =41 it is'],
  ['x-unknown', 'as it is', 'as it is'],
];

for (const [encoding, encoded, decoded] of cases) {
  test(`transfer encoding: ${encoding} ${JSON.stringify(encoded)}`, () => {
    const octets = Buffer.from(encoded, 'latin1');
    assert.equal(Buffer.from(decodeTransfer(octets, encoding)).toString('latin1'), decoded);
    for (const size of [1, 2, 3, 7]) {
      assert.equal(inPieces(octets, encoding, size).toString('latin1'), decoded, `pieces of ${size}`);
    }
  });
}

function inPieces(octets: Uint8Array, encoding: string, size: number): Buffer {
  const decoder = createTransferDecoder(encoding);
  const out: Uint8Array[] = [];
  for (let at = 0; at < octets.length; at += size) {
    // Copied: what comes out may be a view of what went in, and what went in is used again.
    out.push(Uint8Array.from(decoder.push(octets.slice(at, at + size))));
  }
  return Buffer.concat([...out, decoder.end()]);
}

test('transfer encoding: pieces of any size say the same, and base64 is read again', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 9 }), (octets, size) => {
      for (const encoding of ['base64', 'quoted-printable']) {
        assert.deepEqual(inPieces(octets, encoding, size), Buffer.from(decodeTransfer(octets, encoding)));
      }
      const encoded = Buffer.from(Buffer.from(octets).toString('base64'));
      assert.deepEqual(inPieces(encoded, 'base64', size), Buffer.from(octets));
    }),
  );
  const token = fc.constantFrom('=', '4', '1', ' ', '\t', '\r', '\n', '\r\n', 'x', '=41', '=\r\n');
  fc.assert(
    fc.property(fc.array(token), fc.integer({ min: 1, max: 9 }), (tokens, size) => {
      const octets = Buffer.from(tokens.join(''));
      assert.deepEqual(
        inPieces(octets, 'quoted-printable', size),
        Buffer.from(decodeTransfer(octets, 'quoted-printable')),
      );
    }),
  );
});

test('quoted-printable: a megabyte of white space is no padding, in any pieces', () => {
  const octets = Buffer.alloc(1 << 20, ' ');
  assert.equal(inPieces(octets, 'quoted-printable', 4096).length, octets.length);
});
