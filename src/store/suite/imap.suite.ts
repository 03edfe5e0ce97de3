import assert from 'node:assert/strict';
import { Flag } from '../flags.ts';
import type { AccountId, Notice } from '../store.ts';
import { chunkOctets } from '../take-in/chunks.ts';
import { letterOf, now, type Opened, type Post, refuses, storeTest } from './fixture.suite.ts';

const plain = { flags: 0, keywords: [] };

export function describeImap(open: () => Promise<Opened>): void {
  storeTest('letters are appended together, each with what it brings', open, async (post) => {
    const account = await post.account();
    const mailbox = await post.mailbox(account, 'Archive');
    const texts = [letterOf(100, 'one'), letterOf(3 * chunkOctets + 5, 'two'), letterOf(100, 'one'), ''];
    const letters = await Promise.all(
      texts.map(async (text, index) => ({
        letter: await post.take(text, 100_000),
        flags: index === 0 ? Flag.Seen | Flag.Deleted : 0,
        keywords: index === 1 ? ['b', 'a'] : [],
        ...(index === 2 && { internalDate: 12_345 }),
      })),
    );
    const answer = await post.store.write('appendLetters', { account, mailbox, letters, now });
    const { uidvalidity, unseen, deleted, deletedOctets } = await post.status(account, mailbox);
    assert.deepEqual(answer, { uidvalidity, uids: [1, 2, 3, 4] });
    assert.deepEqual([unseen, deleted, deletedOctets], [3, 1, 100]);
    for (const [index, text] of texts.entries())
      assert.equal(await post.text(account, mailbox, index + 1), text);
    const rows = await post.store.read('listMessages', { account, mailbox, after: 0 });
    assert.deepEqual(
      rows.map(({ flags, keywords, internalDate }) => [flags, keywords.join(), internalDate]),
      [
        [Flag.Seen | Flag.Deleted, '', now],
        [0, 'a,b', now],
        [0, '', 12_345],
        [0, '', now],
      ],
    );
  });

  storeTest(
    'letters that went ahead whole are appended, and one that is known is shared',
    open,
    async (post) => {
      const account = await post.account();
      const mailbox = await post.mailbox(account, 'Archive');
      const texts = [letterOf(100), letterOf(2 * chunkOctets), letterOf(2 * chunkOctets + 1), letterOf(100)];
      const letters = [];
      for (const text of texts) {
        const incoming = post.store.receive({ accounts: [account], now, limit: 10e6 });
        await incoming.write(Buffer.from(text));
        const letter = await incoming.finish({ ahead: true });
        assert.deepEqual(letter.tail.chunks, []);
        letters.push({ letter, ...plain });
      }
      await post.store.write('appendLetters', { account, mailbox, letters, now });
      for (const [index, text] of texts.entries())
        assert.equal(await post.text(account, mailbox, index + 1), text);
      const { bodies } = await post.store.read('measureStore', {});
      assert.equal(bodies, 3);
    },
  );

  storeTest('of letters that do not fit together none is appended', open, async (post) => {
    const account = await post.account('ana', { quotaOctets: 250 });
    const mailbox = await post.mailbox(account, 'Archive');
    const letters = [];
    for (let i = 0; i < 3; i++) letters.push({ letter: await post.take(letterOf(100, `${i}`)), ...plain });
    await refuses('over-quota', post.store.write('appendLetters', { account, mailbox, letters, now }));
    assert.deepEqual(await post.usage(), { octets: 0, messages: 0 });
    assert.deepEqual(await post.store.read('measureStore', {}), { bodies: 0, octets: 0 });
    const { uids } = await post.store.write('appendLetters', {
      account,
      mailbox,
      letters: letters.slice(1),
      now,
    });
    assert.deepEqual(uids, [1, 2]);
    await post.store.write('setQuota', { account, octets: null, messages: null });
    await post.store.write('deleteMailbox', { account, mailbox, now });
    await refuses('nonexistent', post.store.write('appendLetters', { account, mailbox, letters, now }));
  });

  storeTest(
    'a letter whose octets were swept keeps those beside it from being appended',
    open,
    async (post) => {
      const account = await post.account();
      const mailbox = await post.mailbox(account, 'Archive');
      const swept = await post.take(letterOf(2 * chunkOctets));
      await post.store.write('sweep', { deadBefore: now + 1, begunBefore: now + 1 });
      const letters = [await post.take(letterOf(100)), swept].map((letter) => ({ letter, ...plain }));
      await refuses('unavailable', post.store.write('appendLetters', { account, mailbox, letters, now }));
      assert.deepEqual(await post.uids(account, mailbox), []);
      const everything = { deadBefore: now + 1, begunBefore: now + 1 };
      assert.deepEqual(await post.store.write('sweep', everything), { bodies: 1, octets: 0 });
    },
  );

  storeTest('an account says what it holds and may hold', open, async (post) => {
    const account = await post.account('ana', { quotaOctets: 1000 });
    await post.deliver(account, letterOf(100));
    assert.deepEqual(await post.store.read('accountUsage', { account }), {
      octets: { used: 100, limit: 1000 },
      messages: { used: 1, limit: null },
    });
    await post.store.write('removeAccount', { account, now });
    await refuses('nonexistent', post.store.read('accountUsage', { account }));
  });

  storeTest('a message is recent for the first who claims it', open, async (post) => {
    const account = await post.account();
    const mailbox = await post.mailbox(account, 'INBOX');
    const claim = async (upTo: number) =>
      (await post.store.write('claimRecent', { account, mailbox, upTo })).first;
    const first = (await post.status(account, mailbox)).recentFrom;
    for (let i = 0; i < 2; i++) await post.deliver(account, letterOf(100));
    assert.ok(first <= 1);
    assert.equal(await claim(2), first);
    assert.equal(await claim(2), 3);
    assert.equal(await claim(1), 3);
    assert.equal((await post.status(account, mailbox)).recentFrom, 3);
    const luis = await post.account('luis');
    await refuses('nonexistent', post.store.write('claimRecent', { account: luis, mailbox, upTo: 9 }));
  });

  storeTest('names are subscribed to with and without a mailbox', open, async (post) => {
    const account = await post.account();
    const subscribe = (name: string, subscribed = true) =>
      post.store.write('setSubscription', { account, name, subscribed });
    await subscribe('Trash', false);
    await subscribe('lost/a');
    await subscribe('lost');
    await subscribe('lost');
    assert.deepEqual(await subscriptions(post, account), {
      here: ['Archive', 'Drafts', 'INBOX', 'Junk', 'Sent'],
      elsewhere: ['lost', 'lost/a'],
    });
    await subscribe('lost', false);
    await subscribe('never', false);
    assert.deepEqual((await subscriptions(post, account)).elsewhere, ['lost/a']);
    await post.store.write('removeAccount', { account, now });
    assert.deepEqual((await subscriptions(post, account)).elsewhere, []);
  });

  storeTest(
    'a name stays subscribed when its mailbox goes, and comes, and is renamed to',
    open,
    async (post) => {
      const account = await post.account();
      const create = (name: string) =>
        post.store.write('createMailbox', { account, name, subscribed: false, now });
      const { mailbox } = await create('a');
      await create('a/b');
      for (const name of ['a', 'new', 'new/b'])
        await post.store.write('setSubscription', { account, name, subscribed: true });
      await post.store.write('deleteMailbox', { account, mailbox, now });
      assert.deepEqual((await subscriptions(post, account)).elsewhere, ['a', 'new', 'new/b']);
      const again = await create('a');
      assert.deepEqual((await subscriptions(post, account)).elsewhere, ['new', 'new/b']);
      await post.store.write('renameMailbox', { account, mailbox: again.mailbox, name: 'new' });
      assert.deepEqual(await subscriptions(post, account), {
        here: ['Archive', 'Drafts', 'INBOX', 'Junk', 'Sent', 'Trash', 'new', 'new/b'],
        elsewhere: [],
      });
    },
  );

  storeTest('who has a mailbox open hears that it is renamed, and that it goes', open, async (post) => {
    const account = await post.account();
    const { mailbox } = await post.store.write('createMailbox', { account, name: 'a', now });
    const below = await post.store.write('createMailbox', { account, name: 'a/b', now });
    const heard: Notice[] = [];
    post.store.onNotice((notice) => heard.push(notice));
    const counts = () => [mailbox, below.mailbox].map((each) => post.store.changeCount(each));
    const before = counts();
    await post.store.write('renameMailbox', { account, mailbox, name: 'z' });
    assert.deepEqual(
      heard.splice(0).map((notice) => notice.mailbox),
      [mailbox, below.mailbox],
    );
    const renamed = counts();
    assert.ok(renamed.every((count, index) => count !== before[index]));
    await post.store.write('deleteMailbox', { account, mailbox, now });
    assert.deepEqual(
      heard.map((notice) => notice.mailbox),
      [mailbox],
    );
    assert.notEqual(counts()[0], renamed[0]);
  });
}

async function subscriptions(post: Post, account: AccountId) {
  const mailboxes = await post.store.read('listMailboxes', { account });
  return {
    here: mailboxes.filter(({ subscribed }) => subscribed).map(({ name }) => name),
    elsewhere: await post.store.read('listSubscriptions', { account }),
  };
}
