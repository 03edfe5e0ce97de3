import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCapabilities } from './capability.ts';
import { formatError, formatOk, printable } from './reply.ts';
import { texts } from './texts.ts';

test('status indicators are in upper case, codes in brackets', () => {
  assert.equal(formatOk('done'), '+OK done\r\n');
  assert.equal(formatError('no'), '-ERR no\r\n');
  assert.equal(formatError('no', 'SYS/TEMP'), '-ERR [SYS/TEMP] no\r\n');
});

test('a text from elsewhere fits into one reply and pretends nothing', () => {
  assert.equal(printable('a\r\n+OK b\0ñ'), 'a +OK b ');
  assert.equal(printable('[AUTH] no'), '(AUTH] no');
  assert.equal(printable('x'.repeat(600)).length, 400);
});

test('every text of ours is printable, without a code of its own, and short', () => {
  const said = Object.values(texts).flatMap((text): string[] =>
    typeof text === 'string'
      ? [text]
      : typeof text === 'object'
        ? Object.values(text)
        : [(text as (...words: unknown[]) => string)('LIST', 2 ** 40, 2 ** 50)],
  );
  assert.ok(said.length > 35);
  for (const text of said) assert.match(text, /^[\x21-\x5a\x5c\x5e-\x7e][\x20-\x7e]{0,120}$/);
});

test('a name is repeated only when it is short and plain', () => {
  assert.equal(texts.loggedIn('mrose', 1, 9), "mrose's maildrop has 1 message (9 octets)");
  for (const name of ['josé', 'x'.repeat(65), '[IN-USE]', 'a b', ''])
    assert.equal(texts.loggedIn(name, 2, 9), 'maildrop has 2 messages (9 octets)');
});

test('what cannot be used now is not announced', () => {
  const lines = (given: Partial<Parameters<typeof formatCapabilities>[0]>) =>
    formatCapabilities({ mechanisms: [], user: false, stls: false, implementation: 'x', ...given }).split(
      '\r\n',
    );
  assert.deepEqual(lines({}), [
    'TOP',
    'RESP-CODES',
    'AUTH-RESP-CODE',
    'PIPELINING',
    'UIDL',
    'EXPIRE NEVER',
    'IMPLEMENTATION x',
    '',
  ]);
  assert.ok(lines({ mechanisms: ['PLAIN', 'SCRAM-SHA-256'] }).includes('SASL PLAIN SCRAM-SHA-256'));
  assert.ok(lines({ user: true }).includes('USER'));
  assert.ok(lines({ stls: true }).includes('STLS'));
});
