import assert from 'node:assert/strict';
import { test } from 'node:test';
import { externalClient, loginClient, oauthBearerClient, xoauth2Client } from './index.ts';

const text = (octets: Uint8Array | undefined) => octets && Buffer.from(octets).toString('utf8');
const nothing = new Uint8Array(0);

test('LOGIN answers two questions, whatever they are, and no third', async () => {
  const exchange = loginClient('añá', 'secret');
  assert.equal(exchange.initial, undefined);
  assert.equal(exchange.satisfied, false);
  assert.equal(text(await exchange.respond(nothing)), 'añá');
  assert.equal(exchange.satisfied, false);
  assert.equal(text(await exchange.respond(nothing)), 'secret');
  assert.equal(exchange.satisfied, true);
  assert.equal(await exchange.respond(nothing), undefined);
});

test('EXTERNAL says whom to act for, or nothing', () => {
  assert.equal(text(externalClient().initial), '');
  assert.equal(text(externalClient('ana').initial), 'ana');
  assert.equal(externalClient().respond(nothing), undefined);
});

test('OAUTHBEARER says what RFC 7628 §4.1 says', () => {
  const token = 'vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==';
  const exchange = oauthBearerClient('user@example.com', token, { host: 'server.example.com', port: 587 });
  assert.equal(
    Buffer.from(exchange.initial!).toString('base64'),
    'bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB',
  );
  assert.match(text(oauthBearerClient('a=b,c', 't', { host: 'h', port: 1 }).initial)!, /^n,a=a=3Db=2Cc,\x01/);
});

test('a refused token is answered once, as each mechanism wants it, and its reason is kept', async () => {
  const reason = '{"status":"invalid_token"}';
  for (const [exchange, answer] of [
    [oauthBearerClient('u', 't', { host: 'h', port: 1 }), '\x01'],
    [xoauth2Client('u', 't'), ''],
  ] as const) {
    assert.equal(exchange.satisfied, true);
    assert.equal(text(await exchange.respond(Buffer.from(reason))), answer);
    assert.equal(exchange.refusal, reason);
    assert.equal(exchange.satisfied, false);
    assert.equal(await exchange.respond(nothing), undefined);
  }
});

test('XOAUTH2 carries a token of any length', () => {
  const token = 'x'.repeat(9000);
  assert.equal(
    text(xoauth2Client('u@example.org', token).initial),
    `user=u@example.org\x01auth=Bearer ${token}\x01\x01`,
  );
});
