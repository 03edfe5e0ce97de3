import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { bodiesMigrations, indexMigrations } from '../../migrations/index.ts';
import type { Sql } from '../../operation.ts';
import type { AccountId, MailboxId } from '../../store.ts';
import { letterOf, now, Post } from '../../suite/fixture.suite.ts';
import { verifyStore } from '../../verify.ts';
import { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { openSqliteStore } from './open.ts';
import { temporaryDirectory } from './temporary.suite.ts';

const account = 1 as AccountId;
const [inbox, archive] = [1, 2] as MailboxId[];
const text = letterOf(100);
const far = { account, name: 'far', settings: '{}', secret: null, state: '{}', now };

/** A store as the first schema had it: an account with one letter in its INBOX, and an Archive. */
function makeFirst(directory: string): void {
  const [index, bodies] = [join(directory, 'index.db'), join(directory, 'bodies.db')];
  migrate(index, 4096, indexMigrations.slice(0, 1));
  migrate(bodies, 16_384, bodiesMigrations.slice(0, 1));
  const body = new Uint8Array(16).fill(7);
  const digest = createHash('sha256').update(text).digest();
  const thread = new Uint8Array(8).fill(8);
  fill(bodies, [['chunks', { body, seq: 0, octets: Buffer.from(text) }]]);
  const box = { account, uidvalidity: 5, uidnext: 2, modseq: 2 };
  fill(index, [
    [
      'accounts',
      { id: account, name: 'ana', name_key: 'ana', made_at: now, used_octets: 100, used_messages: 1 },
    ],
    ['mailboxes', { ...box, id: 1, object_id: thread, name: 'INBOX', messages: 1, unseen: 1, octets: 100 }],
    ['mailboxes', { ...box, id: 2, object_id: thread, name: 'Archive', subscribed: 0 }],
    ['bodies', { scope: 0, id: body, digest, octets: 100, refs: 1 }],
    ['letters', { scope: 0, body, derived_version: 1, eight_bit: 0, ...described }],
    [
      'messages',
      {
        ...{
          account,
          mailbox: 1,
          uid: 1,
          modseq: 2,
          octets: 100,
          shape: 0,
          internal_date: now,
          save_date: now,
        },
        ...{ thread, scope: 0, body, email_id: body, arrived_digest: digest },
      },
    ],
  ]);
}

const described = {
  envelope: '(NIL)',
  body_structure: '("TEXT")',
  parts: '{}',
  sort_keys: '{}',
  preview: 'x',
};

function fill(path: string, rows: [table: string, row: Record<string, Sql>][]): void {
  const db = new Database(path);
  for (const [table, row] of rows) {
    const names = Object.keys(row);
    const marks = names.map(() => '?').join(', ');
    db.changes(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`, Object.values(row));
  }
  db.close();
}

test('a store of the first schema is taken over with all it has, and learns what came since', async () => {
  const directory = temporaryDirectory();
  try {
    makeFirst(directory);
    const sqlite = await openSqliteStore({ directory, reserve: 0 });
    const { store } = sqlite;
    const post = new Post(store);
    assert.equal(await post.text(account, inbox!, 1), text);
    const { changed } = (await store.read('listChanges', { account, mailbox: inbox!, after: 1 }))!;
    assert.deepEqual(changed, [{ uid: 1, modseq: 2, flags: 0, keywords: null }]);
    const claim = { account, mailbox: inbox!, upTo: 1 };
    assert.deepEqual(await store.write('claimRecent', claim), { first: 1 });
    assert.deepEqual(await store.write('claimRecent', claim), { first: 2 });
    await store.write('setSubscription', { account, name: 'elsewhere', subscribed: true });
    assert.deepEqual(await store.read('listSubscriptions', { account }), ['elsewhere']);
    const letters = [{ letter: await post.take(letterOf(200)), flags: 0, keywords: [] }];
    await store.write('appendLetters', { account, mailbox: archive!, letters, now });
    const { source } = await store.write('addSource', far);
    const entry = { key: 'u1', occurrence: 0, octets: 300, fingerprint: null, aside: null };
    const letter = await post.take(letterOf(300));
    await store.write('collectLetter', { letter, target: { account }, source, entry, dueSince: null, now });
    assert.deepEqual((await store.read('listLedger', { account, source }))?.keys, ['u1']);
    assert.deepEqual(await post.usage(), { octets: 600, messages: 3 });
    assert.deepEqual((await verifyStore(store)).findings, []);
    await sqlite.close();
  } finally {
    rmSync(directory, { recursive: true });
  }
});
