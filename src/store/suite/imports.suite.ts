import assert from 'node:assert/strict';
import { Flag } from '../flags.ts';
import { bodyOf } from '../read/snapshot-account.ts';
import type { AccountId, MailboxId } from '../store.ts';
import { formatUidl } from '../uidl.ts';
import type { Target } from '../write/deliver.ts';
import { letterOf, now, type Opened, type Post, refuses, storeTest } from './fixture.suite.ts';

type Box = { account: AccountId; mailbox: MailboxId };

async function inbox(post: Post): Promise<Box> {
  const account = await post.account();
  return { account, mailbox: await post.mailbox(account, 'INBOX') };
}

const keyOf = (number: number) => new Uint8Array(16).fill(number);

async function importOne(
  post: Post,
  box: Box,
  key: number,
  text: string,
  target: Partial<Target> = {},
  again = false,
) {
  const letter = await post.take(text);
  const imported = await post.store.write('importLetter', {
    letter,
    target: { ...box, ...target },
    key: keyOf(key),
    again,
    now,
  });
  return [imported.at, imported.uid as number];
}

async function remove(post: Post, box: Box, uid: number): Promise<void> {
  await post.store.write('changeFlags', { ...box, uids: [uid], how: 'add', flags: Flag.Deleted });
  await post.store.write('expunge', { ...box, uids: [uid], now });
}

async function uidls(post: Post, box: Box): Promise<(string | null)[]> {
  const rows = await post.store.read('listMessages', { ...box, after: 0 });
  return rows.map(({ uidl }) => uidl);
}

export function describeImports(open: () => Promise<Opened>): void {
  storeTest('a letter is imported once under a key, also when it is gone by then', open, async (post) => {
    const box = await inbox(post);
    const target = { flags: Flag.Seen, keywords: ['work'], internalDate: 1_000, uidl: 'old-1' };
    assert.deepEqual(await importOne(post, box, 1, letterOf(100), target), ['added', 1]);
    assert.deepEqual(await importOne(post, box, 1, letterOf(100), target), ['known', 1]);
    assert.deepEqual(await importOne(post, box, 2, letterOf(100)), ['added', 2]);
    const [row] = await post.store.read('listMessages', { ...box, after: 0 });
    assert.deepEqual(
      [row?.flags, row?.keywords, row?.internalDate, row?.uidl],
      [Flag.Seen, ['work'], 1_000, 'old-1'],
    );
    await remove(post, box, 1);
    assert.deepEqual(await importOne(post, box, 1, letterOf(100), target), ['known', 1]);
    assert.deepEqual(await importOne(post, box, 1, letterOf(100), target, true), ['added', 3]);
    assert.deepEqual(await importOne(post, box, 1, letterOf(100), target, true), ['known', 3]);
  });

  storeTest('beyond the quota nothing is imported, and nothing remembered', open, async (post) => {
    const account = await post.account('ana', { quotaMessages: 1 });
    const box = { account, mailbox: await post.mailbox(account, 'INBOX') };
    await importOne(post, box, 1, letterOf(100));
    await refuses('over-quota', importOne(post, box, 2, letterOf(101)));
    await remove(post, box, 1);
    assert.deepEqual(await importOne(post, box, 2, letterOf(101)), ['added', 2]);
  });

  storeTest('of two letters with one imported unique-id the first keeps it', open, async (post) => {
    const box = await inbox(post);
    await importOne(post, box, 1, letterOf(100), { uidl: 'one' });
    assert.deepEqual(await importOne(post, box, 2, letterOf(101), { uidl: 'one' }), ['added', 2]);
    // The same octets under the same unique-id are the same letter.
    assert.deepEqual(await importOne(post, box, 3, letterOf(100), { uidl: 'one' }), ['known', 1]);
    assert.deepEqual(await uidls(post, box), ['one', null]);
  });

  storeTest('where an imported unique-id meets a native one, the imported wins', open, async (post) => {
    const box = await inbox(post);
    const { objectId } = await post.status(box.account, box.mailbox);
    await post.deliver(box.account, letterOf(100));
    await post.deliver(box.account, letterOf(101));
    // Cached before, so that a stale listing would show.
    await post.store.read('listMaildrop', { account: box.account });
    const native = (uid: number) => formatUidl(objectId, uid);
    assert.deepEqual(await importOne(post, box, 1, letterOf(200), { uidl: native(1) }), ['added', 4]);
    // The letter that lost it has a new uid; the imported one and its unique-id are beside it, each once.
    const drop = await post.store.read('listMaildrop', { account: box.account });
    const names = [...drop.uids].map((uid, index) => drop.uidls?.[index] ?? native(uid));
    assert.deepEqual(names, [native(2), native(3), native(1)]);
    // A letter that is here already under its native unique-id is not another one.
    assert.deepEqual(await importOne(post, box, 2, letterOf(101), { uidl: native(2) }), ['known', 2]);
    // One that is not given yet is never given.
    assert.deepEqual(await importOne(post, box, 3, letterOf(201), { uidl: native(9) }), ['added', 10]);
    assert.deepEqual(await importOne(post, box, 4, letterOf(202), { uidl: native(4_000_000_000) }), [
      'added',
      11,
    ]);
    assert.deepEqual(await uidls(post, box), [null, null, native(1), native(9), null]);
  });

  storeTest('a moved letter keeps its unique-id only where it stays unique', open, async (post) => {
    const box = await inbox(post);
    const sent = { ...box, mailbox: await post.mailbox(box.account, 'Sent') };
    const { objectId } = await post.status(box.account, box.mailbox);
    await importOne(post, box, 1, letterOf(100), { uidl: 'one' });
    await importOne(post, sent, 2, letterOf(101), { uidl: 'one' });
    await importOne(post, sent, 3, letterOf(102), { uidl: 'two' });
    await importOne(post, sent, 4, letterOf(103), { uidl: formatUidl(objectId, 1) });
    await post.store.write('moveMessages', { ...sent, uids: [1, 2, 3], to: box.mailbox, now });
    assert.deepEqual(await uidls(post, box), ['one', null, 'two', null]);
  });

  storeTest('a snapshot holds every letter of an account as it was', open, async (post) => {
    const box = await inbox(post);
    const { objectId } = await post.status(box.account, box.mailbox);
    await post.deliver(box.account, 'Subject: a\n\nb\n', { flags: Flag.Answered, keywords: ['k'] });
    await post.deliver(box.account, 'Subject: a\n\nb\r\n', { uidl: 'mixed' });
    const snapshot = await post.store.read('snapshotAccount', { account: box.account });
    assert.deepEqual(
      snapshot.map(({ mailbox, letters }) => `${mailbox.name} ${letters.length}`),
      ['Archive 0', 'Drafts 0', 'INBOX 2', 'Junk 0', 'Sent 0', 'Trash 0'],
    );
    const [first, second] = snapshot[2]!.letters;
    assert.deepEqual(
      [first?.uid, first?.flags, first?.keywords, first?.uidl],
      [1, Flag.Answered, ['k'], formatUidl(objectId, 1)],
    );
    assert.equal(
      (await post.octets({ body: bodyOf(second!), octets: second!.octets })).toString(),
      'Subject: a\r\n\r\nb\r\n',
    );
    const [lf, mixed] = [await post.take('Subject: a\n\nb\n'), await post.take('Subject: a\n\nb\r\n')];
    assert.equal(first!.digest, Buffer.from(lf.arrivedDigest).toString('latin1'));
    assert.equal(second!.digest, Buffer.from(mixed.digest).toString('latin1'));
  });
}
