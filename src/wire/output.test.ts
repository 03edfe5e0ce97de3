import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import { Output } from './output.ts';

/** A socket that records what the kernel is handed at a time, and takes it only when told to. */
class Recorder extends Duplex {
  readonly calls: string[] = [];
  takes = true;
  #waiting: (() => void) | undefined;

  override _read(): void {}
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#record([chunk], done);
  }
  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#record(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }
  release(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.();
  }
  #record(chunks: Buffer[], done: () => void): void {
    this.calls.push(Buffer.concat(chunks).toString('latin1'));
    if (this.takes) done();
    else this.#waiting = done;
  }
}

test('header, body and end of a reply leave in one call, and so do several replies', () => {
  const socket = new Recorder();
  const output = new Output(socket);
  output.write('+OK 3 octets\r\n');
  output.write(Buffer.from('a\r\n'));
  output.write('.\r\n');
  output.write('+OK\r\n');
  assert.deepEqual(socket.calls, []);
  output.flush();
  assert.deepEqual(socket.calls, ['+OK 3 octets\r\na\r\n.\r\n+OK\r\n']);
  assert.equal(output.octets, 25);
  output.flush();
  assert.equal(socket.calls.length, 1);
});

test('a block is handed on without being asked, and then the writer goes on at once', () => {
  const socket = new Recorder();
  const output = new Output(socket);
  for (let i = 0; i < 100; i++) output.write('x'.repeat(1024));
  assert.deepEqual(
    socket.calls.map(({ length }) => length),
    [65_536],
  );
  assert.equal(output.ready(1000), undefined);
});

test('a peer that reads nothing holds the writer after one block', async () => {
  const socket = new Recorder();
  socket.takes = false;
  const output = new Output(socket);
  let written = 0;
  let wait: Promise<boolean> | undefined;
  while (wait === undefined) {
    output.write(Buffer.alloc(16_384));
    written += 16_384;
    wait = output.ready(60_000);
  }
  assert.equal(written, 65_536);
  socket.takes = true;
  socket.release();
  assert.equal(await wait, true);
  assert.equal(output.ready(60_000), undefined);
  output.close();
});

test('a peer that does not take a block in time is given up', async () => {
  const socket = new Recorder();
  socket.takes = false;
  const output = new Output(socket);
  output.write(Buffer.alloc(65_536));
  assert.equal(await output.ready(20), false);
  output.close();
});

test('a connection that closes frees its writer', async () => {
  const socket = new Recorder();
  socket.takes = false;
  const output = new Output(socket);
  output.write(Buffer.alloc(65_536));
  const wait = output.ready(60_000);
  output.close();
  assert.equal(await wait, false);
  assert.equal(await output.ready(60_000), false);
  output.write('nobody hears this');
  output.flush();
  assert.equal(socket.calls.length, 1);
});

test('others get their turn after so many octets, or so much small work, though the peer keeps up', async () => {
  const output = new Output(new Recorder());
  for (let i = 0; i < 4; i++) {
    assert.equal(output.ready(1000), undefined, `block ${i}`);
    output.write(Buffer.alloc(65_536));
  }
  let turns = 0;
  setImmediate(() => turns++);
  const wait = output.ready(1000);
  assert.ok(wait);
  assert.equal(await wait, true);
  assert.equal(turns, 1);
  for (let i = 0; i < 256; i++) output.spend(1024);
  assert.ok(await output.ready(1000));
  for (let i = 0; i < 256; i++) output.spend(1024);
  output.endTurn();
  assert.equal(output.ready(1000), undefined);
});
