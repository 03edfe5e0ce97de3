import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatBody } from './body-structure.ts';
import type { Derived, Part } from './derived.ts';
import { createLetterParser } from './letter-parser.ts';

function derive(letter: Uint8Array | string, size = Number.POSITIVE_INFINITY): Derived {
  const octets = Uint8Array.from(typeof letter === 'string' ? Buffer.from(letter, 'latin1') : letter);
  const parser = createLetterParser();
  for (let at = 0; at < octets.length; at += size) {
    const piece = octets.slice(at, at + size);
    parser.push(piece);
    // A caller may use its buffer again.
    piece.fill(0x2d);
  }
  return parser.end();
}

const corpus = join(import.meta.dirname, '../../test/letters');
const letters = readdirSync(corpus).filter((name) => name.endsWith('.eml'));

test('a letter says the same however it is cut', () => {
  assert.ok(letters.length > 100);
  for (const name of letters) {
    const octets = Uint8Array.from(readFileSync(join(corpus, name)));
    const whole = derive(octets);
    for (const size of [1, 2, 3, 7, 61])
      assert.deepEqual(derive(octets, size), whole, `${name} in pieces of ${size}`);
  }
});

/** Parts lie inside their parents, in order, and lines are counted. */
function checkTree(part: Part, octets: Uint8Array): void {
  assert.ok(part.header <= part.body && part.body <= part.end && part.end <= octets.length);
  const body = Buffer.from(octets).subarray(part.body, part.end).toString('latin1');
  assert.equal(part.lines, body.split('\n').length - 1);
  let at = part.body;
  for (const child of part.children ?? []) {
    assert.ok(child.header >= at && child.end <= part.end);
    at = child.end;
    checkTree(child, octets);
  }
  if (part.envelope !== undefined) assert.equal(part.children?.length, 1);
}

test('every part of every letter lies in its parent and counts its lines', () => {
  for (const name of letters) {
    const octets = Uint8Array.from(readFileSync(join(corpus, name)));
    checkTree(derive(octets).root, octets);
  }
});

test('no letter throws, and no cut changes what it says', () => {
  const line = fc.constantFrom(
    'Content-Type: multipart/mixed; boundary=b',
    'Content-Type: multipart/digest; boundary=bb',
    'Content-Type: message/rfc822',
    'From: a@b.c',
    '',
    '',
    '--b',
    '--b--',
    '--bb',
    '--bb--',
    '-',
    '--',
    ' x',
    'text',
    'n\xf1',
    '\0',
    '\r',
    '--b  ',
  );
  const end = fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r', '');
  const any = fc.array(fc.tuple(line, end), { maxLength: 30 }).map((lines) => lines.flat().join(''));
  fc.assert(
    fc.property(any, fc.integer({ min: 1, max: 9 }), (text, size) => {
      const octets = Uint8Array.from(Buffer.from(text, 'latin1'));
      const whole = derive(octets);
      checkTree(whole.root, octets);
      assert.deepEqual(derive(octets, size), whole);
    }),
    { numRuns: 300 },
  );
});

test('an empty letter', () => {
  const { root, envelope, bodyStructure, ...rest } = derive('');
  assert.equal(envelope, '(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)');
  assert.equal(bodyStructure, '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 0 0 NIL NIL NIL NIL)');
  assert.deepEqual([root.header, root.body, root.end], [0, 0, 0]);
  assert.deepEqual(rest, {
    version: 1,
    eightBit: false,
    sentDate: null,
    sortKeys: { subject: '', reply: false, from: '', to: '', cc: '', displayFrom: '', displayTo: '' },
    messageId: null,
    references: [],
    preview: '',
  });
});

