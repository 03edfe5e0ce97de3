import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatEnvelope, parseEnvelope } from './envelope.ts';
import { parseHeaderFields } from './header-fields.ts';
import { formatNstring, formatString } from './imap-string.ts';

const read = (header: string) =>
  formatEnvelope(parseEnvelope(parseHeaderFields(Buffer.from(header, 'latin1'))));

test('envelope: the example of RFC 9051 §8', () => {
  const header =
    'Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\r\nFrom: Terry Gray <gray@cac.washington.edu>\r\n' +
    'Subject: IMAP4rev2 WG mtg summary and minutes\r\nTo: imap@cac.washington.edu\r\n' +
    'cc: minutes@CNRI.Reston.VA.US, John Klensin <KLENSIN@MIT.EDU>\r\nMessage-Id: <B27397-0100000@cac.washington.ed>\r\n';
  const gray = '(("Terry Gray" NIL "gray" "cac.washington.edu"))';
  assert.equal(
    read(header),
    `("Wed, 17 Jul 1996 02:23:25 -0700 (PDT)" "IMAP4rev2 WG mtg summary and minutes" ${gray} ${gray} ${gray} ` +
      '((NIL NIL "imap" "cac.washington.edu")) ((NIL NIL "minutes" "CNRI.Reston.VA.US")("John Klensin" NIL "KLENSIN" "MIT.EDU")) ' +
      'NIL NIL "<B27397-0100000@cac.washington.ed>")',
  );
});

test('envelope: nothing is NIL, an empty field is an empty string, an empty list is NIL', () => {
  assert.equal(read(''), '(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)');
  assert.equal(
    read('Date:\r\nSubject:\r\nFrom:\r\nMessage-ID:\r\n'),
    '("" "" NIL NIL NIL NIL NIL NIL NIL "")',
  );
});

test('envelope: groups, routes, and what is missing', () => {
  const lists = read(
    'From: G: a@b.c;\r\nSender: <@r.s:t@u.v>\r\nReply-To: ana\r\nTo: Ana <a@b.c\r\nCc: <>\r\n',
  );
  assert.equal(
    lists,
    '(NIL NIL ((NIL NIL "G" NIL)(NIL NIL "a" "b.c")(NIL NIL NIL NIL)) ((NIL "@r.s" "t" "u.v")) ((NIL NIL "ana" "MISSING_DOMAIN")) ' +
      '(("Ana" NIL "a" "SYNTAX_ERROR")) ((NIL NIL "MISSING_MAILBOX" "MISSING_DOMAIN")) NIL NIL NIL)',
  );
});

test('envelope: of repeated fields the last text and all addresses', () => {
  assert.equal(
    read('Subject: one\r\nSubject: two\r\nTo: a@b.c\r\nTo: d@e.f\r\n'),
    '(NIL "two" NIL NIL NIL ((NIL NIL "a" "b.c")(NIL NIL "d" "e.f")) NIL NIL NIL NIL)',
  );
});

test('strings: quoted where that can be, else a literal', () => {
  assert.equal(formatString(''), '""');
  assert.equal(formatString('a "b" \\c'), '"a \\"b\\" \\\\c"');
  assert.equal(formatString('Jos\xe9'), '{4}\r\nJos\xe9');
  assert.equal(formatString('a\r\nb'), '{4}\r\na\r\nb');
  assert.equal(formatString('a\0b'), '{5}\r\na\xef\xbf\xbdb');
  assert.equal(formatNstring(undefined), 'NIL');
});

test('envelope: whatever the header, ten values and nothing that breaks a line outside of a literal', () => {
  const name = fc.constantFrom('From', 'To', 'Subject', 'Date', 'Message-ID', 'Cc');
  const value = fc.array(
    fc.constantFrom('a', '@', '<', '>', '"', '\\', ',', ';', ':', '(', ')', '\xf1', '\0', '\r', ' '),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value)), (fields) => {
      const text = read(fields.map(([field, tokens]) => `${field}: ${tokens.join('')}\r\n`).join(''));
      const flat = text.replaceAll(/\{(\d+)\}\r\n/g, '');
      assert.doesNotMatch(flat, /[\r\n\0]/);
      assert.match(text, /^\(.*\)$/s);
    }),
  );
});
