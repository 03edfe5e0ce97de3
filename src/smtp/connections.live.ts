// Connections as such: how many, through a proxy, silent, too fast for us, and when we stop.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createConnectionCount } from '../wire/index.ts';
import { MemoryReceiver, type Overheard, optionsFor, Talk } from './conversation.suite.ts';
import { createLmtpReceiver, createSmtpReceiver, type MailIn, type MailInOptions } from './index.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const running: MailIn[] = [];
const peers: Talk[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.socket.destroy();
  await Promise.all(running.splice(0).map((server) => server.stop({ graceful: 0 })));
});

async function open(
  more: Partial<MailInOptions> = {},
  create: typeof createSmtpReceiver = createLmtpReceiver,
) {
  const receiver = new MemoryReceiver();
  const overheard: Overheard = { events: [], internalErrors: [] };
  const server = create(receiver, optionsFor(overheard, { letterLimit: 100_000_000, ...more }));
  running.push(server);
  const { port } = await server.listen({ host: '127.0.0.1', port: 0, reusePort: true });
  const call = () => {
    const peer = new Talk(port);
    peers.push(peer);
    return peer;
  };
  const toData = async () => {
    const peer = call();
    assert.match(await peer.reply(), /^220 /);
    const hello = create === createLmtpReceiver ? 'LHLO a' : 'EHLO a';
    for (const line of [hello, 'MAIL FROM:<l@b.c>', 'RCPT TO:<ana@example.org>', 'DATA'])
      await peer.say(line);
    return peer;
  };
  return { receiver, overheard, server, port, call, toData };
}

test('beyond the limit of an address a connection hears 421; a place is free again when one leaves', async () => {
  for (const create of [createSmtpReceiver, createLmtpReceiver]) {
    const { call, overheard } = await open(
      { admit: createConnectionCount({ total: 10, perAddress: 2 }) },
      create,
    );
    const first = call();
    await first.reply();
    await call().reply();
    const third = call();
    assert.match(await third.reply(), /^421 4\.7\.0 /);
    await third.closed();
    assert.deepEqual(overheard.events, [{ kind: 'connection-refused', address: '127.0.0.1' }]);
    await first.say('QUIT');
    await first.closed();
    let again = '';
    while (!again.startsWith('220')) again = await call().reply();
  }
});

test('a connection through a trusted proxy has the address that the proxy tells', async () => {
  const { call, receiver } = await open({ proxied: (address) => address === '127.0.0.1' });
  const peer = call();
  peer.socket.write('PROXY TCP4 192.0.2.7 192.0.2.1 1234 25\r\n');
  assert.match(await peer.reply(), /^220 /);
  for (const line of ['LHLO a', 'MAIL FROM:<l@b.c>', 'RCPT TO:<ana@example.org>', 'DATA', 'x\r\n.'])
    await peer.say(line);
  assert.equal(receiver.kept[0]!.envelope.peer.address, '192.0.2.7');
  assert.match(receiver.kept[0]!.octets, /Received: from a \(\[192\.0\.2\.7\]\)/);
});

test('from anyone else a PROXY header is a bad command, and a proxy that sends none is dropped', async () => {
  const { call } = await open();
  const liar = call();
  await liar.reply();
  assert.match(await liar.say('PROXY TCP4 192.0.2.7 192.0.2.1 1234 25'), /^500 /);
  const trusting = await open({ proxied: () => true });
  const silent = trusting.call();
  silent.socket.write('LHLO a\r\n');
  await silent.closed();
});

test('a silent peer is told goodbye, but not while we are the one who is silent', async () => {
  const { call, toData, receiver } = await open({ idle: 60 });
  const idle = call();
  await idle.reply();
  assert.match(await idle.reply(), /^421 /);
  let end = () => {};
  receiver.gate.finish = new Promise((resolve) => {
    end = resolve;
  });
  const busy = await toData();
  const answer = busy.say('x\r\n.');
  await new Promise((resolve) => setTimeout(resolve, 250));
  end();
  assert.equal(await answer, '250 2.6.0 Stored');
});

test('a receiver that does not keep up stops the sender; memory stays small', async () => {
  const { toData, receiver } = await open();
  receiver.keeps = false;
  let go = () => {};
  receiver.gate.write = new Promise((resolve) => {
    go = resolve;
  });
  const peer = await toData();
  const piece = Buffer.from(`${'x'.repeat(65_534)}\r\n`);
  let most = 0;
  const pour = async (pieces: number) => {
    for (let n = 0; n < pieces; n++) {
      if (!peer.socket.write(piece)) await new Promise((resolve) => peer.socket.once('drain', resolve));
      // Buffers of the socket that were read lie about until somebody collects them.
      if (n % 100 === 0) collect();
      if (n % 100 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers);
    }
  };
  const before = process.memoryUsage().arrayBuffers;
  const pouring = pour(800);
  let seen = -1;
  while (seen !== peer.socket.bytesWritten) {
    seen = peer.socket.bytesWritten;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  // What the system's socket buffers hold, and no more.
  assert.ok(seen < 16_000_000, `${seen} octets were taken though none was wanted`);
  assert.equal(receiver.octets, 0);
  go();
  await pouring;
  assert.equal(await peer.say('.'), '250 2.6.0 Stored');
  assert.ok(receiver.octets > 800 * 65_536);
  assert.ok(most - before < 20_000_000, `${most - before} octets of buffers`);
});

test('a letter of nothing but dot-stuffed lines passes too', async () => {
  const { toData, receiver } = await open();
  receiver.keeps = false;
  const peer = await toData();
  peer.socket.write('..\r\n'.repeat(200_000));
  assert.equal(await peer.say('.'), '250 2.6.0 Stored');
  const trace = receiver.octets - 200_000 * 3;
  assert.ok(trace > 0 && trace < 300);
});

test('stop: the idle hear 421, the letter under way is answered first, nobody new gets in', async () => {
  const { call, toData, receiver, server, port } = await open();
  let end = () => {};
  receiver.gate.finish = new Promise((resolve) => {
    end = resolve;
  });
  const idle = call();
  await idle.reply();
  const sending = await toData();
  const waiting = await toData();
  const waitingAnswer = waiting.say('x\r\n.');
  const stopped = server.stop({ graceful: 5_000 });
  assert.match(await idle.reply(), /^421 4\.3\.2 /);
  await idle.closed();
  const late = new Talk(port);
  await late.closed();
  const sendingAnswer = sending.say('y\r\n.');
  end();
  for (const [peer, answer] of [
    [sending, sendingAnswer],
    [waiting, waitingAnswer],
  ] as const) {
    assert.equal(await answer, '250 2.6.0 Stored');
    assert.match(await peer.reply(), /^421 4\.3\.2 /);
    await peer.closed();
  }
  await stopped;
  assert.equal(receiver.kept.length, 2);
});

test('stop: who does not finish in time is cut, and the letter is forgotten', async () => {
  const { toData, receiver, server } = await open();
  const slow = await toData();
  slow.socket.write('half a letter');
  await server.stop({ graceful: 100 });
  assert.match(await slow.reply(), /^421 /);
  await slow.closed();
  while (receiver.aborted === 0) await new Promise(setImmediate);
  assert.equal(receiver.kept.length, 0);
});

test('a port that is taken is an error of listen', async () => {
  const { port } = await open();
  const other = createLmtpReceiver(new MemoryReceiver(), optionsFor({ events: [], internalErrors: [] }));
  await assert.rejects(other.listen({ host: '127.0.0.1', port }), { code: 'EADDRINUSE' });
});
