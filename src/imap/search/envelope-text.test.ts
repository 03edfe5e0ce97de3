import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatEnvelope, parseEnvelope, parseHeaderFields } from '../../message/index.ts';
import { type EnvelopeField, envelopeValue, isEnvelopeField, valueText } from './envelope-text.ts';

const texts: [header: string, field: EnvelopeField, text: string | undefined][] = [
  ['Subject: hello', 'subject', 'hello'],
  ['Subject: a "quoted" \\ word', 'subject', 'a "quoted" \\ word'],
  ['Subject: =?utf-8?q?ma=C3=B1ana?=', 'subject', 'mañana'],
  ['Subject: ma\xf1ana', 'subject', 'mañana'],
  ['Subject: ma\xc3\xb1ana', 'subject', 'mañana'],
  ['To: a@example.org', 'subject', undefined],
  ['From: user@example.org', 'from', '<user@example.org>'],
  ['From: =?iso-8859-1?q?Mu=F1oz?= <m@example.org>', 'from', 'Muñoz <m@example.org>'],
  [
    'From: "Smith, Fred" <f@example.org>, b@example.org',
    'from',
    'Smith, Fred <f@example.org>, <b@example.org>',
  ],
  ['To: one: a@x.org, b@x.org;, two: c@x.org;', 'to', 'one: <a@x.org>, <b@x.org>;, two: <c@x.org>;'],
  ['Cc: nobody: ;', 'cc', 'nobody:;'],
  ['Cc: user', 'cc', '<user>'],
  ['Bcc: b@x.org\r\nFrom: a@x.org', 'bcc', '<b@x.org>'],
  ['From: ) ( "x" <a@x.org>\r\nTo: t@x.org', 'to', '<t@x.org>'],
  ['From: "a \\" ) (" <a@x.org>\r\nTo: t@x.org', 'to', '<t@x.org>'],
  ['From: \xff") <a@x.org>\r\nTo: t@x.org', 'to', '<t@x.org>'],
  ['Date: Mon, 7 Feb 1994 21:52:25 -0800', 'date', 'Mon, 7 Feb 1994 21:52:25 -0800'],
  ['Message-ID: <a=?utf-8?q?b?=@x>', 'message-id', '<a=?utf-8?q?b?=@x>'],
  ['In-Reply-To: <a@b> <c@d>', 'in-reply-to', '<a@b> <c@d>'],
  ['Subject: x', 'message-id', undefined],
];

for (const [header, field, text] of texts) {
  test(`${field} of ${JSON.stringify(header)}`, () => {
    const fields = parseHeaderFields(Buffer.from(`${header}\r\n\r\n`, 'latin1'));
    const value = envelopeValue(formatEnvelope(parseEnvelope(fields)), field);
    assert.equal(valueText(value, field), text);
  });
}

test('a missing Sender or Reply-To cannot be seen in an envelope', () => {
  assert.deepEqual(
    ['from', 'sender', 'reply-to', 'constructor', 'x-extra'].map((name) => isEnvelopeField(name)),
    [true, false, false, false, false],
  );
});
