// F44 to F50 as the collector sees them: TLS, who is believed, tokens, passwords beyond ASCII, and that no secret gets out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { elsewhere, expired, good, other } from '../pop3-client/certificates.ts';
import { collecting } from './collecting.ts';
import { say } from './fake/reply.ts';

for (const tls of ['implicit', 'starttls'] as const)
  test(`F45: trust on first use over ${tls}: the key is remembered, and another one is not believed`, async (t) => {
    let pair = good;
    const c = await collecting(t, {
      letters: 3,
      fake: { tls, certificate: () => pair },
      settings: { tls, trust: 'first-use' },
    });
    assert.equal((await c.run()).stored, 3);
    pair = other;
    const changed = await c.run();
    assert.equal(changed.trouble?.cause, 'pin-mismatch');
    assert.equal(changed.stored, 0);
    pair = good;
    assert.equal((await c.run()).trouble, undefined);
  });

for (const [name, pair] of Object.entries({ good, expired, elsewhere }))
  test(`F45: nobody vouches for it (${name}): no password is sent`, async (t) => {
    const c = await collecting(t, {
      letters: 1,
      fake: { tls: 'implicit', certificate: () => pair },
      settings: { tls: 'implicit' },
    });
    const report = await c.run();
    assert.equal(report.trouble?.cause, 'tls-verify');
    assert.equal(c.fake.heard.commands.length, 0);
  });

test('F44: STLS that is refused: no password is sent', async (t) => {
  const c = await collecting(t, {
    letters: 1,
    fake: { behaviour: { instead: ({ verb }) => (verb === 'STLS' ? say('-ERR not here') : undefined) } },
    settings: { tls: 'starttls' },
  });
  const report = await c.run();
  assert.equal(report.trouble?.cause, 'tls-proto');
  assert.equal(c.fake.heard.count('PASS') + c.fake.heard.count('AUTH'), 0);
});

test('F46: a token of 8 KB', async (t) => {
  const token = 'y'.repeat(8_192);
  const c = await collecting(t, {
    letters: 2,
    fake: { password: token, behaviour: { capabilities: () => ['UIDL', 'TOP', 'SASL XOAUTH2'] } },
    settings: { auth: 'token' },
    secret: token,
  });
  assert.equal((await c.run()).stored, 2);
});

test('F49: a password beyond ASCII', async (t) => {
  const password = 'contraseña-€';
  const c = await collecting(t, { letters: 2, fake: { password }, secret: password });
  assert.equal((await c.run()).stored, 2);
});

test('F50: the secret is in no report, state, transcript or error, though the server says it back', async (t) => {
  const secret = 'canary-0815-canary';
  const c = await collecting(t, { letters: 2, fake: { password: 'another' }, secret });
  c.fake.behaviour = {
    capabilities: () => ['USER', 'UIDL', 'TOP'],
    instead: ({ verb, argument }) => (verb === 'PASS' ? say(`-ERR [AUTH] ${argument} is wrong`) : undefined),
  };
  const report = await c.run();
  assert.equal(report.trouble?.cause, 'credentials');
  c.fake.password = secret;
  c.fake.behaviour = { capabilities: () => ['USER', 'UIDL', 'TOP'] };
  assert.equal((await c.run()).stored, 2);
  const told = inspect([report, await c.state(), await c.row(), c.logged], {
    depth: 20,
    maxArrayLength: null,
    maxStringLength: null,
  });
  assert.ok(c.fake.heard.of('PASS').every(({ argument }) => argument === secret));
  assert.equal(told.includes(secret), false);
  assert.equal(told.includes(Buffer.from(secret).toString('base64').slice(0, 20)), false);
});
