// Failure modes F33, F56, F57 and F58.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createFingerprint, fingerprint, strengthOf } from './fingerprint.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const of = (text: string) => fingerprint(bytes(text));

const letter = [
  'Received: from a.example by b.example id 17; Tue, 2 Jun 2026 10:00:00 +0000',
  'Received: from home by a.example id 4; Tue, 2 Jun 2026 09:59:59 +0000',
  'From: Luis <luis@a.example>',
  'To: ana@b.example,',
  ' eva@b.example',
  'Subject: Friday',
  'Date: Tue, 2 Jun 2026 09:59:58 +0000',
  'Message-ID: <1@a.example>',
];
const text = (lines: readonly string[], end = '\r\n') => `${lines.join(end)}${end}${end}body${end}`;
const whole = of(text(letter))!;

for (const [what, changed] of [
  ['a Status', text(['Status: RO', ...letter])],
  ['another X-UIDL and X-IMAP at the end', text([...letter, 'X-UIDL: 99', 'X-IMAPbase: 1 2'])],
  ['spam scores', text(['X-Spam-Score: 4.2', 'X-Spam-Status: No', 'X-Rspamd-Whatever: 1', ...letter])],
  ['a Content-Length and Lines', text([...letter, 'Content-Length: 4', 'Lines: 1'])],
  ['another boundary', text([...letter, 'Content-Type: multipart/mixed; boundary=x1'])],
  ['line ends of LF', text(letter, '\n')],
  ['a field folded elsewhere', text(letter).replace('from a.example by', 'from a.example\r\n\tby')],
  ['a field unfolded', text(letter).replace(',\r\n eva', ', eva')],
  [
    'names in lower case',
    text(letter.map((line) => line.replace(/^[A-Za-z-]+:/, (name) => name.toLowerCase()))),
  ],
  ['fields in another order', text([...letter.slice(2), ...letter.slice(0, 2)])],
  ['no body', `${letter.join('\r\n')}\r\n\r\n`],
  ['a long body', text(letter) + 'x'.repeat(100_000)],
  ['another body', `${letter.join('\r\n')}\r\n\r\nand so on\r\n`],
] as const)
  test(`${what} changes nothing`, () => assert.equal(of(changed), whole));

for (const [what, changed] of [
  ['another Message-ID', text(letter).replace('<1@', '<2@')],
  ['another subject', text(letter).replace('Friday', 'friday')],
  ['another date', text(letter).replace('09:59:58', '09:59:57')],
  ['another way', text(letter).replace('id 17', 'id 18')],
  ['one hop more', text(['Received: from b by c', ...letter])],
  ['two hops in another order', text([letter[1]!, letter[0]!, ...letter.slice(2)])],
  ['no From', text(letter.filter((line) => !line.startsWith('From')))],
  [
    'a value that moved to another field',
    text([...letter.slice(0, 5), 'Reply-To: Friday', ...letter.slice(6)]),
  ],
] as const)
  test(`${what} makes another letter`, () => assert.notEqual(of(changed), whole));

test('its strength says how much it tells', () => {
  assert.equal(strengthOf(whole), 3);
  assert.equal(strengthOf(of(text(letter.slice(2)))!), 2);
  assert.equal(strengthOf(of('Date: now\r\n\r\n')!), 2);
  assert.equal(strengthOf(of('Message-ID: <1@x>\r\n\r\n')!), 2);
  assert.equal(strengthOf(of('Subject: hello\r\n\r\n')!), 1);
});

test('a header that has no end, or says nothing, tells nothing', () => {
  for (const nothing of [
    '',
    'x',
    '\r\n',
    '\r\nSubject: in the body\r\n\r\n',
    'Subject: cut off',
    'Subject: no empty line\r\n',
    'Subject: \r\n\r\n',
    'Message-ID:\r\nFrom: \t \r\n\r\n',
    'X-Other: 1\r\nStatus: O\r\n\r\n',
    'Subject: a\rb\r\n\r',
  ])
    assert.equal(of(nothing), null, JSON.stringify(nothing));
});

test('a bare CR ends no line, and a line of CRs is not empty', () => {
  assert.equal(of('Subject: a\r\n\r\r\nMessage-ID: <1@x>\r\n'), null);
  assert.notEqual(of('Subject: a\r\n\r\r\nMessage-ID: <1@x>\r\n\r\n'), null);
});

test('a Message-ID of 20 KB, and a header beyond all measure', () => {
  const long = (n: number, end: string) => `Message-ID: <${'m'.repeat(n)}${end}>\r\n\r\n`;
  assert.match(of(long(20_000, ''))!, /^2[\w-]{27}$/);
  assert.notEqual(of(long(20_000, 'a')), of(long(20_000, 'b')));
  assert.equal(of(long(3_000_000, '')), null);
});

test('eight-bit octets and NULs count as they are', () => {
  assert.notEqual(of('Subject: \xe9\r\n\r\n'), of('Subject: \xe8\r\n\r\n'));
  assert.notEqual(of('Subject: a\0\r\n\r\n'), of('Subject: a\r\n\r\n'));
});

test('pieces of any size give the same', () => {
  const octets = bytes(text(letter));
  for (const size of [1, 2, 3, 7, 64]) {
    const { write, digest } = createFingerprint();
    for (let at = 0; at < octets.length; at += size) write(octets.subarray(at, at + size));
    assert.equal(digest(), whole, String(size));
  }
});

test('whatever comes, it is one short word or none, the same in two pieces', () => {
  const octet = fc.constantFrom(10, 13, 32, 58, 0, 65, 255);
  fc.assert(
    fc.property(fc.array(octet, { maxLength: 60 }), fc.nat(60), (octets, cut) => {
      const header = Buffer.concat([bytes('Subject: x\r\n'), Buffer.from(octets), bytes('\r\n\r\n')]);
      const one = fingerprint(header);
      assert.match(one ?? '1'.repeat(28), /^[123][\w-]{27}$/);
      const { write, digest } = createFingerprint();
      write(header.subarray(0, cut));
      write(header.subarray(cut));
      assert.equal(digest(), one);
    }),
  );
});
