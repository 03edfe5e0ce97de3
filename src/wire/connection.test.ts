import assert from 'node:assert/strict';
import { duplexPair } from 'node:stream';
import { test } from 'node:test';
import { testContext } from '../../test/dialogues/certificate.ts';
import { Connection } from './connection.ts';

const ends = { remoteAddress: '192.0.2.1', remotePort: 1, localAddress: '192.0.2.2', localPort: 2 };

function pair() {
  const [socket, peer] = duplexPair({ allowHalfOpen: true });
  return { connection: new Connection(socket, ends, 100), peer };
}

test('waiting ends with octets, with the end of the peer, in time, or by interruption', async () => {
  const { connection, peer } = pair();
  assert.equal(connection.takeLine(), undefined);
  assert.equal(await connection.wait(10), 'timeout');
  peer.write('STAT\r\nLI');
  assert.equal(await connection.wait(60_000), 'data');
  assert.equal(connection.takeLine(), 'STAT');
  assert.equal(connection.takeLine(), undefined);
  peer.write('ST\r\n');
  assert.equal(await connection.wait(60_000), 'data');
  assert.equal(connection.takeLine(), 'LIST');
  assert.equal(connection.takeLine(), undefined);
  peer.end();
  assert.equal(await connection.wait(60_000), 'ended');
  assert.equal(connection.closed, false, 'the peer may still read');
  connection.interrupt();
  assert.equal(await connection.wait(60_000), 'interrupted');
  assert.equal(connection.octetsIn, 12);
  connection.destroy();
});

test('a nudge ends one wait, the one under way or the next, and octets come first', async () => {
  const { connection, peer } = pair();
  assert.equal(connection.takeLine(), undefined);
  connection.nudge();
  assert.equal(await connection.wait(60_000), 'nudged');
  setImmediate(() => connection.nudge());
  assert.equal(await connection.wait(60_000), 'nudged');
  assert.equal(await connection.wait(10), 'timeout');
  peer.write('DONE\r\n');
  await new Promise((resolve) => setImmediate(resolve));
  connection.nudge();
  assert.equal(await connection.wait(60_000), 'data');
  connection.destroy();
});

test('octets that came before the wait are not slept over', async () => {
  const { connection, peer } = pair();
  connection.takeLine();
  peer.write('NOOP\r\n');
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(await connection.wait(60_000), 'data');
  assert.equal(connection.takeLine(), 'NOOP');
  connection.destroy();
});

test('half a line does not count as an answer to the wait for it', async () => {
  const { connection, peer } = pair();
  connection.takeLine();
  peer.write('NO');
  assert.equal(await connection.wait(60_000), 'data');
  assert.equal(connection.takeLine(), undefined);
  assert.equal(await connection.wait(10), 'timeout');
  connection.destroy();
});

test('input waits in the kernel while nobody takes it', async () => {
  const { connection, peer } = pair();
  connection.takeLine();
  const line = `${'x'.repeat(98)}\r\n`;
  for (let sent = 0; sent < 10_000; sent++) peer.write(line);
  let taken = 0;
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(
    connection.octetsIn >= 65_536 && connection.octetsIn < 300_000,
    `${connection.octetsIn} of a million`,
  );
  while (connection.takeLine() !== undefined) taken++;
  assert.equal(taken, Math.floor(connection.octetsIn / 100));
  assert.equal(await connection.wait(60_000), 'data', 'taking makes room');
  connection.destroy();
});

test('who asks is told when the connection is gone, once, and never after', () => {
  const { connection } = pair();
  let told = 0;
  connection.onClosed(() => told++);
  connection.destroy();
  connection.destroy();
  assert.equal(told, 1);
  connection.onClosed(() => told++);
  assert.equal(told, 2);
  assert.equal(connection.closed, true);
});

test('an end lets the peer read the last reply, and does not wait for ever for its end', async () => {
  const { connection, peer } = pair();
  const closed = new Promise<void>((resolve) => connection.onClosed(resolve));
  connection.write('+OK bye\r\n');
  connection.end(30);
  peer.setEncoding('latin1');
  let heard = '';
  for await (const text of peer) heard += text;
  assert.equal(heard, '+OK bye\r\n');
  peer.destroy();
  await closed;
});

test('octets are taken as counted ones too', async () => {
  const { connection, peer } = pair();
  assert.equal(connection.takeOctets(3), undefined);
  peer.write('abcd');
  assert.equal(await connection.wait(60_000), 'data');
  assert.deepEqual(connection.takeOctets(3), Buffer.from('abc'));
  assert.equal(connection.startsWith(Buffer.from('d')), true);
  connection.destroy();
});

test('TLS does not begin behind octets that came in the clear', async () => {
  const { connection, peer } = pair();
  connection.takeLine();
  peer.write('STLS\r\nUSER mallory\r\n');
  await connection.wait(60_000);
  assert.equal(connection.takeLine(), 'STLS');
  assert.equal(await connection.startTls('+OK\r\n', testContext, 60_000), false);
  assert.equal(connection.closed, true);
});
