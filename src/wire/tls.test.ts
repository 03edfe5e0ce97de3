import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { testCertificate } from '../../test/dialogues/certificate.ts';
import { openSecureContext } from './tls.ts';

test('a certificate and its key make a context, with ticket keys or without; another key does not', () => {
  assert.ok(openSecureContext(testCertificate));
  assert.ok(openSecureContext({ ...testCertificate, ticketKeys: randomBytes(48) }));
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
  assert.throws(() => openSecureContext({ ...testCertificate, key }), /key values mismatch/);
  assert.throws(() => openSecureContext({ ...testCertificate, certificate: 'nothing' }));
});
