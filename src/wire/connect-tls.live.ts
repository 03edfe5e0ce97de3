// Whom a client believes, over real handshakes.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { contextOf, elsewhere, expired, good, other } from '../../test/pop3-client/certificates.ts';
import {
  type CertificatePair,
  type ConnectTlsOptions,
  dial,
  Outgoing,
  openListener,
  type PeerCertificate,
  WireError,
} from './index.ts';

/** A server that greets through TLS. */
async function serve(t: TestContext, pair: CertificatePair): Promise<number> {
  const listener = await openListener({
    host: '127.0.0.1',
    port: 0,
    tls: contextOf(pair),
    admit: () => () => {},
    refusal: '',
    handshakeMilliseconds: 5_000,
    lineLimit: 100,
    connected: (connection) => {
      connection.write('hello\r\n');
      connection.end(1_000);
    },
    failed: () => {},
  });
  t.after(() => listener.close());
  return listener.port;
}

const servername = '127.0.0.1';

async function secure(port: number, options: Partial<ConnectTlsOptions>): Promise<Outgoing> {
  const outgoing = new Outgoing(await dial({ host: '127.0.0.1', port, milliseconds: 5_000 }));
  await outgoing.startTls({ servername, milliseconds: 5_000, ...options });
  return outgoing;
}

const rejects = (attempt: Promise<unknown>, reason: string, message: RegExp) =>
  assert.rejects(attempt, (error: unknown) => {
    assert.ok(error instanceof WireError, String(error));
    assert.equal(error.reason, reason);
    assert.match(error.message, message);
    return true;
  });

test('a certificate under a root that is trusted is believed, and the octets come', async (t) => {
  const outgoing = await secure(await serve(t, good), { ca: good.certificate });
  assert.equal(Buffer.from((await outgoing.read(5_000))!).toString(), 'hello\r\n');
  assert.equal(outgoing.tls?.certificate.verified, true);
  assert.equal(outgoing.tls?.protocol, 'TLSv1.3');
  assert.equal(outgoing.channelBinding?.length, 32);
  await outgoing.end(1_000);
});

test('without its root the same certificate is refused, and the reason is told', async (t) => {
  await rejects(secure(await serve(t, good), {}), 'tls-verify', /self-signed/);
});

test('an expired certificate, and one for another name, are refused for what they are', async (t) => {
  await rejects(secure(await serve(t, expired), { ca: expired.certificate }), 'tls-verify', /expired/);
  const port = await serve(t, elsewhere);
  await rejects(secure(port, { ca: elsewhere.certificate }), 'tls-verify', /wrong-host/);
  await rejects(
    secure(port, { ca: elsewhere.certificate, servername: 'localhost' }),
    'tls-verify',
    /wrong-host/,
  );
  const named = await secure(port, { ca: elsewhere.certificate, servername: 'pop.example.org' });
  named.fail('reset', 'done');
});

test('a pin vouches for a key, and for no other', async (t) => {
  let seen: PeerCertificate | undefined;
  const port = await serve(t, good);
  const first = await secure(port, {
    trust: (certificate) => {
      seen = certificate;
      return true;
    },
  });
  first.fail('reset', 'done');
  assert.match(seen!.pin, /^[A-Za-z0-9+/]{43}=$/);
  assert.equal(seen!.verified, false);
  assert.equal(seen!.problem, 'self-signed');
  const again = await secure(port, { pins: ['x', seen!.pin] });
  again.fail('reset', 'done');
  await rejects(secure(await serve(t, other), { pins: [seen!.pin] }), 'pin-mismatch', /another key/);
  await rejects(
    secure(await serve(t, other), { pins: [seen!.pin], ca: other.certificate }),
    'pin-mismatch',
    /another key/,
  );
});

test('the caller may refuse what is verified', async (t) => {
  const port = await serve(t, good);
  await rejects(
    secure(port, { ca: good.certificate, trust: async () => false }),
    'tls-verify',
    /not trusted by the caller/,
  );
});

test('a server that does not speak TLS is told from one that breaks off', async (t) => {
  const plain = await openListener({
    host: '127.0.0.1',
    port: 0,
    admit: () => () => {},
    refusal: '',
    handshakeMilliseconds: 5_000,
    lineLimit: 100,
    connected: (connection) => {
      connection.write('+OK in the clear\r\n');
      connection.end(1_000);
    },
    failed: () => {},
  });
  t.after(() => plain.close());
  const outgoing = new Outgoing(await dial({ host: '127.0.0.1', port: plain.port, milliseconds: 5_000 }));
  await outgoing.read(5_000);
  await rejects(outgoing.startTls({ servername, milliseconds: 5_000 }), 'reset', /broke off/);
});

test('octets that nobody took before the handshake break the connection off', async (t) => {
  const port = await serve(t, good);
  const socket = await dial({ host: '127.0.0.1', port, milliseconds: 5_000 });
  const outgoing = new Outgoing(socket);
  socket.emit('data', Buffer.from('injected'));
  await rejects(outgoing.startTls({ servername, milliseconds: 5_000 }), 'tls-proto', /before TLS/);
  await rejects(outgoing.read(10), 'tls-proto', /before TLS/);
});
