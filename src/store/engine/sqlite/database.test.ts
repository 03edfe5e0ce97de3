import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSqliteNewEnough, oldestSqlite } from './database.ts';

test('only a SQLite without the WAL-reset bug will do', () => {
  assert.equal(oldestSqlite, '3.51.3');
  for (const good of ['3.51.3', '3.51.10', '3.52.0', '3.53', '4.0.0'])
    assert.ok(isSqliteNewEnough(good), good);
  for (const bad of ['3.51.2', '3.51', '3.9.9', '2.99.99', '0'])
    assert.equal(isSqliteNewEnough(bad), false, bad);
});

test('the SQLite that runs these tests is new enough', () => {
  assert.ok(isSqliteNewEnough());
});
