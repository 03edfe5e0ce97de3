import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatVerifier, hashPassword, isPassword, readVerifier } from './verifier.ts';

const salt = 'c29tZXNhbHQ';
const tag = 'A'.repeat(43);

test('a hash made by the reference program verifies', async () => {
  // From test.c of the reference implementation: argon2id, "password" with "somesalt".
  const reference = readVerifier(
    `$argon2id$v=19$m=65536,t=2,p=1$${salt}$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc`,
  )!;
  assert.equal(await isPassword('password', reference), true);
  assert.equal(await isPassword('passwords', reference), false);
});

test('what is hashed verifies, with a new salt each time', async () => {
  const [one, two] = await Promise.all([hashPassword('naïve pass'), hashPassword('naïve pass')]);
  assert.notEqual(one, two);
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.equal(await isPassword('naïve pass', readVerifier(one)!), true);
  assert.equal(await isPassword('naive pass', readVerifier(one)!), false);
});

test('an empty password and one with NUL hash like any other', async () => {
  const verifier = readVerifier(await hashPassword('a\0b'))!;
  assert.equal(await isPassword('a', verifier), false);
  assert.equal(await isPassword('a\0b', verifier), true);
  assert.equal(await isPassword('', verifier), false);
});

const good = [
  `$argon2id$v=19$m=19456,t=2,p=1$${salt}$${tag}`,
  `{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=4$${salt}$${tag}`,
  `$argon2id$v=19$m=262144,t=4,p=1$${salt}$${tag}`,
  `$argon2id$v=19$m=8,t=1,p=1$${salt}$${'A'.repeat(22)}`,
];
for (const text of good) {
  test(`taken: ${text.slice(0, 50)}`, () => {
    const verifier = readVerifier(text)!;
    assert.equal(formatVerifier(verifier), text.replace('{ARGON2ID}', ''));
  });
}

const bad: [why: string, text: string][] = [
  ['nothing', ''],
  ['a plain password', 'secret'],
  ['another scheme', '{SHA512-CRYPT}$6$abc$def'],
  ['argon2i', `$argon2i$v=19$m=19456,t=2,p=1$${salt}$${tag}`],
  ['the old version', `$argon2id$v=16$m=19456,t=2,p=1$${salt}$${tag}`],
  ['four gigabytes of memory', `$argon2id$v=19$m=4194304,t=1,p=1$${salt}$${tag}`],
  ['too many passes', `$argon2id$v=19$m=19456,t=17,p=1$${salt}$${tag}`],
  ['too much of both together', `$argon2id$v=19$m=262144,t=5,p=1$${salt}$${tag}`],
  ['too many lanes', `$argon2id$v=19$m=19456,t=2,p=9$${salt}$${tag}`],
  ['no lane', `$argon2id$v=19$m=19456,t=2,p=0$${salt}$${tag}`],
  ['no pass', `$argon2id$v=19$m=19456,t=0,p=1$${salt}$${tag}`],
  ['too little memory for its lanes', `$argon2id$v=19$m=15,t=2,p=2$${salt}$${tag}`],
  ['a number beyond counting', `$argon2id$v=19$m=99999999999,t=2,p=1$${salt}$${tag}`],
  ['a short salt', `$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$${tag}`],
  ['a short tag', `$argon2id$v=19$m=19456,t=2,p=1$${salt}$AAAA`],
  ['a long tag', `$argon2id$v=19$m=19456,t=2,p=1$${salt}$${'A'.repeat(100)}`],
  ['something behind', `$argon2id$v=19$m=19456,t=2,p=1$${salt}$${tag}$x`],
  ['a line end', `$argon2id$v=19$m=19456,t=2,p=1$${salt}$${tag}\n`],
];
for (const [why, text] of bad) test(`refused: ${why}`, () => assert.equal(readVerifier(text), undefined));

test('no text throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readVerifier(`$argon2id$v=19${text}`)));
});
