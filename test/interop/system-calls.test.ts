import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSystemCalls, stateOfFile } from './system-calls.ts';

const write = '7 pwrite64(23</box/index.db-wal>, "7\\177\\6\\202"..., 24, 0) = 24';
const sync = '7 fdatasync(23</box/index.db-wal>) = 0';
const state = (...lines: string[]) => stateOfFile(readSystemCalls(lines.join('\n')), 'index.db-wal');

test('a file is synced only when a sync ended after the last write to it', () => {
  assert.equal(state(sync), 'untouched');
  assert.equal(state(write), 'written');
  assert.equal(state(write, sync), 'synced');
  assert.equal(state(write, sync, write), 'written');
  assert.equal(state(write, '7 fdatasync(24</box/bodies.db-wal>) = 0'), 'written');
  assert.equal(state(write, '7 fdatasync(23</box/index.db-wal>) = -1 EIO (Input/output error)'), 'written');
});

test('a sync that another thread interrupts counts where it ends', () => {
  const begun = '7 fdatasync(23</box/index.db-wal> <unfinished ...>';
  const ended = '7 <... fdatasync resumed>) = 0';
  assert.equal(state(write, begun, '8 write(3<pipe:[1]>, "x", 1) = 1'), 'written');
  assert.equal(state(write, begun, '8 write(3<pipe:[1]>, "x", 1) = 1', ended), 'synced');
  const meanwhile = write.replace(/^7/, '8');
  assert.equal(
    state(write, begun, meanwhile, ended),
    'written',
    'what was written meanwhile may not be on the disk',
  );
});

test('a write to a socket stands where it began, and names the connection', () => {
  const answer = '9 write(31<TCP:[127.0.0.1:24->127.0.0.1:40000]>, "250 2.6."..., 18 <unfinished ...>';
  const calls = readSystemCalls([answer, sync, '9 <... write resumed>) = 18'].join('\n'));
  assert.deepEqual(
    calls.map(({ name, file, result }) => [name, file, result]),
    [
      ['write', 'TCP:[127.0.0.1:24->127.0.0.1:40000]', 18],
      ['fdatasync', '/box/index.db-wal', 0],
    ],
  );
});
