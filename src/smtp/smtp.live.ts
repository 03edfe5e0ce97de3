// SMTP on the wire: what a peer says and hears, over raw sockets.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { MemoryReceiver, type Overheard, optionsFor, Talk } from './conversation.suite.ts';
import { createSmtpReceiver, type MailIn } from './index.ts';

let receiver: MemoryReceiver;
let server: MailIn;
let port: number;
let overheard: Overheard;
let peer: Talk;

beforeEach(async () => {
  receiver = new MemoryReceiver();
  overheard = { events: [], internalErrors: [] };
  server = createSmtpReceiver(receiver, optionsFor(overheard));
  ({ port } = await server.listen({ host: '127.0.0.1', port: 0, reusePort: true }));
  peer = new Talk(port);
  assert.equal(await peer.reply(), '220 mx.example.org ESMTP');
});
afterEach(async () => {
  peer.socket.destroy();
  await server.stop({ graceful: 0 });
});

/** Up to the 354 of a letter to these. */
async function toData(recipients = ['ana@example.org'], from = '<luis@example.com>'): Promise<void> {
  await peer.say('EHLO mail.example.com');
  assert.equal(await peer.say(`MAIL FROM:${from}`), '250 2.1.0 Accepted');
  for (const to of recipients) assert.equal(await peer.say(`RCPT TO:<${to}>`), '250 2.1.5 Accepted');
  assert.match(await peer.say('DATA'), /^354 /);
}
const code = async (reply: Promise<string>) => (await reply).slice(0, 9);

test('EHLO announces what is done, and nothing else', async () => {
  assert.deepEqual((await peer.say('EHLO mail.example.com')).split('\n'), [
    '250-mx.example.org',
    '250-PIPELINING',
    '250-8BITMIME',
    '250-SMTPUTF8',
    '250-ENHANCEDSTATUSCODES',
    '250 SIZE 1000000',
  ]);
});

test('a letter arrives octet for octet behind its trace header, and 250 comes behind finish', async () => {
  await toData();
  let durable = () => {};
  receiver.gate.finish = new Promise((resolve) => {
    durable = resolve;
  });
  const answer = peer.say('Subject: caf\u00e9\r\n\r\n..dot\r\na\nb\rc\r\n.');
  const early = await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 50, 'silence'))]);
  assert.equal(early, 'silence');
  durable();
  assert.equal(await answer, '250 2.6.0 Stored');
  const { envelope, octets } = receiver.kept[0]!;
  assert.equal(
    octets,
    'Return-Path: <luis@example.com>\r\n' +
      'Received: from mail.example.com ([127.0.0.1])\r\n' +
      `\tby mx.example.org with ESMTP id ${envelope.peer.id}\r\n` +
      '\tfor <ana@example.org>;\r\n' +
      '\tWed, 04 Nov 2026 06:05:04 +0000\r\n' +
      'Subject: caf\u00c3\u00a9\r\n\r\n.dot\r\na\nb\rc\r\n',
  );
  assert.deepEqual(
    overheard.events.map(({ kind }) => kind),
    ['letter-taken'],
  );
});

test('two letters in one connection have their own recipients; RSET forgets', async () => {
  await toData(['ana@example.org']);
  assert.equal(await peer.say('one\r\n.'), '250 2.6.0 Stored');
  assert.equal(await peer.say('MAIL FROM:<a@b.c>'), '250 2.1.0 Accepted');
  await peer.say('RCPT TO:<ana@example.org>');
  assert.equal(await peer.say('RSET'), '250 2.0.0 Flushed');
  assert.equal(await code(peer.say('DATA')), '503 5.5.1');
  await peer.say('MAIL FROM:<>');
  await peer.say('RCPT TO:<luis@example.org>');
  await peer.say('DATA');
  assert.equal(await peer.say('two\r\n.'), '250 2.6.0 Stored');
  assert.deepEqual(
    receiver.kept.map(({ envelope }) => envelope.recipients.map(({ address }) => address)),
    [['ana@example.org'], ['luis@example.org']],
  );
  assert.equal(receiver.kept[1]!.envelope.sender, '');
});

test('everything in one packet', async () => {
  peer.socket.write(
    'EHLO a\r\nMAIL FROM:<l@b.c>\r\nRCPT TO:<ana@example.org>\r\nDATA\r\nSubject: x\r\n\r\n..y\r\n.\r\nNOOP\r\nQUIT\r\n',
  );
  const replies: string[] = [];
  for (let n = 0; n < 7; n++) replies.push((await peer.reply()).slice(0, 3));
  assert.deepEqual(replies, ['250', '250', '250', '354', '250', '250', '221']);
  assert.match(receiver.kept[0]!.octets, /\r\nSubject: x\r\n\r\n\.y\r\n$/);
});

