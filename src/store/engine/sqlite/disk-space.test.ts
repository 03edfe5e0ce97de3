import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { DiskSpace } from './disk-space.ts';

test('a disk without the reserve is short, and a new reserve is believed at once', () => {
  const space = new DiskSpace(tmpdir(), Number.MAX_SAFE_INTEGER, () => 0);
  assert.ok(space.isShort);
  space.reserve = 0;
  assert.equal(space.isShort, false);
});

test('the disk is looked at once a second', () => {
  let now = 0;
  let looks = 0;
  const look = () => {
    looks++;
    return { bavail: 1, bsize: 4096 };
  };
  const space = new DiskSpace('/nowhere', 5000, () => now, look);
  for (now = 0; now < 3000; now += 100) assert.ok(space.isShort);
  assert.equal(looks, 3);
});

test('an eighth of the reserve written within the second is looked at again', () => {
  let free = 8000;
  const space = new DiskSpace(
    '/nowhere',
    8000,
    () => 0,
    () => ({ bavail: free, bsize: 1 }),
  );
  assert.deepEqual([space.isShort, space.spare], [false, 0]);
  free = 7000;
  space.wrote(1000);
  assert.equal(space.isShort, false);
  space.wrote(1);
  assert.deepEqual([space.isShort, space.spare], [true, -1000]);
});
