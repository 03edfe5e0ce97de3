// What a removal leaves on the disk, seen beside the store: its operations find no account that is gone.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { letterOf, now, Post } from '../../suite/fixture.suite.ts';
import { Database } from './database.ts';
import { openTemporary } from './temporary.suite.ts';

test('of a removed account no row stays in any table', async () => {
  const opened = await openTemporary();
  try {
    const post = new Post(opened.store);
    const account = await post.account();
    const message = 'Message-ID: <1@x>\r\nReferences: <0@x>\r\n';
    await post.deliver(account, `${message}${letterOf(200)}`);
    const mailbox = await post.mailbox(account, 'INBOX');
    await opened.store.write('lockMaildrop', { account, mailbox, holder: 'test', now, lease: 60_000 });
    const { source } = await opened.store.write('addSource', {
      account,
      name: 'far',
      settings: '{}',
      secret: null,
      state: '{}',
      now,
    });
    const letter = { account, source, key: 'u', occurrence: 0, octets: 1, why: 'x', mostTries: 3 };
    await opened.store.write('setAside', letter);
    const index = new Database(join(opened.directory, 'index.db'), { readOnly: true });
    const tables = index
      .all(
        `SELECT m.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c
        WHERE m.type = 'table' AND c.name = 'account' ORDER BY m.name`,
      )
      .map(([name]) => name as string);
    const rows = () =>
      tables.filter((name) => index.all(`SELECT 1 FROM ${name} WHERE account = ?`, [account]).length > 0);
    assert.ok(rows().includes('credentials') && rows().includes('ledger'), rows().join(' '));
    await opened.store.write('removeAccount', { account, now });
    assert.deepEqual(rows(), []);
    assert.deepEqual(index.all('SELECT id FROM accounts'), []);
    index.close();
  } finally {
    await opened.close();
  }
});
