import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Envelope } from './receiver.ts';
import { formatTrace, type TraceFacts } from './trace.ts';

const facts: TraceFacts = {
  hostname: 'mx.example.org',
  cipher: null,
  extended: true,
  utf8: false,
  now: Date.UTC(2026, 10, 4, 6, 5, 4),
};
function trace(
  more: Partial<TraceFacts> = {},
  peer: Partial<Envelope<null>['peer']> = {},
  to = ['ana@example.org'],
) {
  const envelope: Envelope<null> = {
    peer: {
      id: 'abc123',
      protocol: 'smtp',
      address: '192.0.2.7',
      helo: 'mail.example.com',
      secure: false,
      ...peer,
    },
    sender: 'luis@example.com',
    recipients: to.map((address) => ({ address, mailbox: null })),
    declaredSize: null,
  };
  return Buffer.from(formatTrace(envelope, { ...facts, ...more })).toString();
}

test('the whole header, octet for octet', () => {
  assert.equal(
    trace(),
    'Return-Path: <luis@example.com>\r\n' +
      'Received: from mail.example.com ([192.0.2.7])\r\n' +
      '\tby mx.example.org with ESMTP id abc123\r\n' +
      '\tfor <ana@example.org>;\r\n' +
      '\tWed, 04 Nov 2026 06:05:04 +0000\r\n',
  );
});

test('with TLS the cipher suite is named behind the recipient', () => {
  assert.match(
    trace({ cipher: 'TLS_AES_256_GCM_SHA384' }, { secure: true }),
    / with ESMTPS id abc123\r\n\tfor <ana@example\.org>\r\n\ttls TLS_AES_256_GCM_SHA384;\r\n\t/,
  );
});

test('two recipients are not named, the same one twice is', () => {
  assert.doesNotMatch(trace({}, {}, ['ana@example.org', 'luis@example.org']), /for </);
  assert.match(trace({}, {}, ['ana@example.org', 'ana@example.org']), /for <ana@example.org>;/);
});

test('the protocol has its registered name', () => {
  const name = (more: Partial<TraceFacts>, peer: Partial<Envelope<null>['peer']>) =>
    / with (\S+) /.exec(trace(more, peer))?.[1];
  assert.equal(name({ extended: false }, {}), 'SMTP');
  assert.equal(name({ utf8: true }, {}), 'UTF8SMTP');
  assert.equal(name({ utf8: true }, { secure: true }), 'UTF8SMTPS');
  assert.equal(name({}, { protocol: 'lmtp' }), 'LMTP');
  assert.equal(name({}, { protocol: 'lmtp', secure: true }), 'LMTPS');
  assert.equal(name({ utf8: true }, { protocol: 'lmtp' }), 'UTF8LMTP');
});

test('a name that is none does not get into the field', () => {
  for (const helo of ['a b', 'x(', 'evil;', '', 'a'.repeat(256)])
    assert.match(trace({}, { helo }), /from unknown \(\[192/);
  for (const helo of ['[192.0.2.7]', '[IPv6:::1]', 'éxito.example', 'WIN_1'])
    assert.ok(trace({}, { helo }).includes(`from ${helo} (`));
  assert.match(trace({}, { address: '2001:db8::7' }), /\(\[IPv6:2001:db8::7\]\)/);
});
