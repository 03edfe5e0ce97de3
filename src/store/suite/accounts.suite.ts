import assert from 'node:assert/strict';
import { now, type Opened, refuses, storeTest } from './fixture.suite.ts';

export function describeAccounts(open: () => Promise<Opened>): void {
  storeTest('a new account has its INBOX and the mailboxes that clients expect', open, async ({ store }) => {
    const { account: ana } = await store.write('createAccount', {
      name: 'Ana',
      nameKey: 'ana',
      verifier: '$argon2id$…',
      now,
    });
    const mailboxes = await store.read('listMailboxes', { account: ana });
    assert.deepEqual(
      mailboxes.map(({ name, specialUse, messages, uidnext }) => [name, specialUse, messages, uidnext]),
      [
        ['Archive', 'Archive', 0, 1],
        ['Drafts', 'Drafts', 0, 1],
        ['INBOX', null, 0, 1],
        ['Junk', 'Junk', 0, 1],
        ['Sent', 'Sent', 0, 1],
        ['Trash', 'Trash', 0, 1],
      ],
    );
    assert.equal(new Set(mailboxes.map(({ objectId }) => Buffer.from(objectId).toString('hex'))).size, 6);
    const found = await store.read('findAccount', { nameKey: 'ana' });
    assert.deepEqual(found, {
      account: ana,
      name: 'Ana',
      quotaOctets: null,
      quotaMessages: null,
      usedOctets: 0,
      usedMessages: 0,
      credentials: [{ id: 1, verifier: '$argon2id$…' }],
    });
  });

  storeTest('a name is taken once', open, async (post) => {
    await post.account('ana');
    await refuses('exists', post.account('ANA'));
    assert.equal(await post.store.read('findAccount', { nameKey: 'luis' }), null);
  });

  storeTest(
    'a batch makes all accounts but those whose name is taken, and says which',
    open,
    async (post) => {
      await post.account('n3');
      const accounts = Array.from({ length: 5 }, (_, i) => ({
        name: `n${i}`,
        nameKey: `n${i}`,
        verifier: `v${i}`,
      }));
      const twice = [...accounts, { name: 'N1', nameKey: 'n1', verifier: 'other' }];
      assert.deepEqual(await post.store.write('createAccounts', { accounts: twice, now }), { taken: [3, 5] });
      const found = await post.store.read('findAccount', { nameKey: 'n1' });
      assert.deepEqual(found!.credentials, [{ id: 1, verifier: 'v1' }]);
    },
  );

  storeTest('accounts are listed page by page in the order of their names', open, async (post) => {
    for (const name of ['luis', 'ana', 'Eva']) await post.account(name);
    const first = await post.store.read('listAccounts', { after: '', limit: 2 });
    const second = await post.store.read('listAccounts', { after: first.at(-1)!.nameKey, limit: 2 });
    assert.deepEqual(
      [first.map((each) => each.name), second.map((each) => each.name)],
      [['ana', 'Eva'], ['luis']],
    );
  });

  storeTest('a new password is a new credential', open, async (post) => {
    const account = await post.account();
    assert.deepEqual(await post.store.write('setCredential', { account, verifier: 'new', now }), { id: 2 });
    const found = await post.store.read('findAccount', { nameKey: 'ana' });
    assert.deepEqual(found!.credentials, [{ id: 2, verifier: 'new' }]);
  });

  storeTest(
    'a removed account is gone with its mail, and its name and id are not confused',
    open,
    async (post) => {
      const account = await post.account();
      const luis = await post.account('luis');
      for (let i = 0; i < 3; i++) await post.deliver(account, `Subject: ${i}\r\n\r\n`);
      await post.deliver(account, 'Subject: shared\r\n\r\n');
      const kept = await post.deliver(luis, 'Subject: shared\r\n\r\n');
      await post.store.write('removeAccount', { account, now });
      assert.equal(await post.store.read('findAccount', { nameKey: 'ana' }), null);
      assert.deepEqual(await post.store.read('listMailboxes', { account }), []);
      await refuses('nonexistent', post.deliver(account, 'Subject: late\r\n\r\n'));
      await refuses('nonexistent', post.store.write('setCredential', { account, verifier: 'x', now }));
      await refuses('nonexistent', post.store.write('setQuota', { account, octets: 1, messages: 1 }));
      await refuses('nonexistent', post.store.write('createMailbox', { account, name: 'x', now }));
      const again = await post.account();
      assert.notEqual(again, account);
      assert.deepEqual(await post.usage(), { octets: 0, messages: 0 });
      assert.equal(await post.text(luis, kept.mailbox, kept.uid), 'Subject: shared\r\n\r\n');
      const { bodies } = await post.store.read('measureStore', {});
      assert.equal(bodies, 1);
    },
  );

  storeTest('a removal longer than one slice takes everything', open, async (post) => {
    const account = await post.account();
    const letter = await post.take('Subject: many\r\n\r\n');
    const targets = Array.from({ length: 1200 }, () => ({ account }));
    await post.store.write('deliver', { letter, targets, now });
    await post.store.write('removeAccount', { account, now });
    assert.deepEqual(await post.store.read('measureStore', {}), { bodies: 0, octets: 0 });
    assert.deepEqual(await post.store.read('listUnfinished', {}), {
      accounts: [],
      mailboxes: [],
      sources: [],
    });
  });
}
