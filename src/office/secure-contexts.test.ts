import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SecureContexts } from './secure-contexts.ts';
import { selfSigned } from './self-signed.ts';

const certificate = (...names: string[]) => ({ names, ...selfSigned(names, Date.now()) });

test('a client gets the certificate of the host it names, in any case, through a wildcard, else the first', () => {
  const contexts = new SecureContexts(
    [certificate('a.test'), certificate('b.test', '*.c.test'), certificate('b.test')],
    Buffer.alloc(48, 7),
  );
  const first = contexts.select(undefined);
  const second = contexts.select('b.test');
  assert.notEqual(first, second);
  assert.equal(contexts.select('A.TEST'), first);
  assert.equal(contexts.select('mail.c.test'), second);
  assert.equal(contexts.select('deep.mail.c.test'), first);
  assert.equal(contexts.select('nobody.test'), first);
  contexts.replace([certificate('b.test')], Buffer.alloc(48, 8));
  assert.equal(contexts.select('b.test'), contexts.select(''));
  assert.notEqual(contexts.select('b.test'), second);
});