test('what the list of a mailbox needs', () => {
  const derived = derive(
    'Date: Mon, 2 Jan 2006 15:04:05 -0700\r\nFrom: =?utf-8?q?A=C3=B1a?= <Ana@Example.org>\r\nTo: Friends: b@c.d;\r\nCc: x@y.z\r\n' +
      'Subject: Re: [list] =?utf-8?b?w7E=?= (fwd)\r\nMessage-ID: <2@x>\r\nReferences: <0@x>\r\n <1@x>\r\nIn-Reply-To: <1@x>\r\n\r\nHola\r\n',
  );
  assert.equal(derived.sentDate, Date.UTC(2006, 0, 2, 22, 4, 5));
  assert.deepEqual(derived.sortKeys, {
    subject: 'ñ',
    reply: true,
    from: 'Ana',
    to: 'Friends',
    cc: 'x',
    displayFrom: 'Aña',
    displayTo: 'Friends',
  });
  assert.equal(derived.messageId, '2@x');
  assert.deepEqual(derived.references, ['0@x', '1@x']);
  assert.equal(derived.preview, 'Hola');
});

test('octets beyond ASCII are said, and stand in literals', () => {
  const eightBit = (header: string) => derive(`${header}\r\n\r\nx`).eightBit;
  assert.equal(eightBit('From: a@b.c\r\nX-Other: \xf1'), false);
  assert.equal(eightBit('Subject: \xf1'), true);
  assert.equal(eightBit('Content-Type: text/plain; name="\xf1"'), true);
  assert.equal(eightBit('Content-Type: message/rfc822\r\n\r\nSubject: \xf1'), true);
  assert.match(derive('Subject: a\xf1o\r\n\r\n').envelope, /^\(NIL \{3\}\r\na\xf1o NIL/);
});

test('BODY is BODYSTRUCTURE without its extension', () => {
  const { root, bodyStructure } = derive(
    'Content-Type: multipart/mixed; boundary=b\r\nContent-Language: es\r\n\r\n--b\r\nContent-Type: image/png; name=x\r\nContent-Disposition: inline\r\nContent-MD5: m\r\n\r\n\r\n--b--',
  );
  assert.equal(formatBody(root), '(("image" "png" ("name" "x") NIL NIL "7bit" 0) "mixed")');
  assert.equal(
    bodyStructure,
    '(("image" "png" ("name" "x") NIL NIL "7bit" 0 "m" ("inline" NIL) NIL NIL) "mixed" ("boundary" "b") NIL ("es") NIL)',
  );
});

const countParts = (part: Part): number =>
  1 + (part.children ?? []).reduce((sum, child) => sum + countParts(child), 0);
const depth = (part: Part): number => 1 + Math.max(0, ...(part.children ?? []).map(depth));

test('ten thousand parts, and the last one holds the rest', () => {
  const { root } = derive(
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(12_000)}--b--\r\n`,
  );
  assert.equal(countParts(root), 10_000);
  assert.equal(root.children!.at(-1)!.end, root.end);
});

test('a hundred levels, and the last one is opaque', () => {
  const multiparts = Array.from(
    { length: 2000 },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}x\r\n\r\n--b${level}x\r\n`,
  );
  for (const bomb of [multiparts.join(''), 'Content-Type: message/rfc822\r\n\r\n'.repeat(2000)]) {
    const { root } = derive(`${bomb}\r\nx\r\n`);
    assert.equal(depth(root), 100);
    let part = root;
    while (part.children !== undefined) part = part.children[0]!;
    assert.equal(`${part.type}/${part.subtype}`, 'application/octet-stream');
    assert.equal(part.end, root.end);
  }
});

test('header octets beyond the first MiB and fields beyond ten thousand are not looked at', () => {
  const long = derive(`X: ${'x'.repeat(1 << 20)}\r\nSubject: s\r\n\r\nbody\r\n`);
  assert.equal(long.envelope, '(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)');
  assert.equal(long.root.end - long.root.body, 6);
  assert.equal(derive(`${'X: y\r\n'.repeat(10_000)}Subject: s\r\n\r\n`).sortKeys.subject, '');
  assert.equal(derive(`${'X: y\r\n'.repeat(9_999)}Subject: s\r\n\r\n`).sortKeys.subject, 's');
});

test('a line of a megabyte, in pieces that begin like a boundary', () => {
  const octets = Buffer.from(
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n--${'-'.repeat(1 << 20)}\r\n--b--\r\n`,
  );
  const whole = derive(octets);
  assert.equal(whole.root.children![0]!.end - whole.root.children![0]!.body, (1 << 20) + 2);
  assert.deepEqual(derive(octets, 1000), whole);
});
