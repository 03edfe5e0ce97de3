import assert from 'node:assert/strict';
import { Flag } from '../flags.ts';
import type { Uid } from '../store.ts';
import { letterOf, now, type Opened, type Post, refuses, storeTest } from './fixture.suite.ts';

async function inboxOf(post: Post, letters: number) {
  const account = await post.account();
  const mailbox = await post.mailbox(account, 'INBOX');
  for (let i = 0; i < letters; i++) await post.deliver(account, letterOf(100 + i));
  return { account, mailbox };
}

export function describeMessages(open: () => Promise<Opened>): void {
  storeTest('flags are added, removed and replaced; only what changed says so', open, async (post) => {
    const box = await inboxOf(post, 3);
    const change = (how: 'add' | 'remove' | 'replace', flags: number, keywords: string[] = []) =>
      post.store.write('changeFlags', { ...box, uids: [1, 2, 99], how, flags, keywords });
    const added = await change('add', Flag.Seen | Flag.Deleted, ['work', 'Later']);
    assert.deepEqual(added, {
      changed: [1, 2].map((uid) => ({ uid, modseq: 5, flags: 9, keywords: ['Later', 'work'] })),
      modified: [],
    });
    assert.deepEqual((await change('add', Flag.Seen)).changed, []);
    const removed = await change('remove', Flag.Seen, ['LATER']);
    assert.deepEqual(removed.changed[0], { uid: 1, modseq: 6, flags: 8, keywords: ['work'] });
    const { unseen, deleted, deletedOctets, modseq } = await post.status(box.account, box.mailbox);
    assert.deepEqual([unseen, deleted, deletedOctets, modseq], [3, 2, 201, 6]);
    const replaced = await change('replace', Flag.Answered);
    assert.deepEqual(replaced.changed[1], { uid: 2, modseq: 7, flags: Flag.Answered, keywords: [] });
  });

  storeTest('what somebody changed since is left alone', open, async (post) => {
    const box = await inboxOf(post, 2);
    await post.store.write('changeFlags', { ...box, uids: [1], how: 'add', flags: Flag.Seen });
    const answer = await post.store.write('changeFlags', {
      ...box,
      uids: [1, 2],
      how: 'add',
      flags: Flag.Flagged,
      unchangedSince: 3,
    });
    assert.deepEqual([answer.modified, answer.changed.map(({ uid }) => uid)], [[1], [2]]);
  });

  storeTest('flags of more messages than one slice takes', open, async (post) => {
    const account = await post.account();
    const mailbox = await post.mailbox(account, 'INBOX');
    const targets = Array.from({ length: 2500 }, () => ({ account }));
    await post.store.write('deliver', { letter: await post.take(letterOf(100)), targets, now });
    const uids = targets.map((_, i) => i + 1);
    const answer = await post.store.write('changeFlags', {
      account,
      mailbox,
      uids,
      how: 'add',
      flags: Flag.Deleted,
    });
    assert.deepEqual(
      answer.changed.map(({ uid }) => uid as number),
      uids,
    );
    const gone = await post.store.write('expunge', { account, mailbox, uids: null, now });
    assert.deepEqual(gone.uids as number[], uids);
    assert.deepEqual(await post.usage(), { octets: 0, messages: 0 });
  });

  storeTest(
    'expunge takes only what carries the flag, and only among the uids asked for',
    open,
    async (post) => {
      const box = await inboxOf(post, 4);
      await post.store.write('changeFlags', { ...box, uids: [1, 2, 3], how: 'add', flags: Flag.Deleted });
      assert.deepEqual(await post.store.write('expunge', { ...box, uids: [2, 4], now }), { uids: [2] });
      assert.deepEqual(await post.store.write('expunge', { ...box, uids: null, now }), { uids: [1, 3] });
      assert.deepEqual(await post.store.write('expunge', { ...box, uids: null, now }), { uids: [] });
      assert.deepEqual(await post.uids(box.account, box.mailbox), [4]);
    },
  );

  storeTest('a copy shares its octets, keeps flags and dates, and counts', open, async (post) => {
    const box = await inboxOf(post, 3);
    const to = await post.mailbox(box.account, 'Archive');
    await post.deliver(box.account, letterOf(80), { mailbox: to });
    await post.store.write('changeFlags', {
      ...box,
      uids: [2],
      how: 'add',
      flags: Flag.Seen,
      keywords: ['k'],
    });
    const copied = await post.store.write('copyMessages', { ...box, uids: [3, 2, 50], to, now: now + 5 });
    const { uidvalidity } = await post.status(box.account, to);
    assert.deepEqual(copied, { uidvalidity, from: [2, 3], uids: [2, 3] });
    const [, second] = await post.store.read('listMessages', { account: box.account, mailbox: to, after: 0 });
    const [, original] = await post.store.read('listMessages', { ...box, after: 0 });
    assert.deepEqual({ ...second!, modseq: 0, saveDate: 0 }, { ...original!, modseq: 0, saveDate: 0 });
    assert.equal(second!.saveDate, now + 5);
    assert.deepEqual(await post.usage(), { octets: 100 + 2 * 101 + 2 * 102 + 80, messages: 6 });
    assert.deepEqual(await post.store.read('measureStore', {}), { bodies: 4, octets: 80 + 100 + 101 + 102 });
  });

  storeTest('two messages with the same octets are two references in a copy too', open, async (post) => {
    const box = await inboxOf(post, 0);
    for (let i = 0; i < 2; i++) await post.deliver(box.account, letterOf(100));
    const to = await post.mailbox(box.account, 'Archive');
    await post.store.write('copyMessages', { ...box, uids: [1, 2], to, now });
    for (const mailbox of [box.mailbox, to]) {
      const of = { account: box.account, mailbox, uids: [1, 2] };
      await post.store.write('changeFlags', { ...of, how: 'add', flags: Flag.Deleted });
    }
    await post.store.write('expunge', { ...box, uids: null, now });
    assert.equal(await post.text(box.account, to, 1 as Uid), letterOf(100));
    await post.store.write('expunge', { account: box.account, mailbox: to, uids: null, now });
    assert.deepEqual(await post.store.read('measureStore', {}), { bodies: 0, octets: 0 });
  });

  storeTest('a copy over the quota copies nothing', open, async (post) => {
    const box = await inboxOf(post, 2);
    await post.store.write('setQuota', { account: box.account, octets: null, messages: 3 });
    const to = await post.mailbox(box.account, 'Archive');
    await refuses('over-quota', post.store.write('copyMessages', { ...box, uids: [1, 2], to, now }));
    assert.deepEqual(await post.uids(box.account, to), []);
    await post.store.write('moveMessages', { ...box, uids: [1, 2], to, now });
    assert.deepEqual(
      [await post.uids(box.account, to), await post.uids(box.account, box.mailbox)],
      [[1, 2], []],
    );
  });

  storeTest('a move to the same mailbox gives new uids and loses nothing', open, async (post) => {
    const box = await inboxOf(post, 3);
    const moved = await post.store.write('moveMessages', { ...box, uids: [1, 3], to: box.mailbox, now });
    assert.deepEqual(
      [moved.from, moved.uids],
      [
        [1, 3],
        [4, 5],
      ],
    );
    assert.deepEqual(await post.uids(box.account, box.mailbox), [2, 4, 5]);
    assert.deepEqual(await post.usage(), { octets: 303, messages: 3 });
  });

  storeTest('nothing is done in a mailbox of somebody else', open, async (post) => {
    const box = await inboxOf(post, 1);
    const account = await post.account('luis');
    const wrong = { account, mailbox: box.mailbox };
    const to = await post.mailbox(account, 'Archive');
    await refuses('nonexistent', post.store.write('expunge', { ...wrong, uids: null, now }));
    await refuses(
      'nonexistent',
      post.store.write('changeFlags', { ...wrong, uids: [1], how: 'add', flags: 1 }),
    );
    await refuses('nonexistent', post.store.write('copyMessages', { ...wrong, uids: [1], to, now }));
    await refuses('nonexistent', post.store.write('moveMessages', { ...box, uids: [1], to, now }));
    assert.equal(await post.store.read('openMessage', { ...wrong, uid: 1 }), null);
  });
}
