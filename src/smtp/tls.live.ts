// STARTTLS on the wire. RFC 3207

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { testContext } from '../../test/dialogues/certificate.ts';
import { MemoryReceiver, type Overheard, optionsFor, Talk } from './conversation.suite.ts';
import { createLmtpReceiver, createSmtpReceiver, type MailIn } from './index.ts';

const receiver = new MemoryReceiver();
const overheard: Overheard = { events: [], internalErrors: [] };
const asked: (string | undefined)[] = [];
const options = optionsFor(overheard, {
  tls: (servername) => {
    asked.push(servername);
    return testContext(servername);
  },
});
let servers: MailIn[];
let peer: Talk;

beforeEach(() => {
  servers = [];
  receiver.kept.length = asked.length = 0;
});
afterEach(async () => {
  peer.socket.destroy();
  await Promise.all(servers.map((server) => server.stop({ graceful: 0 })));
});

async function open(create: typeof createSmtpReceiver, more = {}): Promise<void> {
  const server = create(receiver, { ...options, ...more });
  servers.push(server);
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  peer = new Talk(port);
  await peer.reply();
}

/** The handshake behind a 220; the peer speaks inside it from now on. */
async function handshake(
  about: ConnectionOptions = {},
): Promise<{ secured: TLSSocket; say: (line: string) => Promise<string> }> {
  peer.socket.removeAllListeners('data');
  const secured = connect({ socket: peer.socket, rejectUnauthorized: false, ...about });
  await new Promise((resolve, reject) => secured.once('secureConnect', resolve).once('error', reject));
  peer.listen(secured);
  const say = (line: string) => {
    secured.write(`${line}\r\n`);
    return peer.reply();
  };
  return { secured, say };
}

test('STARTTLS is announced until it is done; what was said before is forgotten', async () => {
  await open(createSmtpReceiver);
  assert.match(await peer.say('EHLO a'), /\n250-STARTTLS\n/);
  await peer.say('MAIL FROM:<l@b.c>');
  await peer.say('RCPT TO:<ana@example.org>');
  assert.match(await peer.say('STARTTLS'), /^220 2\.0\.0 /);
  const { say } = await handshake();
  assert.match(await say('MAIL FROM:<l@b.c>'), /^503 5\.5\.1 /);
  assert.doesNotMatch(await say('EHLO a'), /STARTTLS/);
  assert.match(await say('STARTTLS'), /^503 /);
  assert.match(await say('DATA'), /^503 5\.5\.1 /);
});

test('the trace header tells the protocol and the cipher suite', async () => {
  for (const [create, hello, protocol] of [
    [createSmtpReceiver, 'EHLO', 'ESMTPS'],
    [createLmtpReceiver, 'LHLO', 'LMTPS'],
  ] as const) {
    await open(create);
    await peer.say(`${hello} a`);
    await peer.say('STARTTLS');
    const { secured, say } = await handshake({
      maxVersion: 'TLSv1.2',
      ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256',
    });
    for (const line of [`${hello} a`, 'MAIL FROM:<l@b.c>', 'RCPT TO:<ana@example.org>', 'DATA'])
      await say(line);
    assert.equal(await say('x\r\n.'), '250 2.6.0 Stored');
    const { octets, envelope } = receiver.kept.at(-1)!;
    assert.ok(
      octets.includes(
        `with ${protocol} id ${envelope.peer.id}\r\n\tfor <ana@example.org>\r\n\ttls TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;\r\n`,
      ),
    );
    assert.equal(envelope.peer.secure, true);
    secured.destroy();
  }
});

test('what came in clear behind STARTTLS is thrown away', async () => {
  await open(createSmtpReceiver);
  await peer.say('EHLO a');
  peer.socket.write('STARTTLS\r\nEHLO evil\r\nMAIL FROM:<evil@example.com>\r\nRCPT TO:<ana@example.org>\r\n');
  assert.match(await peer.reply(), /^220 /);
  const { say } = await handshake();
  assert.match(await say('DATA'), /^503 /);
  assert.match(await say('EHLO a'), /^250-/);
  assert.equal(await say('MAIL FROM:<l@b.c>'), '250 2.1.0 Accepted');
});

test('a reply that was still waiting when STARTTLS came goes out in clear before the handshake', async () => {
  await open(createSmtpReceiver);
  peer.socket.write('EHLO a\r\nNOOP\r\nSTARTTLS\r\n');
  assert.match(await peer.reply(), /^250-/);
  assert.equal(await peer.reply(), '250 2.0.0 OK');
  assert.match(await peer.reply(), /^220 /);
  const { say } = await handshake();
  assert.match(await say('EHLO a'), /^250-/);
});

test('the certificate is asked for at each handshake, by the name the client gives', async () => {
  for (const servername of ['MX.example.org', 'xn--xito-9oa.example', undefined]) {
    await open(createSmtpReceiver);
    await peer.say('EHLO a');
    await peer.say('STARTTLS');
    await handshake(servername === undefined ? {} : { servername });
    peer.socket.destroy();
  }
  assert.deepEqual(asked, [undefined, 'mx.example.org', undefined, 'xn--xito-9oa.example', undefined]);
});

test('a handshake that is none ends the connection and nothing else', async () => {
  await open(createSmtpReceiver);
  await peer.say('EHLO a');
  await peer.say('STARTTLS');
  peer.socket.write('this is no handshake\r\n');
  await peer.closed();
  assert.equal(overheard.internalErrors.length, 0);
  assert.equal(servers[0]!.connections, 0);
});

test('TLS 1.1 is too old', async () => {
  await open(createSmtpReceiver);
  await peer.say('EHLO a');
  await peer.say('STARTTLS');
  await assert.rejects(
    handshake({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
  );
});
