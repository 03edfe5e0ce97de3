import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatMailboxName, parseMailboxName } from './mailbox-name.ts';
import { decodeModifiedUtf7, encodeModifiedUtf7 } from './modified-utf7.ts';

const octetsOf = (text: string) => Buffer.from(text).toString('latin1');

const names: [name: string, utf7: string][] = [
  ['INBOX', '"INBOX"'],
  ['Sent Items', '"Sent Items"'],
  // RFC 3501 §5.1.3 prints these two.
  ['~peter/mail/台北/日本語', '"~peter/mail/&U,BTFw-/&ZeVnLIqe-"'],
  ['台北日本語', '"&U,BTF2XlZyyKng-"'],
  ['R&D', '"R&-D"'],
  ['&&', '"&-&-"'],
  ['é', '"&AOk-"'],
  ['"quoted\\"', '"\\"quoted\\\\\\""'],
  ['Entwürfe/Übung', '"Entw&APw-rfe/&ANw-bung"'],
  ['😀', '"&2D3eAA-"'],
  ['50% *', '"50% *"'],
];

test('names are written in modified UTF-7, or in UTF-8 for those who enabled it', () => {
  for (const [name, written] of names) {
    assert.equal(formatMailboxName(name, false), written);
    const octets = written.slice(1, -1).replaceAll(/\\(.)/g, '$1');
    assert.equal(parseMailboxName(octets, false), name);
    assert.equal(parseMailboxName(octetsOf(name), true), name);
  }
  assert.equal(formatMailboxName('é"', true), '"\xc3\xa9\\""');
});

test('INBOX is one in any case, and so is what stands below it; other names are not', () => {
  for (const [octets, name] of [
    ['inbox', 'INBOX'],
    ['InBoX/a', 'INBOX/a'],
    ['INBOX/inbox', 'INBOX/inbox'],
    ['a/inbox', 'a/inbox'],
    ['inboxes', 'inboxes'],
    ['&ATE-nbox', 'ınbox'],
  ] as const)
    assert.equal(parseMailboxName(octets, false), name);
});

test('bounds: octets in all and of a level, levels', () => {
  const level = 'é'.repeat(127);
  assert.equal(parseMailboxName(octetsOf(`${level}x`), true), `${level}x`);
  assert.equal(parseMailboxName(octetsOf(`${level}xx`), true), undefined);
  assert.equal(parseMailboxName('a/'.repeat(39).concat('a'), true)?.length, 79);
  assert.equal(parseMailboxName('a/'.repeat(40).concat('a'), true), undefined);
  const most = `${`${'a'.repeat(249)}/`.repeat(4)}`.slice(0, -1);
  assert.equal(parseMailboxName(`${most}b`, true)?.length, 1000);
  assert.equal(parseMailboxName(`${most}bc`, true), undefined);
});

test('every name that can be is read as it is written', () => {
  const unit = fc.oneof(
    fc.constantFrom('&', '-', ',', '+', '/', '"', '\\', '{', '%', ' ', 'é', 'e\u0301', '日', '😀'),
    fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
  );
  fc.assert(
    fc.property(fc.array(unit, { minLength: 1, maxLength: 20 }), (units) => {
      const name = parseMailboxName(octetsOf(units.join('')), true);
      if (name === undefined) return;
      assert.equal(name, name.normalize('NFC'));
      for (const utf8 of [false, true]) {
        const written: string = formatMailboxName(name, utf8).slice(1, -1).replaceAll(/\\(.)/g, '$1');
        assert.equal(parseMailboxName(written, utf8), name);
      }
    }),
    { numRuns: 1000 },
  );
});

test('modified UTF-7 gives back any text, and no octets throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) =>
      assert.equal(decodeModifiedUtf7(encodeModifiedUtf7(text)), text),
    ),
  );
  const soup = fc.array(fc.constantFrom('&', '-', 'A', 'AOk', ',', '+', '=', '\xe9', 'x'));
  fc.assert(
    fc.property(soup, (parts) => {
      const octets = parts.join('');
      const name = parseMailboxName(octets, false);
      // Two ways of writing would be two names of one mailbox.
      if (name !== undefined && !octets.includes('\xe9') && name === name.normalize('NFD'))
        assert.equal(formatMailboxName(name, false), `"${octets}"`);
    }),
    { numRuns: 1000 },
  );
});