test('everything one octet a packet', async () => {
  peer.socket.setNoDelay(true);
  const all = 'EHLO a\r\nMAIL FROM:<l@b.c>\r\nRCPT TO:<ana@example.org>\r\nDATA\r\n..\r\n..\r\n.\r\nQUIT\r\n';
  for (const octet of all) {
    peer.socket.write(octet);
    await new Promise(setImmediate);
  }
  for (let n = 0; n < 6; n++) await peer.reply();
  assert.match(receiver.kept[0]!.octets, /\+0000\r\n\.\r\n\.\r\n$/);
});

test('an empty letter is a letter', async () => {
  await toData();
  assert.equal(await peer.say('.'), '250 2.6.0 Stored');
  assert.match(receiver.kept[0]!.octets, /\+0000\r\n$/);
});

test('the words of the receiver reach the peer with their own status, and the others stay', async () => {
  receiver.refused.set('who@example.org', {
    kind: 'refused',
    code: 550,
    enhanced: '5.1.1',
    text: 'No such mailbox',
  });
  receiver.refused.set('a@far.example', { kind: 'refused', code: 550, enhanced: '5.7.1', text: 'No relay' });
  receiver.refused.set('full@example.org', { kind: 'refused', code: 452, enhanced: '4.2.2', text: 'Full' });
  await peer.say('EHLO a');
  await peer.say('MAIL FROM:<l@b.c> SIZE=77');
  assert.equal(await peer.say('RCPT TO:<who@example.org>'), '550 5.1.1 No such mailbox');
  assert.equal(await peer.say('RCPT TO:<a@far.example>'), '550 5.7.1 No relay');
  assert.equal(await peer.say('RCPT TO:<full@example.org>'), '452 4.2.2 Full');
  assert.equal(await code(peer.say('DATA')), '503 5.5.1');
  assert.equal(await peer.say('RCPT TO:<ana@example.org>'), '250 2.1.5 Accepted');
  assert.deepEqual(receiver.asked.at(-1), { address: 'ana@example.org', declaredSize: 77 });
});

test('a verdict at the end is the answer to the letter', async () => {
  for (const [status, text] of [
    ['452 4.3.1', 'Disk full'],
    ['451 4.3.0', 'Later'],
    ['552 5.2.2', 'Over quota'],
  ] as const) {
    const [reply, enhanced] = status.split(' ');
    receiver.verdicts.set('ana@example.org', {
      kind: 'refused',
      code: Number(reply),
      enhanced: enhanced!,
      text,
    });
    await toData();
    assert.equal(await peer.say('x\r\n.'), `${status} ${text}`);
  }
});

test('a fault of ours is 451 with the reference that was logged, wherever it happens', async () => {
  await peer.say('EHLO a');
  receiver.fault = 'recipient';
  await peer.say('MAIL FROM:<l@b.c>');
  const replies = [await peer.say('RCPT TO:<ana@example.org>')];
  receiver.fault = undefined;
  for (const fault of ['write', 'finish'] as const) {
    await peer.say('RSET');
    await toData();
    receiver.fault = fault;
    replies.push(await peer.say(`${'x'.repeat(200_000)}\r\n.`));
    receiver.fault = undefined;
  }
  const references = overheard.internalErrors.map(({ reference }) => reference);
  assert.deepEqual(
    replies,
    references.map((reference) => `451 4.3.0 Internal error, reference ${reference}`),
  );
  assert.deepEqual([replies.length, receiver.kept.length], [3, 0]);
  assert.equal(await peer.say('NOOP'), '250 2.0.0 OK');
});

test('a size beyond the limit is refused when declared, and when it comes', async () => {
  await peer.say('EHLO a');
  assert.match(await peer.say('MAIL FROM:<l@b.c> SIZE=1000001'), /^552 5\.3\.4 /);
  await toData();
  assert.equal(await peer.say(`${'x'.repeat(999_998)}\r\n.`), '250 2.6.0 Stored');
  await toData();
  assert.equal(await peer.say(`${'x'.repeat(999_999)}\r\n.`), '552 5.3.4 The letter is larger than we take');
  assert.deepEqual([receiver.kept.length, receiver.aborted], [1, 1]);
  assert.equal(await peer.say('NOOP'), '250 2.0.0 OK');
});

test('a peer that never stops sending is cut off at twice the limit', async () => {
  await toData();
  const flood = Buffer.alloc(65_536, 'x');
  let sent = 0;
  while (!peer.ended && sent < 50_000_000) {
    if (!peer.socket.write(flood)) await new Promise((resolve) => setImmediate(resolve));
    sent += flood.length;
  }
  assert.equal((await peer.reply()).slice(0, 3), '421');
  assert.ok(sent < 50_000_000);
  assert.equal(receiver.kept.length, 0);
});

