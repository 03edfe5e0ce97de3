import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBusy, isDiskFailure, isFull } from './failure.ts';

const error = (errcode: number) => Object.assign(new Error('x'), { errcode });

for (const [what, errcode, full, disk, busy] of [
  ['SQLITE_FULL', 13, true, false, false],
  ['SQLITE_IOERR_SHMSIZE', 4874, true, false, false],
  ['SQLITE_IOERR_FSYNC', 1034, false, true, false],
  ['SQLITE_IOERR_WRITE', 778, false, true, false],
  ['SQLITE_BUSY', 5, false, false, true],
  ['SQLITE_BUSY_SNAPSHOT', 517, false, false, true],
  ['SQLITE_CONSTRAINT_UNIQUE', 2067, false, false, false],
] as const) {
  test(`${what} means what it should`, () => {
    assert.deepEqual(
      [isFull, isDiskFailure, isBusy].map((is) => is(error(errcode))),
      [full, disk, busy],
    );
  });
}

test('what is no error of SQLite means nothing', () => {
  for (const other of [new Error('x'), null, undefined, 'full', { errcode: '13' }]) {
    assert.deepEqual(
      [isFull, isDiskFailure, isBusy].map((is) => is(other)),
      [false, false, false],
    );
  }
});
