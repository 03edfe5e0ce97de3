// LMTP on the wire: one answer for each accepted recipient, behind the letter. RFC 2033

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { MemoryReceiver, type Overheard, optionsFor, Talk } from './conversation.suite.ts';
import { createLmtpReceiver, type MailIn } from './index.ts';

let receiver: MemoryReceiver;
let server: MailIn;
let overheard: Overheard;
let peer: Talk;

beforeEach(async () => {
  receiver = new MemoryReceiver();
  overheard = { events: [], internalErrors: [] };
  server = createLmtpReceiver(receiver, optionsFor(overheard));
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  peer = new Talk(port);
  assert.equal(await peer.reply(), '220 mx.example.org LMTP');
  assert.match(await peer.say('LHLO mail.example.org'), /^250-mx\.example\.org\n250-PIPELINING\n/);
});
afterEach(async () => {
  peer.socket.destroy();
  await server.stop({ graceful: 0 });
});

async function letterTo(...recipients: string[]): Promise<string[]> {
  await peer.say('MAIL FROM:<luis@example.com>');
  for (const to of recipients) await peer.say(`RCPT TO:<${to}>`);
  assert.match(await peer.say('DATA'), /^354 /);
  peer.socket.write('Subject: a\r\n\r\nb\r\n.\r\n');
  const answers: string[] = [];
  for (const _ of recipients) answers.push(await peer.reply());
  assert.equal(await peer.say('NOOP'), '250 2.0.0 OK');
  return answers;
}

test('each recipient has an answer of their own, in order', async () => {
  receiver.verdicts.set('full', { kind: 'refused', code: 452, enhanced: '4.2.2', text: 'Full' });
  receiver.verdicts.set('gone', { kind: 'refused', code: 550, enhanced: '5.1.1', text: 'No such mailbox' });
  assert.deepEqual(await letterTo('ana', 'full', 'luis@example.org', 'gone'), [
    '250 2.6.0 Stored',
    '452 4.2.2 Full',
    '250 2.6.0 Stored',
    '550 5.1.1 No such mailbox',
  ]);
});

test('the same recipient twice, in any case, has two answers', async () => {
  assert.deepEqual(await letterTo('ana', 'ana', 'ANA'), [
    '250 2.6.0 Stored',
    '250 2.6.0 Stored',
    '250 2.6.0 Stored',
  ]);
  assert.deepEqual(
    receiver.kept[0]!.envelope.recipients.map(({ address }) => address),
    ['ana', 'ana', 'ANA'],
  );
});

test('a refused letter is refused once for each recipient', async () => {
  await peer.say('MAIL FROM:<luis@example.com>');
  for (const to of ['ana', 'luis', 'ana']) await peer.say(`RCPT TO:<${to}>`);
  await peer.say('DATA');
  peer.socket.write('a\n.\r\nb\r\n.\r\n');
  for (let n = 0; n < 3; n++) assert.match(await peer.reply(), /^550 5\.5\.2 /);
  receiver.fault = 'finish';
  assert.match(
    (await letterTo('ana', 'luis')).join('\n'),
    /^451 4\.3\.0 Internal error, reference (\w+)\n451 4\.3\.0 .* \1$/,
  );
  assert.equal(receiver.kept.length, 0);
});

test('recipients that were refused at RCPT have no answer behind the letter', async () => {
  receiver.refused.set('who', { kind: 'refused', code: 550, enhanced: '5.1.1', text: 'No such mailbox' });
  await peer.say('MAIL FROM:<luis@example.com>');
  assert.match(await peer.say('RCPT TO:<who>'), /^550 /);
  assert.match(await peer.say('DATA'), /^503 /);
  await peer.say('RCPT TO:<ana>');
  await peer.say('DATA');
  assert.equal(await peer.say('x\r\n.'), '250 2.6.0 Stored');
  assert.equal(await peer.say('QUIT'), '221 2.0.0 Bye');
});

test('names beyond counting are refused one by one, never shown the door', async () => {
  await peer.say('MAIL FROM:<luis@example.com>');
  for (let n = 0; n < 120; n++) {
    receiver.refused.set(`n${n}`, { kind: 'refused', code: 550, enhanced: '5.1.1', text: 'No such mailbox' });
    assert.match(await peer.say(`RCPT TO:<n${n}>`), /^550 /);
  }
});

test('a thousand recipients are taken, one more is told to come again', async () => {
  await peer.say('MAIL FROM:<luis@example.com>');
  peer.socket.write(Array.from({ length: 1001 }, (_, n) => `RCPT TO:<n${n}@example.org>\r\n`).join(''));
  for (let n = 0; n < 1000; n++) assert.equal(await peer.reply(), '250 2.1.5 Accepted');
  assert.match(await peer.reply(), /^452 4\.5\.3 /);
});

test('the trace header says LMTP', async () => {
  await letterTo('ana');
  assert.match(
    receiver.kept[0]!.octets,
    /^Return-Path: <luis@example\.com>\r\nReceived: from mail\.example\.org \(\[127\.0\.0\.1\]\)\r\n\tby mx\.example\.org with LMTP id \w+\r\n\tfor <ana>;\r\n/,
  );
});

test('EHLO and HELO are not LMTP', async () => {
  assert.match(await peer.say('EHLO a'), /^500 /);
  assert.match(await peer.say('HELO a'), /^500 /);
});
