// What servers write, and what it means: tables of good and of bad lines. Failure modes F16, F21, F33, F38, F41, F42, F48.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { expireDays, loginDelaySeconds, mechanismsOf, parseCapabilities } from './capabilities.ts';
import { parseScanListing, parseStat, parseUniqueId } from './listing.ts';
import { Redaction } from './redaction.ts';
import { type Occasion, refused } from './refused.ts';
import { parseChallenge, parseStatus } from './status.ts';

test('a status is +OK or -ERR, however it is written', () => {
  for (const [line, status] of [
    ['+OK', { ok: true, text: '' }],
    ['+OK ', { ok: true, text: '' }],
    ['+OK ready', { ok: true, text: 'ready' }],
    ['+ok ready', { ok: true, text: 'ready' }],
    ['+OK\tready', { ok: true, text: 'ready' }],
    ['-ERR', { ok: false, text: '' }],
    ['-ERR [IN-USE] busy', { ok: false, code: 'IN-USE', text: 'busy' }],
    ['-ERR [sys/temp/disk]full', { ok: false, code: 'SYS/TEMP/DISK', text: 'full' }],
    ['-ERR [no code here', { ok: false, text: '[no code here' }],
    ['-ERR [two words] x', { ok: false, text: '[two words] x' }],
    ['-ERR: no', { ok: false, text: ': no' }],
  ] as const)
    assert.deepEqual(parseStatus(line), status, line);
  for (const line of ['', '+', 'OK', '+OKAY', '-ERROR no', '* OK IMAP4rev1', '220 smtp', '<html>', ' +OK'])
    assert.equal(parseStatus(line), undefined, line);
});

test('a challenge is what follows a plus', () => {
  for (const [line, challenge] of [
    ['+ ', { text: '', okay: false }],
    ['+', { text: '', okay: false }],
    ['+ AAAA', { text: 'AAAA', okay: false }],
    ['+AAAA', { text: 'AAAA', okay: false }],
    ['+ go ahead', { text: 'go ahead', okay: false }],
    ['+OK', { text: '', okay: true }],
    ['+OK AAAA', { text: 'AAAA', okay: true }],
    ['+OK+/8=', { text: 'OK+/8=', okay: false }],
  ] as const)
    assert.deepEqual(parseChallenge(line), challenge, line);
  assert.equal(parseChallenge('-ERR no'), undefined);
});

test('capabilities in any case, twice, and with rubbish between them', () => {
  const capabilities = parseCapabilities([
    'TOP',
    'sasl PLAIN  scram-sha-256',
    'SASL LOGIN',
    'AUTH=XOAUTH2',
    'EXPIRE 30 USER',
    'LOGIN-DELAY 900',
    '+OK UIDL',
    '',
    'b\xe4d',
    '  PIPELINING  ',
  ]);
  assert.deepEqual([...capabilities.keys()], ['TOP', 'SASL', 'EXPIRE', 'LOGIN-DELAY', 'UIDL', 'PIPELINING']);
  assert.deepEqual([...mechanismsOf(capabilities)], ['PLAIN', 'SCRAM-SHA-256', 'LOGIN', 'XOAUTH2']);
  assert.equal(expireDays(capabilities), 30);
  assert.equal(loginDelaySeconds(capabilities), 900);
  assert.equal(expireDays(parseCapabilities(['EXPIRE NEVER'])), 'never');
  assert.equal(expireDays(parseCapabilities(['EXPIRE 0'])), 0);
  for (const line of ['EXPIRE', 'EXPIRE soon', 'TOP'])
    assert.equal(expireDays(parseCapabilities([line])), undefined);
});

test('scan listings as servers write them', () => {
  for (const [line, listing] of [
    ['1 120', { number: 1, octets: 120 }],
    ['1   120', { number: 1, octets: 120 }],
    ['1\t120', { number: 1, octets: 120 }],
    [' 1 120 ', { number: 1, octets: 120 }],
    ['+OK 1 120', { number: 1, octets: 120 }],
    ['1 120 bytes', { number: 1, octets: 120 }],
    ['1 -120', { number: 1, octets: undefined }],
    ['1', { number: 1, octets: undefined }],
    ['1 x', { number: 1, octets: undefined }],
    ['1 9007199254740', { number: 1, octets: 9007199254740 }],
  ] as const)
    assert.deepEqual(parseScanListing(line), listing, line);
  for (const line of ['', 'x', '0 120', '-1 120', 'message 1', '12345678901 1'])
    assert.equal(parseScanListing(line), undefined, line);
});

