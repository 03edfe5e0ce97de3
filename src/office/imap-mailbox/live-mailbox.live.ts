import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ModSeq, Uid } from '../../imap/index.ts';
import { Flag } from '../../imap/index.ts';
import type { MailboxId, Store } from '../../store/index.ts';
import { letter, now, Post, refuses } from './fixture.suite.ts';
import type { LiveMailbox } from './live-mailbox.ts';
import { LiveMailboxes } from './live-mailboxes.ts';
import type { Place } from './picture.ts';

const uids = (...all: number[]) => all as Uid[];
const seen = (live: LiveMailbox) => [...live.uids.subarray(0, live.count)];

async function inbox(post: Post, copies: number): Promise<{ place: Place; live: LiveMailbox }> {
  const place = await post.place('INBOX');
  if (copies > 0) await post.deliver(letter('one'), undefined, copies);
  const live = await new LiveMailboxes(post.store, () => now).open(place.account, place.mailbox);
  return { place, live };
}

test('nothing is asked while nothing changed, and one question is asked for all who ask at once', async () => {
  await using post = await Post.open();
  const { place, live } = await inbox(post, 3);
  assert.equal(live.refresh(), undefined);
  await post.store.write('changeFlags', {
    ...place,
    uids: [2],
    how: 'add',
    flags: Flag.Seen,
    keywords: ['x'],
  });
  const first = live.refresh();
  assert.notEqual(first, undefined);
  assert.equal(live.refresh(), first);
  await first;
  assert.equal(live.refresh(), undefined);
  assert.deepEqual([live.flags(0), live.flags(1), live.keywords(1)], [0, Flag.Seen, ['x']]);
  assert.deepEqual([live.keywordsInUse, live.count, live.uidnext], [['x'], 3, 4]);
});

test('a change that comes while a question is under way is seen by whoever asks after it', async () => {
  await using post = await Post.open();
  const { place, live } = await inbox(post, 20_000);
  for (let round = 0; round < 5; round++) {
    const all = { ...place, uids: seen(live), how: 'replace', flags: round } as const;
    await post.store.write('changeFlags', { ...all, keywords: [`${round}`] });
    const slow = live.refresh();
    await post.store.write('changeFlags', { ...place, uids: [1], how: 'replace', flags: Flag.Draft });
    await live.refresh();
    assert.equal(live.flags(0), Flag.Draft);
    await slow;
    assert.equal(live.flags(19_999), round);
  }
});

test('whatever happens to a mailbox, its picture is the same as a new look at it', async () => {
  await using post = await Post.open();
  const { place, live } = await inbox(post, 5);
  const other = await post.place('Archive');
  await post.deliver(letter('two'), other.mailbox, 5);
  let random = 20_261_124;
  const pick = (most: number) => {
    random = (random * 48_271) % 2_147_483_647;
    return random % most;
  };
  const some = () => seen(live).filter(() => pick(3) === 0);
  for (let round = 0; round < 150; round++) {
    const before = { modseq: live.modseq, uids: seen(live) };
    for (let steps = pick(3); steps >= 0; steps--) await change();
    await live.refresh();
    await compare(before);
  }

  async function change() {
    const { store } = post;
    switch (pick(6)) {
      case 0:
        return post.deliver(letter('more'), undefined, 1 + pick(4), { flags: pick(32), keywords: ['new'] });
      case 1:
        return store.write('changeFlags', {
          ...{ ...place, uids: some(), how: (['add', 'remove', 'replace'] as const)[pick(3)]! },
          ...{ flags: pick(32), keywords: pick(2) ? [`k${pick(5)}`] : [] },
        });
      case 2:
        return store.write('expunge', { ...place, uids: pick(2) ? null : some(), now });
      case 3:
        return store.write('moveMessages', { ...place, uids: some().slice(0, 2), to: other.mailbox, now });
      case 4: {
        const back = (await store.read('listMailbox', other)).uids.slice(0, 3);
        return store.write('moveMessages', { ...other, uids: [...back], to: place.mailbox, now });
      }
      default:
        return store.write('copyMessages', { ...place, uids: some().slice(0, 5), to: place.mailbox, now });
    }
  }

  async function compare(before: { modseq: ModSeq; uids: number[] }) {
    const rows = await post.store.read('listMessages', { ...place, after: 0 });
    const status = await post.store.read('mailboxStatus', place);
    const picture = seen(live).map((uid, index) => ({
      ...{ uid, flags: live.flags(index), keywords: live.keywords(index), modseq: live.modseqOf(index) },
    }));
    assert.deepEqual(
      picture,
      rows.map(({ uid, flags, keywords, modseq }) => ({ uid, flags, keywords, modseq })),
    );
    assert.deepEqual([live.modseq, live.uidnext], [status.modseq, status.uidnext]);
    const there = new Set<number>(rows.map(({ uid }) => uid));
    const gone = before.uids.filter((uid) => !there.has(uid));
    const { uids, expunged } = live.changedSince(before.modseq)!;
    const changed = rows.filter(({ modseq }) => modseq > before.modseq).map(({ uid }) => uid);
    assert.deepEqual(
      uids.filter((uid) => there.has(uid)),
      changed,
    );
    assert.equal(expunged, gone.length > 0);
    const { ranges, complete } = await live.vanishedSince(before.modseq);
    assert.equal(complete, true);
    const vanished = ranges.flatMap(({ first, last }) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index),
    );
    assert.deepEqual(
      vanished.filter((uid) => before.uids.includes(uid)),
      gone,
    );
  }
});

