import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeBase64, encodeBase64, plain, plainClient } from './index.ts';

const respond = (message: string | Uint8Array) =>
  plain.begin().respond(typeof message === 'string' ? Buffer.from(message, 'utf8') : message);

test('the message of RFC 4616 §4 is a claim', () => {
  assert.deepEqual(respond('\0tim\0tanstaaftanstaaf'), {
    kind: 'claim',
    name: 'tim',
    secret: 'tanstaaftanstaaf',
  });
});

test('one may ask to be oneself, and nobody else', () => {
  assert.deepEqual(respond('test\0test\0test'), { kind: 'claim', name: 'test', secret: 'test' });
  assert.deepEqual(respond('Ursel\0Kurt\0xipj3plmq'), { kind: 'refused' });
  assert.deepEqual(respond('Test\0test\0test'), { kind: 'refused' });
});

test('names and secrets of 255 octets are taken', () => {
  const [name, secret] = ['n'.repeat(255), 'ñ'.repeat(127)];
  assert.deepEqual(respond(`${name}\0${name}\0${secret}`), { kind: 'claim', name, secret });
});

test('what is no message is malformed', () => {
  for (const message of [
    '',
    'tim',
    'tim\0secret',
    '\0tim\0secret\0',
    '\0\0\0\0',
    'x'.repeat(1000),
    Buffer.of(0, 0xe9, 0, 65),
  ])
    assert.deepEqual(respond(message), { kind: 'malformed' });
});

test('empty names and secrets, and control characters in them, are refused', () => {
  for (const message of ['\0\0secret', '\0tim\0', '\0\0', '\0ti\nm\0secret', '\0tim\0sec\ret', '\0tim\0\x7f'])
    assert.deepEqual(respond(message), { kind: 'refused' });
});

test('what the client says, the server understands', () => {
  const text = fc
    .string({ minLength: 1, maxLength: 60, unit: 'binary' })
    .filter((s) => !/[\x00-\x1f\x7f]/.test(s) && s.isWellFormed());
  fc.assert(
    fc.property(text, text, (name, secret) => {
      assert.deepEqual(respond(plainClient(name, secret).initial!), { kind: 'claim', name, secret });
    }),
  );
  assert.throws(() => plainClient('a\0b', 'c'), RangeError);
  assert.equal(plainClient('a', 'b').respond(Buffer.alloc(0)), undefined);
});

test('no message throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (message) => {
      respond(message);
    }),
  );
});

test('base64 is base64 and nothing else', () => {
  for (const text of ['', 'AAAA', 'AA==', 'AAA=', 'a+/9'])
    assert.equal(encodeBase64(decodeBase64(text)!), text);
  for (const text of [
    'A',
    'AA',
    'AAA',
    '=AAA',
    'AAA=BBB=',
    'AA=A',
    'A===',
    '====',
    'AAAA ',
    'AA\nAA',
    'a-_9',
    'AAAA=',
    '*',
  ])
    assert.equal(decodeBase64(text), undefined, text);
});
