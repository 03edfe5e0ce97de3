import assert from 'node:assert/strict';
import { Flag } from '../flags.ts';
import { parseBodyId } from '../read/list-details.ts';
import type { AccountId, MailboxId } from '../store.ts';
import { letterOf, now, type Opened, type Post, refuses, storeTest } from './fixture.suite.ts';

type Box = { account: AccountId; mailbox: MailboxId };

/** An INBOX of so many messages, all of one letter; its modseq is 2 then. */
async function inboxOf(post: Post, messages: number): Promise<Box> {
  const account = await post.account();
  const mailbox = await post.mailbox(account, 'INBOX');
  for (let left = messages; left > 0; left -= 2000) {
    const targets = Array.from({ length: Math.min(left, 2000) }, () => ({ account }));
    await post.store.write('deliver', { letter: await post.take(letterOf(100)), targets, now });
  }
  return { account, mailbox };
}

async function flag(post: Post, box: Box, uids: number[], flags: number, keywords: string[] = []) {
  await post.store.write('changeFlags', { ...box, uids, how: 'add', flags, keywords });
}

async function expunge(post: Post, box: Box, uids: number[]) {
  await flag(post, box, uids, Flag.Deleted);
  await post.store.write('expunge', { ...box, uids, now });
}

export function describeListings(open: () => Promise<Opened>): void {
  storeTest('a mailbox is listed whole, however many slices it takes', open, async (post) => {
    const box = await inboxOf(post, 8193);
    await flag(post, box, [1, 8193], Flag.Seen, ['work']);
    const { status, uids, flags, modseqs, keywords } = await post.store.read('listMailbox', box);
    assert.deepEqual(
      [...uids],
      Array.from({ length: 8193 }, (_, i) => i + 1),
    );
    assert.deepEqual([flags[0], flags[1], flags[8192]], [1, 0, 1]);
    assert.deepEqual([keywords![0], keywords![1], keywords![8192]], ['work', null, 'work']);
    assert.deepEqual([modseqs[0], modseqs[1], status.modseq, status.messages], [8195, 3, 8195, 8193]);
    assert.equal((await post.store.read('listMailbox', await emptyBox(post, box))).keywords, undefined);
  });

  storeTest('what changed after a modseq is told in the order of uids, each once', open, async (post) => {
    const box = await inboxOf(post, 5);
    const { modseq } = await post.status(box.account, box.mailbox);
    await flag(post, box, [4], Flag.Seen);
    await flag(post, box, [2, 4], 0, ['work']);
    await expunge(post, box, [1, 3]);
    await post.deliver(box.account, letterOf(100));
    const changes = (await post.store.read('listChanges', { ...box, after: modseq }))!;
    assert.deepEqual(changes.changed, [
      { uid: 2, modseq: modseq + 2, flags: 0, keywords: 'work' },
      { uid: 4, modseq: modseq + 2, flags: Flag.Seen, keywords: 'work' },
      { uid: 6, modseq: modseq + 5, flags: 0, keywords: null },
    ]);
    assert.deepEqual(changes.gone, [
      { first: 1, last: 1 },
      { first: 3, last: 3 },
    ]);
    assert.deepEqual(changes.status, await post.status(box.account, box.mailbox));
    const none = { status: changes.status, changed: [], gone: [] };
    assert.deepEqual(await post.store.read('listChanges', { ...box, after: changes.status.modseq }), none);
  });

  storeTest('changes of more messages than one slice takes, some of one modseq', open, async (post) => {
    const box = await inboxOf(post, 1);
    const to = await post.mailbox(box.account, 'Archive');
    for (let i = 0; i < 13; i++) {
      const { uids } = await post.store.read('listMailbox', box);
      await post.store.write('copyMessages', { ...box, uids: [...uids], to: box.mailbox, now });
    }
    const { uids } = await post.store.read('listMailbox', box);
    await post.store.write('copyMessages', { ...box, uids: [...uids], to, now });
    const changes = await post.store.read('listChanges', { account: box.account, mailbox: to, after: 1 });
    assert.deepEqual(
      changes!.changed.map(({ uid }) => uid),
      Array.from({ length: 8192 }, (_, i) => i + 1),
    );
  });

  storeTest('changes of too long ago are not told: forgotten ones, and too many', open, async (post) => {
    const box = await inboxOf(post, 3);
    await expunge(post, box, [1]);
    await post.store.write('pruneVanished', { account: box.account, before: now + 1 });
    const { modseq, vanishedHorizon } = await post.status(box.account, box.mailbox);
    const changesAfter = (after: number) => post.store.read('listChanges', { ...box, after });
    assert.equal(await changesAfter(vanishedHorizon - 1), null);
    assert.notEqual(await changesAfter(vanishedHorizon), null);
    for (let left = 16_384; left > 0; left -= 2048) {
      const targets = Array.from({ length: 2048 }, () => ({ account: box.account }));
      await post.store.write('deliver', { letter: await post.take(letterOf(100)), targets, now });
    }
    assert.equal((await changesAfter(modseq))!.changed.length, 16_384);
    assert.equal(await changesAfter(modseq - 1), null);
    await refuses(
      'nonexistent',
      post.store.read('listChanges', { ...box, account: await post.account('luis'), after: 1 }),
    );
  });

  storeTest('what vanished between two modseqs comes as few ranges', open, async (post) => {
    const box = await inboxOf(post, 9);
    const start = (await post.status(box.account, box.mailbox)).modseq;
    for (const uids of [[5], [2, 3], [4], [9]]) await expunge(post, box, uids);
    const { modseq } = await post.status(box.account, box.mailbox);
    const vanished = (after: number, upTo: number) =>
      post.store.read('listVanished', { ...box, after, upTo });
    assert.deepEqual(await vanished(start, modseq), {
      ranges: [
        { first: 2, last: 5 },
        { first: 9, last: 9 },
      ],
      complete: true,
    });
    assert.deepEqual((await vanished(start, modseq - 1)).ranges, [{ first: 2, last: 5 }]);
    assert.deepEqual((await vanished(modseq, modseq)).ranges, []);
    await post.store.write('pruneVanished', { account: box.account, before: now + 1 });
    assert.deepEqual(await vanished(start, modseq), { ranges: [], complete: false });
    assert.deepEqual(await vanished(modseq, modseq), { ranges: [], complete: true });
  });

  storeTest('details of many messages come in the order asked for, only as wanted', open, async (post) => {
    const account = await post.account();
    const mailbox = await post.mailbox(account, 'INBOX');
    const header =
      'Date: Tue, 24 Nov 2026 10:00:00 +0100\r\nMessage-ID: <1@x>\r\nSubject: =?utf-8?q?a?=\r\n\r\n';
    await post.deliver(account, `${header}text\r\n`, { internalDate: 12_345 });
    await post.deliver(account, 'Subject: \xc3\xa1\r\n\r\n');
    const targets = Array.from({ length: 300 }, () => ({ account }));
    await post.store.write('deliver', { letter: await post.take(letterOf(100)), targets, now });
    const box = { account, mailbox };
    const uids = [302, 999, 1, ...Array.from({ length: 298 }, (_, i) => 3 + i), 2];
    const want = { envelope: true, bodyStructure: true, parts: true, preview: true };
    const all = await post.store.read('listDetails', { ...box, uids, want });
    assert.deepEqual(
      all.map((each) => each?.uid),
      uids.map((uid) => (uid === 999 ? undefined : uid)),
    );
    const { envelope, bodyStructure, parts, preview, thread, emailId, body } = all[2]!;
    const one = (await post.store.read('letterDetails', { account, mailbox, uid: 1 }))!;
    assert.deepEqual(
      { envelope, bodyStructure, parts, preview },
      {
        envelope: one.envelope,
        bodyStructure: one.bodyStructure,
        parts: one.parts,
        preview: one.preview,
      },
    );
    assert.deepEqual([emailId, thread].map(parseBodyId), [one.emailId, one.thread]);
    assert.deepEqual(parseBodyId(body), one.body);
    assert.equal(all.at(-1)!.eightBit, true);
    const [narrow] = await post.store.read('listDetails', { ...box, uids: [1], want: {} });
    const { octets, internalDate, saveDate, sentDate } = one;
    const always = { uid: 1, octets, internalDate, saveDate, sentDate, emailId, thread, body };
    assert.deepEqual(narrow, { ...always, eightBit: false });
    assert.deepEqual([internalDate, saveDate, sentDate], [12_345, now, Date.UTC(2026, 10, 24, 9)]);
    const [only] = await post.store.read('listDetails', { ...box, uids: [1], want: { preview: true } });
    assert.deepEqual(only, { ...always, eightBit: false, preview });
  });
}

async function emptyBox(post: Post, { account }: Box): Promise<Box> {
  return { account, mailbox: await post.mailbox(account, 'Archive') };
}
