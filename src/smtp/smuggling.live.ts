// Smuggled ends on the wire: the letter is refused, nothing is stored, and what stands behind the false end is text,
// however the octets are cut into packets. RFC 5321 §4.1.1.4

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { MemoryReceiver, type Overheard, optionsFor, Talk } from './conversation.suite.ts';
import { createSmtpReceiver, type MailIn } from './index.ts';

const receiver = new MemoryReceiver();
const overheard: Overheard = { events: [], internalErrors: [] };
const server: MailIn = createSmtpReceiver(receiver, optionsFor(overheard));
let port: number;
before(async () => {
  ({ port } = await server.listen({ host: '127.0.0.1', port: 0 }));
});
after(() => server.stop({ graceful: 0 }));

const attack = 'MAIL FROM:<evil@example.com>\r\nRCPT TO:<ana@example.org>\r\nDATA\r\nFrom: boss\r\n';

/** The replies to a letter of these octets and the true end, then to QUIT. */
async function send(octets: string, chunk: number): Promise<string[]> {
  const peer = new Talk(port);
  peer.socket.setNoDelay(true);
  await peer.reply();
  for (const line of ['EHLO a', 'MAIL FROM:<l@b.c>', 'RCPT TO:<ana@example.org>', 'DATA'])
    await peer.say(line);
  const all = `${octets}\r\n.\r\nQUIT\r\n`;
  for (let at = 0; at < all.length; at += chunk) {
    peer.socket.write(all.slice(at, at + chunk));
    if (chunk < 1000) await new Promise(setImmediate);
  }
  const replies: string[] = [];
  for (let reply = ''; !reply.startsWith('221'); replies.push(reply)) reply = await peer.reply();
  peer.socket.destroy();
  return replies.map((reply) => reply.slice(0, 9));
}

for (const end of [
  '\n.\n',
  '\n.\r\n',
  '\r\n.\n',
  '\r.\r',
  '\r\n.\r',
  '\r.\r\n',
  '\r.\n',
  '\n.\r',
  '\r\r\n.\r\r\n',
]) {
  test(`a letter with ${JSON.stringify(end)} is refused, and ${JSON.stringify(attack.slice(0, 9))} behind it is text`, async () => {
    for (const chunk of [10_000, 1, 3]) {
      assert.deepEqual(await send(`Subject: a\r\n\r\nhello${end}${attack}`, chunk), [
        '550 5.5.2',
        '221 2.0.0',
      ]);
    }
    assert.equal(receiver.kept.length, 0);
  });
}

test('a smuggled end right behind DATA, and one right before the true end', async () => {
  for (const chunk of [10_000, 1]) {
    assert.deepEqual(await send(`.\n${attack}`, chunk), ['550 5.5.2', '221 2.0.0']);
    assert.deepEqual(await send('.\r.\n', chunk), ['550 5.5.2', '221 2.0.0']);
    assert.deepEqual(await send('a\r\n.\r', chunk), ['550 5.5.2', '221 2.0.0']);
  }
  assert.equal(receiver.kept.length, 0);
});

test('a bare LF alone is no crime, and an honest lone dot is kept', async () => {
  for (const chunk of [10_000, 1]) {
    assert.deepEqual(await send('a\nb\n..\nc\r\n..\r\nd', chunk), ['250 2.6.0', '221 2.0.0']);
    assert.match(receiver.kept.pop()!.octets, /\+0000\r\na\nb\n\.\nc\r\n\.\r\nd\r\n$/);
  }
});
