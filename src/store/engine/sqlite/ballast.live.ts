import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ballast } from './ballast.ts';
import { temporaryDirectory } from './temporary.suite.ts';

test('the ballast is real octets, dropped once, remembered over a restart and taken in again', () => {
  const directory = temporaryDirectory();
  const ballast = new Ballast(directory);
  assert.equal(ballast.drop(), false);
  const size = ballast.missing;
  ballast.take();
  assert.equal(ballast.missing, 0);
  const { size: written, blocks } = statSync(join(directory, 'ballast'));
  assert.equal(written, size);
  assert.ok(blocks * 512 >= size, 'a file with holes keeps no room');
  const again = new Ballast(directory);
  assert.equal(again.missing, 0);
  assert.ok(again.drop());
  assert.equal(again.drop(), false);
  assert.deepEqual(readdirSync(directory), []);
});