test('a mailbox that changed too much is read again, and nobody is told that he knows what changed', async () => {
  await using post = await Post.open();
  const { place, live } = await inbox(post, 3);
  const before = live.modseq;
  for (let n = 0; n < 8; n++) await post.deliver(letter('many'), undefined, 2500);
  await post.store.write('expunge', { ...place, uids: null, now });
  await live.refresh();
  assert.equal(live.count, 20_003);
  assert.equal(live.changedSince(before), undefined);
  assert.deepEqual(live.changedSince(live.modseq), { uids: [], expunged: false });
});

test('who waits for a change is told of it, and not any more after the end', async () => {
  await using post = await Post.open();
  const { live } = await inbox(post, 1);
  const heard: number[] = [];
  const end = live.onChange(() => heard.push(1));
  live.onChange(() => heard.push(2));
  await post.deliver(letter('two'));
  assert.deepEqual(heard, [1, 2]);
  end();
  await post.deliver(letter('three'));
  await sleep(20);
  assert.deepEqual(heard, [1, 2, 2]);
});

test('letters are read whole and in part, and octets that are gone are an EXPUNGEISSUED', async () => {
  await using post = await Post.open();
  const { place, live } = await inbox(post, 2);
  const [first, missing] = await live.details(uids(1, 9), { envelope: true, preview: true });
  assert.equal(missing, undefined);
  assert.match(first!.envelope!, /"one"/);
  assert.match(first!.emailId, /^M[0-9A-F]{32}$/);
  assert.match(first!.threadId, /^T[0-9A-F]{16}$/);
  assert.equal(first!.sentDate, undefined);
  const read = async (range?: { from: number; length: number }) =>
    Buffer.concat(await Array.fromAsync(live.octets(first!, range))).toString();
  assert.equal(await read(), letter('one'));
  assert.equal(await read({ from: 6, length: 8 }), 'a@b.test');
  await live.changeFlags({
    ...{ uids: uids(1, 2), how: 'add', flags: Flag.Deleted, keywords: [], unchangedSince: undefined },
  });
  assert.deepEqual(await live.expunge(uids(2)), [2]);
  assert.deepEqual(await live.expunge(undefined), [1]);
  await post.store.write('sweep', { deadBefore: now + 1, begunBefore: now });
  await refuses('EXPUNGEISSUED', read());
  assert.deepEqual((await post.store.read('listMessages', { ...place, after: 0 })).length, 0);
});

test('flags that somebody changed since are left alone and named', async () => {
  await using post = await Post.open();
  const { live } = await inbox(post, 2);
  const since = live.modseq;
  const change = { how: 'add', keywords: [], unchangedSince: since } as const;
  const once = await live.changeFlags({ ...change, uids: uids(1), flags: Flag.Seen });
  const twice = await live.changeFlags({ ...change, uids: uids(1, 2), flags: Flag.Flagged });
  assert.deepEqual(
    [once, twice],
    [
      { changed: [1], modified: [] },
      { changed: [2], modified: [1] },
    ],
  );
});

