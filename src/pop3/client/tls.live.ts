// TLS from the first octet, TLS by STLS, and those who would like to be in between. Failure modes F44, F45.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { elsewhere, expired, good, other } from '../../../test/pop3-client/certificates.ts';
import { ana, connectTo } from '../../../test/pop3-client/connect-to.ts';
import { type Peer, type Scripted, scripted } from '../../../test/pop3-client/scripted-server.ts';
import type { CertificatePair } from '../../wire/index.ts';
import { type PeerCertificate, Pop3Client } from '../index.ts';

async function talk(peer: Peer, capabilities: string): Promise<void> {
  for (let line = await peer.line(); line !== undefined; line = await peer.line()) {
    peer.say(line === 'CAPA' ? `+OK\r\n${capabilities}.\r\n` : '+OK\r\n');
    if (line === 'QUIT') return;
  }
}

const implicit = (t: TestContext, pair: CertificatePair): Promise<Scripted> =>
  scripted(t, async (peer) => {
    await peer.startTls(pair);
    peer.say('+OK\r\n');
    await talk(peer, 'USER\r\n');
  });

/** `answer`: what is said to STLS. */
const upgrading = (t: TestContext, answer: string, behind = ''): Promise<Scripted> =>
  scripted(t, async (peer) => {
    peer.say('+OK\r\n');
    const line = await peer.line();
    peer.say(answer);
    if (line !== 'STLS' || !answer.startsWith('+OK')) return;
    if (behind !== '') peer.say(behind);
    await peer.startTls(good);
    await talk(peer, 'USER\r\nSASL PLAIN\r\n');
  });

const { allowPlaintext, ...secure } = { host: '127.0.0.1', auth: ana, allowPlaintext: false };

test('TLS from the first octet is the default, and shows what it is', async (t) => {
  const { port } = await implicit(t, good);
  const client = await Pop3Client.connect({ ...secure, allowPlaintext, port, ca: good.certificate });
  assert.equal(client.tls?.protocol, 'TLSv1.3');
  assert.equal(client.tls?.certificate.verified, true);
  assert.equal((await client.quit()).update, 'confirmed');
});

test('a certificate that nobody vouches for, an expired one and one for another name are refused before a word is said', async (t) => {
  for (const [pair, message] of [
    [good, /self-signed/],
    [expired, /expired/],
    [elsewhere, /wrong-host/],
  ] as const) {
    const { port, heard } = await implicit(t, pair);
    const ca = pair === good ? other.certificate : pair.certificate;
    const failure = { code: 'tls-verify', message };
    await assert.rejects(Pop3Client.connect({ ...secure, port, ca }), failure);
    assert.deepEqual(heard, []);
  }
});

test('a key that was trusted once is known again, and another one is not', async (t) => {
  const { port } = await implicit(t, good);
  const seen: PeerCertificate[] = [];
  const trust = (certificate: PeerCertificate) => seen.push(certificate) > 0;
  await (await Pop3Client.connect({ ...secure, port, trust })).quit();
  const pins = [seen[0]!.pin];
  await (await Pop3Client.connect({ ...secure, port, pins })).quit();
  const impostor = await implicit(t, other);
  await assert.rejects(Pop3Client.connect({ ...secure, port: impostor.port, pins }), {
    code: 'pin-mismatch',
  });
  assert.deepEqual(impostor.heard, []);
});

test('STLS comes first, and what the server can do is asked behind it', async (t) => {
  const { port, heard } = await upgrading(t, '+OK begin\r\n');
  const client = await Pop3Client.connect({ ...secure, port, tls: 'starttls', ca: good.certificate });
  assert.equal(client.mechanism, 'PLAIN');
  assert.deepEqual(
    heard.map((line) => line.split(' ')[0]),
    ['STLS', 'CAPA', 'AUTH', 'CAPA'],
  );
  assert.equal((await client.quit()).update, 'confirmed');
});

test('without STLS there is no session, and no password', async (t) => {
  for (const answer of ['-ERR unknown command\r\n', '-ERR [SYS/TEMP] not now\r\n']) {
    const { port, heard } = await upgrading(t, answer);
    await assert.rejects(Pop3Client.connect({ ...secure, port, tls: 'starttls', ca: good.certificate }), {
      code: 'tls-proto',
      command: 'STLS',
    });
    assert.deepEqual(heard, ['STLS']);
  }
});

test('octets that somebody put between STLS and TLS end the connection, in the same packet and in the next', async (t) => {
  for (const [answer, behind] of [
    ['+OK begin\r\n+OK\r\n', ''],
    ['+OK begin\r\n', '+OK injected\r\n'],
    ['+OK begin\r\n+', ''],
  ] as const) {
    const { port, heard } = await upgrading(t, answer, behind);
    await assert.rejects(Pop3Client.connect({ ...secure, port, tls: 'starttls', ca: good.certificate }), {
      code: 'tls-proto',
    });
    assert.deepEqual(heard, ['STLS']);
  }
});

test('a server that does not speak TLS says so, and one that never finishes is left', async (t) => {
  const plain = await scripted(t, async (peer) => {
    peer.say('+OK in the clear\r\n');
    await peer.line();
  });
  await assert.rejects(Pop3Client.connect({ ...secure, port: plain.port }), { code: 'tls-proto' });
  const silent = await scripted(t, async (peer) => {
    await new Promise<void>((resolve) => peer.socket().on('close', resolve));
  });
  const limits = { handshake: 50 };
  await assert.rejects(Pop3Client.connect({ ...secure, port: silent.port, limits }), {
    code: 'timeout-connect',
  });
});

test('a session in the clear says that it is', async (t) => {
  const { port } = await scripted(t, async (peer) => {
    peer.say('+OK\r\n');
    await talk(peer, 'USER\r\n');
  });
  assert.equal((await connectTo(t, port)).tls, undefined);
});
