import assert from 'node:assert/strict';
import { Flag } from '../flags.ts';
import { letterOf, now, type Opened, refuses, storeTest } from './fixture.suite.ts';

export function describeDelivery(open: () => Promise<Opened>): void {
  storeTest('uids and modseqs grow by one, and the counts follow', open, async (post) => {
    const account = await post.account();
    const first = await post.deliver(account, letterOf(100));
    const second = await post.deliver(account, letterOf(200), { flags: Flag.Seen | Flag.Deleted });
    assert.deepEqual([first.uid, first.modseq, second.uid, second.modseq], [1, 2, 2, 3]);
    const { messages, unseen, deleted, octets, deletedOctets, uidnext } = await post.status(
      account,
      first.mailbox,
    );
    assert.deepEqual([messages, unseen, deleted, octets, deletedOctets, uidnext], [2, 1, 1, 300, 200, 3]);
    assert.deepEqual(await post.usage(), { octets: 300, messages: 2 });
  });

  storeTest('a delivery says where, how and when', open, async (post) => {
    const account = await post.account();
    const mailbox = await post.mailbox(account, 'Archive');
    const target = {
      mailbox,
      flags: Flag.Flagged,
      keywords: ['b', 'a', 'B'],
      internalDate: 12_345,
      uidl: 'old-1',
    };
    await post.deliver(account, 'Date: Tue, 24 Nov 2026 10:00:00 +0100\r\n\r\n', target);
    const [row] = await post.store.read('listMessages', { account, mailbox, after: 0 });
    assert.deepEqual(
      [row!.flags, row!.keywords, row!.internalDate, row!.saveDate, row!.sentDate, row!.uidl],
      [Flag.Flagged, ['a', 'b'], 12_345, now, Date.UTC(2026, 10, 24, 9), 'old-1'],
    );
  });

  storeTest('many targets get it all or none', open, async (post) => {
    const [ana, luis] = [await post.account('ana'), await post.account('luis', { quotaMessages: 1 })];
    const letter = await post.take(letterOf(500));
    const targets = [{ account: luis }, { account: ana }];
    const delivered = await post.store.write('deliver', { letter, targets, now });
    assert.equal(delivered[0]!.mailbox, await post.mailbox(luis, 'INBOX'));
    assert.equal(delivered[1]!.mailbox, await post.mailbox(ana, 'INBOX'));
    await refuses('over-quota', post.store.write('deliver', { letter, targets, now }));
    assert.deepEqual(
      [await post.usage('ana'), await post.usage('luis')],
      [
        { octets: 500, messages: 1 },
        { octets: 500, messages: 1 },
      ],
    );
    const nowhere = [{ account: ana }, { account: ana, mailbox: await post.mailbox(luis, 'INBOX') }];
    await refuses('nonexistent', post.store.write('deliver', { letter, targets: nowhere, now }));
    assert.equal((await post.usage('ana')).messages, 1);
  });

  storeTest('or each for itself, and every one hears its own answer', open, async (post) => {
    const [ana, full, gone] = [
      await post.account('ana'),
      await post.account('full', { quotaOctets: 10 }),
      await post.account('gone'),
    ];
    await post.store.write('removeAccount', { account: gone, now });
    const luis = await post.account('luis');
    const letter = await post.take(letterOf(500));
    const targets = [{ account: gone }, { account: full }, { account: ana }, { account: luis }];
    const verdicts = await post.store.write('deliverEach', { letter, targets, now });
    assert.deepEqual(verdicts.slice(0, 2), [{ refused: 'nonexistent' }, { refused: 'over-quota' }]);
    for (const [index, account] of [ana, luis].entries()) {
      const mailbox = await post.mailbox(account, 'INBOX');
      assert.deepEqual(verdicts[2 + index], { mailbox, uid: 1, modseq: 2 });
    }
    const none = await post.store.write('deliverEach', { letter, targets: [{ account: full }], now });
    assert.deepEqual(none, [{ refused: 'over-quota' }]);
  });

  storeTest('quotas count octets and messages to the last one', open, async (post) => {
    const account = await post.account('ana', { quotaOctets: 1000, quotaMessages: 3 });
    await post.deliver(account, letterOf(900));
    await refuses('over-quota', post.deliver(account, letterOf(101)));
    const last = await post.deliver(account, letterOf(100));
    await post.store.write('setQuota', { account, octets: null, messages: 2 });
    await refuses('over-quota', post.deliver(account, ''));
    await post.store.write('setQuota', { account, octets: 1000, messages: null });
    await post.deliver(account, '');
    assert.deepEqual(await post.usage(), { octets: 1000, messages: 3 });
    assert.equal(last.uid, 2);
  });

  storeTest('equal octets are kept once, whoever gets them', open, async (post) => {
    const [ana, luis] = [await post.account('ana'), await post.account('luis')];
    for (const account of [ana, luis, ana]) await post.deliver(account, letterOf(50_000));
    await post.deliver(luis, letterOf(400_000, 'large'));
    await post.deliver(ana, letterOf(400_000, 'large'));
    assert.deepEqual(await post.store.read('measureStore', {}), { bodies: 2, octets: 450_000 });
  });

  storeTest('one letter may be delivered repeatedly, also after its first copy died', open, async (post) => {
    const account = await post.account();
    for (const size of [1000, 600_000]) {
      const letter = await post.take(letterOf(size));
      const targets = [{ account }];
      const [first] = await post.store.write('deliver', { letter, targets, now });
      const [second] = await post.store.write('deliver', { letter, targets, now });
      assert.equal(second!.uid, first!.uid + 1);
      assert.equal((await post.text(account, second!.mailbox, second!.uid)).length, size);
    }
  });

  storeTest(
    'dead octets never live again: the same letter after the last copy went is a new body',
    open,
    async (post) => {
      const account = await post.account();
      const mailbox = await post.mailbox(account, 'INBOX');
      const { token } = await post.store.write('lockMaildrop', {
        account,
        mailbox,
        holder: 't',
        now,
        lease: 1e6,
      });
      const first = await post.deliver(account, letterOf(1000));
      const dead = await post.store.read('openMessage', { account, mailbox, uid: first.uid });
      await post.store.write('popUpdate', { account, mailbox, token, uids: [first.uid], now });
      const second = await post.deliver(account, letterOf(1000));
      const live = await post.store.read('openMessage', { account, mailbox, uid: second.uid });
      assert.notDeepEqual(live!.body, dead!.body);
      await post.store.write('sweep', { deadBefore: now + 1, begunBefore: now + 1 });
      assert.equal(await post.text(account, mailbox, second.uid), letterOf(1000));
    },
  );

  storeTest('the same operation id gives the same answer and delivers once', open, async (post) => {
    const account = await post.account();
    const operation = Buffer.from('operation-1');
    const letter = await post.take(letterOf(300));
    const input = { letter, targets: [{ account }], now, operation };
    const first = await post.store.write('deliver', input);
    assert.deepEqual(
      await post.store.write('deliver', { ...input, letter: await post.take(letterOf(300)) }),
      first,
    );
    assert.deepEqual(await post.usage(), { octets: 300, messages: 1 });
    assert.deepEqual(await post.store.write('pruneOperations', { account, before: now + 1 }), {
      forgotten: 1,
    });
  });

  storeTest(
    'a reply joins the thread of what it answers, in whatever order they come',
    open,
    async (post) => {
      const account = await post.account();
      const threads: string[] = [];
      for (const header of [
        'Message-ID: <2@x>\r\nReferences: <1@x>',
        'Message-ID: <1@x>',
        'Message-ID: <3@x>\r\nIn-Reply-To: <2@x>',
        'Message-ID: <9@x>',
        'Subject: no ids',
      ]) {
        const { mailbox, uid } = await post.deliver(account, `${header}\r\n\r\n`);
        const [row] = await post.store.read('listMessages', { account, mailbox, after: uid - 1 });
        threads.push(Buffer.from(row!.thread).toString('hex'));
      }
      assert.equal(new Set(threads.slice(0, 3)).size, 1);
      assert.equal(new Set(threads).size, 3);
    },
  );

  storeTest('many deliveries at once all get their own uid', open, async (post) => {
    const account = await post.account();
    const all = Array.from({ length: 60 }, (_, i) => post.deliver(account, letterOf(1000 + i, `${i}`)));
    const delivered = await Promise.all(all);
    assert.deepEqual(
      delivered.map(({ uid }) => uid as number).sort((a, b) => a - b),
      Array.from({ length: 60 }, (_, i) => i + 1),
    );
    assert.deepEqual((await post.usage()).messages, 60);
  });
}
