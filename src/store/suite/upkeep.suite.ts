import assert from 'node:assert/strict';
import type { AccountId } from '../store.ts';
import { letterOf, now, type Opened, type Post, refuses, storeTest } from './fixture.suite.ts';

async function deleteAll(post: Post, account: AccountId, at: number): Promise<void> {
  const { mailbox, uids } = await post.store.read('listMaildrop', { account });
  const { token } = await post.store.write('lockMaildrop', {
    account,
    mailbox,
    holder: 't',
    now: at,
    lease: 1e9,
  });
  await post.store.write('popUpdate', { account, mailbox, token, uids: [...uids], now: at });
  await post.store.write('unlockMaildrop', { account, mailbox, token });
}

export function describeUpkeep(open: () => Promise<Opened>): void {
  storeTest(
    'the sweeper takes what died before the time it is given, and nothing else',
    open,
    async (post) => {
      const account = await post.account();
      const kept = await post.deliver(await post.account('luis'), letterOf(300_000, 'kept'));
      for (let i = 0; i < 3; i++) await post.deliver(account, letterOf(100_000 + i));
      await deleteAll(post, account, now);
      await post.deliver(account, letterOf(50_000));
      await deleteAll(post, account, now + 1000);
      assert.deepEqual(await post.store.write('sweep', { deadBefore: now, begunBefore: now }), {
        bodies: 0,
        octets: 0,
      });
      assert.deepEqual(await post.store.write('sweep', { deadBefore: now + 1, begunBefore: now + 1 }), {
        bodies: 3,
        octets: 300_003,
      });
      assert.deepEqual(await post.store.write('sweep', { deadBefore: now + 2000, begunBefore: now + 2000 }), {
        bodies: 1,
        octets: 50_000,
      });
      const luis = (await post.store.read('findAccount', { nameKey: 'luis' }))!.account;
      assert.equal(await post.text(luis, kept.mailbox, kept.uid), letterOf(300_000, 'kept'));
    },
  );

  storeTest(
    'a letter that was begun and never ended is swept, one that was published is not',
    open,
    async (post) => {
      const account = await post.account();
      const left = post.store.receive({ accounts: [], now, limit: 10e6 });
      await left.write(Buffer.alloc(800_000, 'left'));
      const { mailbox, uid } = await post.deliver(account, letterOf(800_000));
      assert.deepEqual(await post.store.write('sweep', { deadBefore: now + 1, begunBefore: now + 1 }), {
        bodies: 1,
        octets: 0,
      });
      assert.deepEqual(await post.store.write('sweep', { deadBefore: now + 1, begunBefore: now + 1 }), {
        bodies: 0,
        octets: 0,
      });
      assert.equal(await post.text(account, mailbox, uid), letterOf(800_000));
    },
  );

  storeTest('a letter that is still coming is not swept with those that died', open, async (post) => {
    const account = await post.account();
    const slow = post.store.receive({ accounts: [], now, limit: 10e6 });
    const octets = letterOf(800_000, 'slow');
    await slow.write(Buffer.from(octets));
    await post.store.write('sweep', { deadBefore: now + 60_000, begunBefore: now });
    const letter = await slow.finish();
    const [placed] = await post.store.write('deliver', { letter, targets: [{ account }], now: now + 60_000 });
    assert.equal(await post.text(account, placed!.mailbox, placed!.uid), octets);
  });

  storeTest(
    'a letter that was swept while it came is refused, never published with a hole',
    open,
    async (post) => {
      const account = await post.account();
      const slow = post.store.receive({ accounts: [], now, limit: 10e6 });
      await slow.write(Buffer.alloc(1_500_000, 'slow'));
      const finished = await post.take(letterOf(800_000));
      await post.store.write('sweep', { deadBefore: now + 1, begunBefore: now + 1 });
      const targets = [{ account }];
      await refuses('unavailable', post.store.write('deliver', { letter: finished, targets, now }));
      await assert.rejects(async () => {
        await slow.write(Buffer.alloc(3_000_000, 'slow'));
        await post.store.write('deliver', { letter: await slow.finish(), targets, now });
      });
      assert.deepEqual(await post.store.read('measureStore', {}), { bodies: 0, octets: 0 });
      assert.deepEqual(await post.usage(), { octets: 0, messages: 0 });
    },
  );

  storeTest('what vanished is forgotten with its horizon remembered', open, async (post) => {
    const account = await post.account();
    const { mailbox } = await post.deliver(account, letterOf(100));
    await deleteAll(post, account, now);
    const { modseq } = await post.status(account, mailbox);
    await post.deliver(account, letterOf(100));
    await deleteAll(post, account, now + 1000);
    assert.deepEqual(await post.store.write('pruneVanished', { account, before: now + 1 }), { forgotten: 1 });
    assert.equal((await post.status(account, mailbox)).vanishedHorizon, modseq);
    assert.deepEqual(await post.store.write('pruneVanished', { account, before: now + 1 }), { forgotten: 0 });
  });

  storeTest('everything is there after the store was closed and opened', open, async (post, opened) => {
    const account = await post.account();
    const { mailbox, uid } = await post.deliver(account, letterOf(600_000));
    const before = await post.store.read('letterDetails', { account, mailbox, uid });
    const store = await opened.reopen();
    assert.deepEqual(await store.read('letterDetails', { account, mailbox, uid }), before);
    assert.equal((await store.read('findAccount', { nameKey: 'ana' }))!.usedOctets, 600_000);
  });

  storeTest('a closed store refuses', open, async (post, opened) => {
    const account = await post.account();
    const last = post.deliver(account, letterOf(100));
    await last;
    await post.store.close();
    await refuses('unavailable', post.store.write('setQuota', { account, octets: 1, messages: null }));
    await opened.reopen();
    assert.equal((await opened.store.read('findAccount', { nameKey: 'ana' }))!.usedMessages, 1);
  });
}
