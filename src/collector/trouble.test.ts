// Failure modes F5, F34 to F48, as the closed list of what can go wrong.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pop3ClientError } from '../pop3/index.ts';
import { LetterTooLarge, StoreRefusal } from '../store/index.ts';
import { type Cause, meanings, type Reaction, type Remedy, troubleFrom, troubleOf } from './trouble.ts';

const table: [Cause, Reaction, 'at-once' | 'when-it-lasts', Remedy, 'host' | 'account' | 'here'][] = [
  ['dns', 'back-off', 'when-it-lasts', 'check-host', 'host'],
  ['refused', 'back-off', 'when-it-lasts', 'check-port', 'host'],
  ['timeout-connect', 'back-off', 'when-it-lasts', 'check-network', 'host'],
  ['timeout-idle', 'back-off', 'when-it-lasts', 'check-network', 'host'],
  ['timeout-total', 'back-off', 'when-it-lasts', 'check-network', 'host'],
  ['reset', 'back-off', 'when-it-lasts', 'check-network', 'host'],
  ['tls-proto', 'back-off', 'when-it-lasts', 'check-tls-mode', 'host'],
  ['tls-verify', 'back-off', 'at-once', 'check-certificate', 'host'],
  ['pin-mismatch', 'back-off', 'at-once', 'compare-key', 'host'],
  ['protocol-garbage', 'back-off', 'when-it-lasts', 'ask-provider', 'account'],
  ['limit', 'back-off', 'when-it-lasts', 'ask-provider', 'account'],
  ['command-refused', 'back-off', 'when-it-lasts', 'ask-provider', 'account'],
  ['credentials', 'pause', 'at-once', 'check-password', 'account'],
  ['login-ambiguous', 'back-off', 'when-it-lasts', 'check-password', 'account'],
  ['oauth-expired', 'back-off', 'when-it-lasts', 'renew-token', 'account'],
  ['oauth-revoked', 'pause', 'at-once', 'authorize-again', 'account'],
  ['sys-temp', 'back-off', 'when-it-lasts', 'wait', 'account'],
  ['sys-perm', 'pause', 'at-once', 'ask-provider', 'account'],
  ['in-use', 'back-off', 'when-it-lasts', 'wait', 'account'],
  ['login-delay', 'back-off', 'when-it-lasts', 'wait', 'account'],
  ['unsupported', 'back-off', 'at-once', 'change-login', 'account'],
  ['local-disk-full', 'back-off', 'at-once', 'free-disk', 'here'],
  ['local-quota', 'back-off', 'at-once', 'raise-quota', 'here'],
  ['local-unavailable', 'back-off', 'when-it-lasts', 'wait', 'here'],
  ['local-nonexistent', 'back-off', 'at-once', 'choose-mailbox', 'here'],
  ['secret-unreadable', 'back-off', 'at-once', 'mend-secret', 'here'],
  ['delivery-rejected', 'go-on', 'at-once', 'look-at-letter', 'here'],
  ['poison', 'go-on', 'at-once', 'look-at-letter', 'here'],
  ['internal', 'back-off', 'at-once', 'report-fault', 'here'],
];

test('every cause has its meaning', () => {
  const written = table.map(([cause, reaction, alarm, remedy, side]) => [
    cause,
    { reaction, alarm, remedy, side },
  ]);
  assert.deepEqual(Object.fromEntries(written), meanings);
});

test('only an answer about the login pauses a source', () => {
  const pausing = table.filter(([, reaction]) => reaction === 'pause').map(([cause]) => cause);
  assert.deepEqual(pausing, ['credentials', 'oauth-revoked', 'sys-perm']);
});

test('what the client says is kept, and its advice goes first', () => {
  assert.deepEqual(troubleFrom(new Pop3ClientError('reset', 'gone')), {
    cause: 'reset',
    remedy: 'check-network',
  });
  const refusal = { command: 'PASS', reply: '[SYS/PERM] not enabled for POP', advice: 'enable-pop' } as const;
  assert.deepEqual(troubleFrom(new Pop3ClientError('sys-perm', 'no', refusal)), {
    cause: 'sys-perm',
    remedy: 'enable-pop',
    command: 'PASS',
    reply: '[SYS/PERM] not enabled for POP',
  });
});

test('what the store refuses is trouble of ours', () => {
  for (const [code, cause] of [
    ['no-space', 'local-disk-full'],
    ['over-quota', 'local-quota'],
    ['unavailable', 'local-unavailable'],
    ['nonexistent', 'local-nonexistent'],
    ['exists', 'internal'],
    ['in-use', 'internal'],
    ['lock-lost', 'internal'],
  ] as const)
    assert.deepEqual(troubleFrom(new StoreRefusal(code)), { cause, remedy: meanings[cause].remedy });
  assert.equal(troubleFrom(new LetterTooLarge(10))?.cause, 'delivery-rejected');
});

test('anything else is a fault, and tells nothing of what was in it', () => {
  for (const fault of [new TypeError('secret'), 'secret', undefined, null, { code: 'reset' }])
    assert.deepEqual(troubleFrom(fault), { cause: 'internal', remedy: 'report-fault' });
});

test('what we ended ourselves is no trouble', () => {
  assert.equal(troubleFrom(new Pop3ClientError('aborted', 'stop')), undefined);
  const controller = new AbortController();
  controller.abort();
  assert.equal(troubleFrom(controller.signal.reason), undefined);
});

test('a trouble that has no error', () => {
  assert.deepEqual(troubleOf('secret-unreadable'), { cause: 'secret-unreadable', remedy: 'mend-secret' });
  assert.deepEqual(troubleOf('dns', { remedy: 'wait' }), { cause: 'dns', remedy: 'wait' });
});
