import assert from 'node:assert/strict';
import type { AccountId } from '../store.ts';
import { formatUidl } from '../uidl.ts';
import { letterOf, now, type Opened, type Post, refuses, storeTest } from './fixture.suite.ts';

async function lock(post: Post, account: AccountId, holder = 'thread-1', at = now) {
  const mailbox = await post.mailbox(account, 'INBOX');
  const { token } = await post.store.write('lockMaildrop', {
    account,
    mailbox,
    holder,
    now: at,
    lease: 60_000,
  });
  return { account, mailbox, token };
}

export function describeMaildrop(open: () => Promise<Opened>): void {
  storeTest('the maildrop lists the INBOX and nothing else', open, async (post) => {
    const account = await post.account();
    await post.deliver(account, letterOf(100));
    await post.deliver(account, 'Subject: x\r\n\r\n.dot\r\nno end', { uidl: 'imported' });
    await post.deliver(account, letterOf(100), { mailbox: await post.mailbox(account, 'Archive') });
    const drop = await post.store.read('listMaildrop', { account });
    assert.deepEqual(
      [[...drop.uids], [...drop.octets], [...drop.shapes], drop.uidls],
      [
        [1, 2],
        [100, 26],
        [0, 3],
        [null, 'imported'],
      ],
    );
    assert.equal(drop.mailbox, await post.mailbox(account, 'INBOX'));
    await refuses('nonexistent', post.store.read('listMaildrop', { account: 99 as AccountId }));
  });

  storeTest('a listing that is asked for again is right after any change', open, async (post) => {
    const account = await post.account();
    const list = async () => [...(await post.store.read('listMaildrop', { account })).uids];
    assert.deepEqual(await list(), []);
    for (let i = 0; i < 4; i++) await post.deliver(account, letterOf(100 + i));
    assert.deepEqual(await list(), [1, 2, 3, 4]);
    assert.deepEqual(await list(), [1, 2, 3, 4]);
    const held = await lock(post, account);
    await post.store.write('popUpdate', { ...held, uids: [2], now });
    assert.deepEqual(await list(), [1, 3, 4]);
    await post.store.write('popUpdate', { ...held, uids: [1, 4], now });
    await post.deliver(account, letterOf(90), { uidl: 'with-name' });
    await post.deliver(account, letterOf(91));
    assert.deepEqual(await list(), [3, 5, 6]);
    assert.deepEqual((await post.store.read('listMaildrop', { account })).uidls, [null, 'with-name', null]);
  });

  storeTest('a listing longer than one slice is whole', open, async (post) => {
    const account = await post.account();
    const letter = await post.take(letterOf(100));
    const some = Array.from({ length: 5000 }, () => ({ account }));
    for (let i = 0; i < 4; i++) await post.store.write('deliver', { letter, targets: some, now });
    const drop = await post.store.read('listMaildrop', { account });
    assert.deepEqual(
      [...drop.uids],
      Array.from({ length: 20_000 }, (_, i) => i + 1),
    );
    assert.ok(drop.octets.every((octets) => octets === 100));
  });

  storeTest('unique-ids are the same after the store was closed and opened', open, async (post, opened) => {
    const account = await post.account();
    await post.deliver(account, letterOf(100));
    const uidl = async () => {
      const { objectId, uids } = await opened.store.read('listMaildrop', { account });
      return formatUidl(objectId, uids[0]!);
    };
    const before = await uidl();
    assert.match(before, /^[0-9a-f]{16}\.1$/);
    await opened.reopen();
    assert.equal(await uidl(), before);
  });

  storeTest('one session at a time, for as long as it lasts', open, async (post) => {
    const account = await post.account();
    const held = await lock(post, account);
    await refuses('in-use', lock(post, account));
    await lock(post, await post.account('luis'));
    await post.store.write('unlockMaildrop', held);
    const next = await lock(post, account);
    await post.store.write('unlockMaildrop', held);
    await refuses('in-use', lock(post, account));
    assert.notDeepEqual(next.token, held.token);
  });

  storeTest('a lease runs out unless it is renewed', open, async (post) => {
    const account = await post.account();
    const first = await lock(post, account);
    await post.store.write('renewMaildrop', { ...first, now: now + 50_000, lease: 60_000 });
    await refuses('in-use', lock(post, account, 'other', now + 100_000));
    const second = await lock(post, account, 'other', now + 110_000);
    const renewal = { ...first, now: now + 110_001, lease: 60_000 };
    await refuses('lock-lost', post.store.write('renewMaildrop', renewal));
    await refuses('lock-lost', post.store.write('popUpdate', { ...first, uids: [], now: now + 110_001 }));
    await post.store.write('popUpdate', { ...second, uids: [], now: now + 110_001 });
    await refuses('lock-lost', post.store.write('popUpdate', { ...second, uids: [], now: now + 170_001 }));
  });

  storeTest('the locks of a holder that died are freed, and no others', open, async (post) => {
    const [ana, luis] = [await post.account('ana'), await post.account('luis')];
    await lock(post, ana, 'dead');
    await lock(post, luis, 'alive');
    assert.equal(await post.store.write('unlockHolder', { holder: 'dead' }), 1);
    await lock(post, ana);
    await refuses('in-use', lock(post, luis));
  });

  storeTest('the update deletes what was marked, and all numbers follow', open, async (post) => {
    const account = await post.account();
    for (const size of [100, 200, 300]) await post.deliver(account, letterOf(size));
    const held = await lock(post, account);
    await post.store.write('popUpdate', { ...held, uids: [1, 3], now });
    assert.deepEqual(await post.uids(account, held.mailbox), [2]);
    assert.deepEqual(await post.usage(), { octets: 200, messages: 1 });
    const { messages, octets, unseen } = await post.status(account, held.mailbox);
    assert.deepEqual([messages, octets, unseen], [1, 200, 1]);
    assert.deepEqual(await post.store.read('measureStore', {}), { bodies: 1, octets: 200 });
  });

  storeTest('gone already counts as deleted, moved away is untouched', open, async (post) => {
    const account = await post.account();
    for (const size of [100, 200, 300]) await post.deliver(account, letterOf(size));
    const held = await lock(post, account);
    const to = await post.mailbox(account, 'Archive');
    await post.store.write('moveMessages', { account, mailbox: held.mailbox, uids: [1], to, now });
    await post.store.write('popUpdate', { ...held, uids: [2], now });
    await post.store.write('popUpdate', { ...held, uids: [1, 2, 77], now });
    assert.deepEqual(await post.uids(account, held.mailbox), [3]);
    assert.equal(await post.text(account, to, 1), letterOf(100));
  });

  storeTest('a session that lost its lock deletes nothing', open, async (post) => {
    const account = await post.account();
    await post.deliver(account, letterOf(100));
    const held = await lock(post, account);
    await post.store.write('unlockMaildrop', held);
    await refuses('lock-lost', post.store.write('popUpdate', { ...held, uids: [1], now }));
    await lock(post, account);
    await refuses('lock-lost', post.store.write('popUpdate', { ...held, uids: [1], now }));
    assert.deepEqual(await post.uids(account, held.mailbox), [1]);
  });

  storeTest('a maildrop that is not there cannot be locked', open, async (post) => {
    const [ana, luis] = [await post.account('ana'), await post.account('luis')];
    const input = { account: ana, mailbox: await post.mailbox(luis, 'INBOX'), holder: 't', now, lease: 1 };
    await refuses('nonexistent', post.store.write('lockMaildrop', input));
    const nobody = { account: 99 as AccountId, holder: 't', now, lease: 1 };
    await refuses('nonexistent', post.store.write('lockMaildrop', nobody));
  });

  storeTest('the lock finds the INBOX by itself', open, async (post) => {
    const account = await post.account();
    const { mailbox } = await post.store.write('lockMaildrop', { account, holder: 't', now, lease: 60_000 });
    assert.equal(mailbox, await post.mailbox(account, 'INBOX'));
    await refuses('in-use', lock(post, account));
  });
}
