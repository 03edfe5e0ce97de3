import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { Flag } from '../../imap/index.ts';
import { letter, now, Post } from './fixture.suite.ts';
import { LiveMailboxes } from './live-mailboxes.ts';

const here = new URL('.', import.meta.url).href;
const rounds = 200;

/** A thread that keeps its own picture of the INBOX and does as it is told, one thing for each message. */
function elsewhere(post: Post, mailbox: number): Worker {
  const data = post.sqlite.connect('elsewhere');
  return new Worker(
    `import { parentPort, workerData } from 'node:worker_threads';
     import { connectStore } from '${here}../../store/index.ts';
     import { LiveMailboxes } from '${here}live-mailboxes.ts';
     const store = connectStore(workerData);
     const live = await new LiveMailboxes(store, () => ${now}).open(${post.account}, ${mailbox});
     let heard = 0;
     live.onChange(() => heard++);
     const does = {
       look: async () => {
         await live.refresh();
         const { count, modseq } = live;
         return { modseq, flags: Array.from({ length: count }, (_, index) => live.flags(index)) };
       },
       flag: (change) => live.changeFlags({ how: 'replace', keywords: [], unchangedSince: undefined, ...change }),
       expunge: () => live.expunge(undefined),
       heard: async () => heard,
       end: () => store.close(),
     };
     parentPort.on('message', async ({ name, input }) => {
       parentPort.postMessage(await does[name](input));
       if (name === 'end') parentPort.close();
     });
     parentPort.postMessage('ready');`,
    { eval: true, workerData: data, transferList: data.transfer, execArgv: ['--input-type=module'] },
  );
}

test('what one thread was told is done, the next look of the other sees, in both directions', async () => {
  await using post = await Post.open();
  const place = await post.place('INBOX');
  await post.deliver(letter('one'), undefined, 3);
  const live = await new LiveMailboxes(post.store, () => now).open(place.account, place.mailbox);
  const thread = elsewhere(post, place.mailbox);
  await once(thread, 'message');
  const ask = async (name: string, input?: object) => {
    const answer = once(thread, 'message');
    thread.postMessage({ name, input });
    return (await answer)[0];
  };
  const change = { how: 'replace', keywords: [], unchangedSince: undefined } as const;
  for (let round = 0; round < rounds; round++) {
    const [flags, uid] = [round % 2 === 0 ? Flag.Seen : Flag.Answered, 1 + (round % 3)];
    await live.changeFlags({ ...change, uids: [uid] as never, flags });
    const there = await ask('look');
    assert.equal(there.flags[uid - 1], flags);
    await ask('flag', { uids: [uid], flags: Flag.Draft });
    await live.refresh();
    assert.deepEqual([live.flags(uid - 1), live.modseq], [Flag.Draft, there.modseq + 1]);
  }
  await post.deliver(letter('two'));
  assert.equal((await ask('look')).flags.length, 4);
  await ask('flag', { uids: [2, 3], flags: Flag.Deleted });
  assert.deepEqual(await ask('expunge'), [2, 3]);
  await live.refresh();
  assert.deepEqual([...live.uids.subarray(0, live.count)], [1, 4]);
  assert.ok((await ask('heard')) >= 2 * rounds);
  const exit = once(thread, 'exit');
  await ask('end');
  await exit;
});

test('what POP3 deletes is told to IMAP at once, and what IMAP deletes is gone for the next POP3 session', async () => {
  await using post = await Post.open();
  const { store } = post;
  const { account, mailbox } = await post.place('INBOX');
  await post.deliver(letter('one'), undefined, 4);
  const live = await new LiveMailboxes(store, () => now).open(account, mailbox);
  const lock = { account, holder: 'pop3', now, lease: 60_000 };
  const { token } = await store.write('lockMaildrop', lock);
  const frozen = await store.read('listMaildrop', { account });
  // A lock is between POP3 sessions alone.
  const change = { how: 'add', flags: Flag.Deleted, keywords: [], unchangedSince: undefined } as const;
  await live.changeFlags({ ...change, uids: [1] as never });
  assert.deepEqual(await live.expunge(undefined), [1]);
  let heard = 0;
  live.onChange(() => heard++);
  await store.write('popUpdate', { account, mailbox, token, uids: [...frozen.uids.subarray(0, 2)], now });
  assert.equal(heard, 1);
  await live.refresh();
  assert.deepEqual([...live.uids.subarray(0, live.count)], [3, 4]);
  await store.write('unlockMaildrop', { account, mailbox, token });
  await live.changeFlags({ ...change, uids: [4] as never });
  await live.expunge(undefined);
  assert.deepEqual([...(await store.read('listMaildrop', { account })).uids], [3]);
});