test('a letter that went in circles is refused', async () => {
  const hops = (count: number) => `${'Received: from a\r\n'.repeat(count)}\r\nReceived: in the body\r\n.`;
  await toData();
  assert.equal(await peer.say(hops(100)), '250 2.6.0 Stored');
  await toData();
  assert.match(await peer.say(hops(101)), /^554 5\.4\.6 /);
  assert.equal(receiver.kept.length, 1);
});

test('addresses beyond ASCII need SMTPUTF8', async () => {
  await peer.say('EHLO a');
  assert.match(await peer.say('MAIL FROM:<peña@example.com>'), /^550 5\.6\.7 /);
  await peer.say('MAIL FROM:<l@b.c>');
  assert.match(await peer.say('RCPT TO:<peña@example.org>'), /^553 5\.6\.7 /);
  await peer.say('RSET');
  assert.equal(await peer.say('MAIL FROM:<peña@éxito.example> SMTPUTF8 BODY=8BITMIME'), '250 2.1.0 Accepted');
  assert.equal(await peer.say('RCPT TO:<josé@éxito.example>'), '250 2.1.5 Accepted');
  await peer.say('DATA');
  await peer.say('x\r\n.');
  assert.match(
    Buffer.from(receiver.kept[0]!.octets, 'latin1').toString(),
    /^Return-Path: <peña@éxito.example>\r\n.*\r\n\tby \S+ with UTF8SMTP id .*\r\n\tfor <josé@éxito\.example>;/,
  );
});

test('unknown parameters, bad syntax and commands out of order', async () => {
  assert.equal(await code(peer.say('MAIL FROM:<l@b.c>')), '503 5.5.1');
  await peer.say('EHLO a');
  assert.equal(await code(peer.say('MAIL FROM:<l@b.c> RET=HDRS')), '555 5.5.4');
  assert.equal(await code(peer.say('MAIL FROM:<l@b.c> BODY=BINARYMIME')), '501 5.5.4');
  assert.equal(await code(peer.say('MAIL FROM:<l@b.c> SIZE=x')), '501 5.5.4');
  assert.equal(await code(peer.say('MAIL FROM:l@b.c')), '501 5.1.7');
  assert.equal(await code(peer.say('RCPT TO:<ana@example.org>')), '503 5.5.1');
  await peer.say('MAIL FROM:<l@b.c>');
  assert.equal(await code(peer.say('MAIL FROM:<l@b.c>')), '503 5.5.1');
  assert.equal(await code(peer.say('RCPT TO:<ana>')), '501 5.1.3');
  assert.equal(await code(peer.say('RCPT TO:<ana@example.org> NOTIFY=NEVER')), '555 5.5.4');
  for (const verb of [
    'AUTH PLAIN AGEAYg==',
    'XCLIENT ADDR=1.2.3.4',
    'XFORWARD ADDR=1.2.3.4',
    'WIZ',
    'KILL',
    'STARTTLS',
    'BDAT 1',
  ])
    assert.equal((await peer.say(verb)).slice(0, 3), '500');
  assert.equal(await peer.say('QUIT'), '221 2.0.0 Bye');
});

test('a line beyond the limit is refused and the connection closed', async () => {
  assert.equal(await peer.say(`EHLO ${'a'.repeat(5000)}`), '500 5.5.2 Line too long');
  await peer.closed();
});

test('who tries names is shown the door', async () => {
  await peer.say('EHLO a');
  await peer.say('MAIL FROM:<l@b.c>');
  for (let n = 0; n < 49; n++) {
    receiver.refused.set(`n${n}@example.org`, {
      kind: 'refused',
      code: 550,
      enhanced: '5.1.1',
      text: 'No such mailbox',
    });
    assert.equal(await code(peer.say(`RCPT TO:<n${n}@example.org>`)), '550 5.1.1');
  }
  receiver.refused.set('last@example.org', {
    kind: 'refused',
    code: 550,
    enhanced: '5.1.1',
    text: 'No such mailbox',
  });
  assert.equal(await code(peer.say('RCPT TO:<last@example.org>')), '421 4.7.0');
  await peer.closed();
});

test('a peer that leaves in the middle of a letter leaves nothing', async () => {
  for (const leave of ['end', 'destroy', 'resetAndDestroy'] as const) {
    const other = new Talk(port);
    await other.reply();
    for (const line of ['EHLO a', 'MAIL FROM:<l@b.c>', 'RCPT TO:<ana@example.org>', 'DATA'])
      await other.say(line);
    other.socket.write('Subject: half\r\n\r\nhalf a let');
    await new Promise((resolve) => setTimeout(resolve, 20));
    other.socket[leave]();
    await other.closed();
  }
  while (overheard.events.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(overheard.events.filter(({ kind }) => kind === 'letter-lost').length, 3);
  assert.deepEqual([receiver.kept.length, receiver.aborted, overheard.internalErrors.length], [0, 3, 0]);
});