test('copies and moves say where the messages went; a target that is gone is a TRYCREATE', async () => {
  await using post = await Post.open();
  const { place, live } = await inbox(post, 3);
  const archive = await post.place('Archive');
  const { uidvalidity } = await post.store.read('mailboxStatus', archive);
  assert.deepEqual(await live.copy(uids(1, 3, 77), archive.mailbox), {
    uidvalidity,
    from: [1, 3],
    uids: [1, 2],
  });
  assert.deepEqual(await live.move(uids(2), archive.mailbox), { uidvalidity, from: [2], uids: [3] });
  await post.store.write('setQuota', { account: place.account, octets: 1, messages: null });
  await refuses('OVERQUOTA', live.copy(uids(1), archive.mailbox));
  await post.store.write('deleteMailbox', { ...archive, now });
  await refuses('TRYCREATE', live.copy(uids(1), archive.mailbox));
  await refuses('TRYCREATE', live.move(uids(1), archive.mailbox));
});

test('a message is recent for one session only', async () => {
  await using post = await Post.open();
  const { live } = await inbox(post, 2);
  assert.equal(await live.claimRecent(), 1);
  assert.equal(await live.claimRecent(), 3);
  await post.deliver(letter('two'));
  assert.equal(await live.claimRecent(), 3, 'of what is not known here nobody was told');
  await live.refresh();
  const both = await Promise.all([live.claimRecent(), live.claimRecent()]);
  assert.deepEqual(both, [3, 4]);
});

test('who has a mailbox open that is deleted is told, and it cannot be opened any more', async () => {
  await using post = await Post.open();
  const mailboxes = new LiveMailboxes(post.store, () => now);
  const place = await post.place('Trash');
  await post.deliver(letter('one'), place.mailbox);
  const live = await mailboxes.open(place.account, place.mailbox);
  let heard = 0;
  live.onChange(() => heard++);
  await post.store.write('deleteMailbox', { ...place, now });
  assert.ok(heard > 0);
  await live.refresh();
  assert.equal(live.gone, true);
  assert.equal(live.count, 1);
  assert.equal(live.refresh(), undefined);
  await refuses('NONEXISTENT', mailboxes.open(place.account, place.mailbox));
  await refuses('NONEXISTENT', live.expunge(undefined));
  await refuses('NONEXISTENT', live.copy(uids(1), (await post.place('INBOX')).mailbox));
  live.release();
  await refuses('NONEXISTENT', mailboxes.open(place.account, place.mailbox));
});

test('a mailbox is shared while it is open, kept for a while after, and never shown to another account', async () => {
  await using post = await Post.open();
  const reads: string[] = [];
  const { store } = post;
  const counting = {
    read: (name: 'listMailbox', input: Place) => {
      reads.push(name);
      return store.read(name, input);
    },
    changeCount: (mailbox: MailboxId) => store.changeCount(mailbox),
    onNotice: () => () => {},
  } as unknown as Store;
  const mailboxes = new LiveMailboxes(counting, () => now, 10_000);
  const [inbox, archive] = [await post.place('INBOX'), await post.place('Archive')];
  await post.deliver(letter('one'), inbox.mailbox, 100);
  const open = (place: Place) => mailboxes.open(place.account, place.mailbox);
  const [one, two] = await Promise.all([open(inbox), open(inbox)]);
  assert.equal(one, two);
  assert.deepEqual(reads, ['listMailbox', 'listChanges']);
  one.release();
  two.release();
  await post.deliver(letter('two'), inbox.mailbox);
  const again = await open(inbox);
  assert.equal(again, one);
  assert.equal(again.count, 101);
  assert.deepEqual(reads.splice(0), ['listMailbox', 'listChanges', 'listChanges']);
  again.release();
  await post.deliver(letter('large'), archive.mailbox, 1000);
  const large = await open(archive);
  large.release();
  assert.notEqual(await open(archive), large, 'too large to be kept');
  const luis = { name: 'luis', nameKey: 'luis', verifier: null, now };
  const { account } = await store.write('createAccount', luis);
  const foreign = mailboxes.open(account, inbox.mailbox);
  const own = await open(inbox);
  await refuses('NONEXISTENT', foreign);
  assert.equal(own.count, 101);
});
