import assert from 'node:assert/strict';
import type { Notice } from '../store.ts';
import { letterOf, now, type Opened, refuses, storeTest } from './fixture.suite.ts';

export function describeMailboxes(open: () => Promise<Opened>): void {
  storeTest('a mailbox of an old name is a new mailbox', open, async (post) => {
    const account = await post.account();
    const first = await post.store.write('createMailbox', { account, name: 'Work', now });
    const before = await post.status(account, first.mailbox);
    await refuses('exists', post.store.write('createMailbox', { account, name: 'Work', now }));
    await post.store.write('deleteMailbox', { account, mailbox: first.mailbox, now });
    const second = await post.store.write('createMailbox', { account, name: 'Work', now });
    const after = await post.status(account, second.mailbox);
    assert.ok(second.uidvalidity > first.uidvalidity);
    assert.notEqual(second.mailbox, first.mailbox);
    assert.notDeepEqual(after.objectId, before.objectId);
  });

  storeTest('deleting a mailbox deletes its messages and frees the quota', open, async (post) => {
    const account = await post.account();
    const { mailbox } = await post.store.write('createMailbox', { account, name: 'Work', now });
    const letter = await post.take(letterOf(100));
    const targets = Array.from({ length: 1100 }, () => ({ account, mailbox }));
    await post.store.write('deliver', { letter, targets, now });
    await post.store.write('deleteMailbox', { account, mailbox, now });
    assert.deepEqual(await post.usage(), { octets: 0, messages: 0 });
    await refuses('nonexistent', post.status(account, mailbox));
    await refuses('nonexistent', post.deliver(account, letterOf(100), { mailbox }));
    const names = (await post.store.read('listMailboxes', { account })).map(({ name }) => name);
    assert.deepEqual(names, ['Archive', 'Drafts', 'INBOX', 'Junk', 'Sent', 'Trash']);
  });

  storeTest('renaming takes those below along, and every id stays', open, async (post) => {
    const account = await post.account();
    for (const name of ['a', 'a/b', 'a/b/c', 'ab'])
      await post.store.write('createMailbox', { account, name, now });
    const mailbox = await post.mailbox(account, 'a/b');
    const below = await post.status(account, await post.mailbox(account, 'a/b/c'));
    await refuses('exists', post.store.write('renameMailbox', { account, mailbox, name: 'ab' }));
    await post.store.write('renameMailbox', { account, mailbox, name: 'z' });
    const names = (await post.store.read('listMailboxes', { account })).map(({ name }) => name);
    assert.deepEqual(names.slice(-4), ['a', 'ab', 'z', 'z/c']);
    assert.deepEqual(await post.status(account, below.mailbox), { ...below, name: 'z/c' });
  });

  storeTest('the INBOX is neither deleted nor renamed', open, async (post) => {
    const account = await post.account();
    const mailbox = await post.mailbox(account, 'INBOX');
    await refuses('nonexistent', post.store.write('deleteMailbox', { account, mailbox, now }));
    await refuses('exists', post.store.write('renameMailbox', { account, mailbox, name: 'Old' }));
    assert.equal(await post.mailbox(account, 'INBOX'), mailbox);
  });

  storeTest(
    'a change is heard after it is durable, and the counter has moved before the answer',
    open,
    async (post) => {
      const account = await post.account();
      const heard: Notice[] = [];
      const end = post.store.onNotice((notice) => heard.push(notice));
      const mailbox = await post.mailbox(account, 'INBOX');
      const before = post.store.changeCount(mailbox);
      const { modseq } = await post.deliver(account, letterOf(100));
      assert.notEqual(post.store.changeCount(mailbox), before);
      assert.deepEqual(heard, [{ account, mailbox, modseq }]);
      await refuses(
        'nonexistent',
        post.deliver(account, letterOf(100), { mailbox: (mailbox + 999) as typeof mailbox }),
      );
      end();
      await post.deliver(account, letterOf(101));
      assert.equal(heard.length, 1);
    },
  );
}
