import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { selfSigned } from './self-signed.ts';

test('a self-signed certificate names its hosts, verifies with its own key and lasts a year', () => {
  const now = Date.UTC(2026, 10, 24, 12);
  const { certificate, key } = selfSigned(['localhost', 'mail.example.org', '127.0.0.1'], now);
  const read = new X509Certificate(certificate);
  assert.equal(read.subject, 'CN=localhost');
  assert.equal(read.subjectAltName, 'DNS:localhost, DNS:mail.example.org, IP Address:127.0.0.1');
  assert.ok(read.verify(read.publicKey));
  assert.ok(read.checkPrivateKey(createPrivateKey(key)));
  assert.equal(read.validToDate.getTime(), now + 365 * 86_400_000);
  assert.equal(read.checkHost('mail.example.org'), 'mail.example.org');
});