test('unique-ids as servers write them: blank, long, with spaces, slashes, NUL and 8-bit octets', () => {
  const long = 'x'.repeat(5_000);
  for (const [line, uidl] of [
    ['3 abc', 'abc'],
    ['3    abc', 'abc'],
    ['+OK 3 abc', 'abc'],
    ['3 ', ''],
    ['3', ''],
    ['3 a b  c', 'a b  c'],
    ['3 a/b\0c', 'a/b\0c'],
    ['3 <id@example.org>', '<id@example.org>'],
    ['3 \xe9\xff', '\xe9\xff'],
    [`3 ${long}`, long],
  ] as const)
    assert.deepEqual(parseUniqueId(line), { number: 3, uidl }, line);
  for (const line of ['', 'abc', '0 abc', '- abc']) assert.equal(parseUniqueId(line), undefined, line);
});

test('a maildrop may have fewer octets than none', () => {
  assert.deepEqual(parseStat('2 320'), { count: 2, octets: 320 });
  assert.deepEqual(parseStat('2 -320'), { count: 2, octets: undefined });
  assert.deepEqual(parseStat('2'), { count: 2, octets: undefined });
  assert.deepEqual(parseStat('2 320 (more)'), { count: 2, octets: 320 });
  for (const text of ['', 'x', '-2 320', 'two']) assert.equal(parseStat(text), undefined, text);
});

test('no line throws', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string().map((text) => `+OK ${text}`),
  );
  fc.assert(
    fc.property(line, (text) => {
      parseStatus(text);
      parseChallenge(text);
      parseScanListing(text);
      parseUniqueId(text);
      parseStat(text);
      parseCapabilities([text]);
    }),
  );
});

test('what a refusal means, by its code and then by its words', () => {
  const table: [Occasion, string, string, string?][] = [
    ['login', '-ERR [AUTH] no', 'credentials'],
    ['login', '-ERR [auth/expired] no', 'credentials'],
    ['login', '-ERR [IN-USE] busy', 'in-use'],
    ['login', '-ERR [LOGIN-DELAY] wait', 'login-delay'],
    ['login', '-ERR [SYS/TEMP] later', 'sys-temp'],
    ['login', '-ERR [SYS/ODD] later', 'sys-temp'],
    ['login', '-ERR [SYS/PERM] broken', 'sys-perm'],
    ['login', '-ERR [NEW-CODE] hm', 'login-ambiguous'],
    ['login', '-ERR', 'login-ambiguous'],
    ['login', '-ERR invalid password', 'login-ambiguous'],
    ['login', '-ERR mailbox is locked by another POP3 session', 'in-use'],
    ['login', '-ERR Unable to lock maildrop: Mailbox is locked', 'in-use'],
    ['login', '-ERR you log in too often, wait', 'login-delay'],
    ['login', '-ERR minimum interval between logins not reached', 'login-delay'],
    ['login', '-ERR [SYS/PERM] Your account is not enabled for POP access.', 'sys-perm', 'enable-pop'],
    ['login', '-ERR POP3 access is disabled', 'sys-perm', 'enable-pop'],
    ['login', '-ERR [AUTH] Application-specific password required', 'credentials', 'app-password'],
    ['login', '-ERR [AUTH] Web login required', 'credentials', 'web-login'],
    ['login', '-ERR Basic authentication is disabled.', 'login-ambiguous', 'use-oauth'],
    ['token', '-ERR', 'oauth-expired'],
    ['token', '-ERR [AUTH] no', 'oauth-expired'],
    ['token', '-ERR [SYS/TEMP] later', 'sys-temp'],
    ['greeting', '-ERR too many connections', 'sys-temp'],
    ['greeting', '-ERR [IN-USE] busy', 'in-use'],
    ['command', '-ERR no such message', 'command-refused'],
    ['command', '-ERR the mailbox is locked', 'command-refused'],
    ['command', '-ERR [SYS/TEMP] later', 'sys-temp'],
  ];
  for (const [occasion, line, code, advice] of table) {
    const error = refused(parseStatus(line)!, occasion, 'PASS');
    assert.equal(error.code, code, line);
    assert.equal(error.advice, advice, line);
    assert.equal(error.sessionStands, occasion === 'command', line);
  }
});

test('secrets are masked as they are, in UTF-8 and in base64', () => {
  const redaction = new Redaction();
  redaction.add('contraseña');
  redaction.add('abc');
  const octets = Buffer.from('contraseña', 'utf8');
  assert.equal(redaction.mask(`x ${octets.toString('latin1')} y`), 'x **** y');
  assert.equal(redaction.mask(`x ${octets.toString('base64')}`), 'x ****=');
  assert.equal(redaction.mask('abc is too short to hide'), 'abc is too short to hide');
});
