import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { LetterTooLarge } from '../refusal.ts';
import { chunkOctets } from '../take-in/chunks.ts';
import { letterOf, now, type Opened, refuses, storeTest } from './fixture.suite.ts';

export function describeLetters(open: () => Promise<Opened>): void {
  storeTest('letters of every length around a chunk come back octet for octet', open, async (post) => {
    const account = await post.account();
    const lengths = [-1, 0, 1].flatMap((off) => [
      chunkOctets + off,
      2 * chunkOctets + off,
      5 * chunkOctets + off,
    ]);
    for (const [index, length] of [60, ...lengths].entries()) {
      const text = letterOf(length, `letter ${index}`);
      assert.equal(text.length, length);
      const { mailbox, uid } = await post.deliver(account, text);
      assert.equal(await post.text(account, mailbox, uid), text);
    }
  });

  storeTest('an empty letter is a letter', open, async (post) => {
    const account = await post.account();
    const { mailbox, uid } = await post.deliver(account, '');
    assert.equal(await post.text(account, mailbox, uid), '');
    assert.equal((await post.usage()).messages, 1);
  });

  storeTest('a range of a body is read without the rest', open, async (post) => {
    const account = await post.account();
    const text = letterOf(3 * chunkOctets + 100);
    const { mailbox, uid } = await post.deliver(account, text);
    const opened = (await post.store.read('openMessage', { account, mailbox, uid }))!;
    for (const [from, length] of [
      [0, 10],
      [chunkOctets - 5, 10],
      [chunkOctets, chunkOctets],
      [text.length - 3, 100],
      [text.length, 5],
      [7, 0],
    ] as const) {
      let found = '';
      for await (const chunk of post.store.body(opened, { from, length }))
        found += Buffer.from(chunk).toString('latin1');
      assert.equal(found, text.slice(from, from + length));
    }
  });

  storeTest('a bare LF is mended, and both digests are kept', open, async (post) => {
    const account = await post.account();
    const sent = 'Subject: x\n\na line\r\n';
    const { mailbox, uid } = await post.deliver(account, sent);
    assert.equal(await post.text(account, mailbox, uid), 'Subject: x\r\n\r\na line\r\n');
    const [row] = await post.store.read('listMessages', { account, mailbox, after: 0 });
    assert.deepEqual(Buffer.from(row!.arrivedDigest), createHash('sha256').update(sent).digest());
  });

  storeTest(
    'a letter over the limit is refused while it comes, and leaves nothing that is named',
    open,
    async (post) => {
      const letter = post.store.receive({ accounts: [], now, limit: 300_000 });
      await letter.write(Buffer.alloc(300_000));
      await assert.rejects(letter.write(Buffer.alloc(1)), LetterTooLarge);
      await assert.rejects(letter.finish(), LetterTooLarge);
      assert.deepEqual(await post.store.read('measureStore', {}), { bodies: 0, octets: 0 });
    },
  );

  storeTest(
    'a discarded letter is gone at once and gets no place, and discarding one that has its place harms nothing',
    open,
    async (post) => {
      const account = await post.account();
      const left = post.store.receive({ accounts: [], now, limit: 10e6 });
      await left.write(Buffer.alloc(700_000, 'a'));
      await left.discard();
      const finished = post.store.receive({ accounts: [], now, limit: 10e6 });
      await finished.write(Buffer.alloc(700_000, 'c'));
      const unplaced = await finished.finish();
      await finished.discard();
      const everything = { deadBefore: now + 1, begunBefore: now + 1 };
      assert.deepEqual(await post.store.write('sweep', everything), { bodies: 0, octets: 0 });
      const targets = [{ account }];
      await refuses('unavailable', post.store.write('deliver', { letter: unplaced, targets, now }));
      const kept = post.store.receive({ accounts: [], now, limit: 10e6 });
      await kept.write(Buffer.alloc(700_000, 'b'));
      const letter = await kept.finish();
      const [delivered] = await post.store.write('deliver', { letter, targets, now });
      await kept.discard();
      assert.equal((await post.text(account, delivered!.mailbox, delivered!.uid)).length, 700_000);
      assert.deepEqual(await post.store.read('measureStore', {}), { bodies: 1, octets: 700_000 });
    },
  );

  storeTest(
    'what a refused write has written of a letter is gone when it is discarded',
    open,
    async (post) => {
      const account = await post.account('ana', { quotaOctets: 1000 });
      for (const octets of [2000, 700_000]) {
        const letter = post.store.receive({ accounts: [], now, limit: 10e6 });
        await letter.write(Buffer.from(letterOf(octets)));
        const targets = [{ account }];
        await refuses(
          'over-quota',
          post.store.write('deliver', { letter: await letter.finish(), targets, now }),
        );
        await letter.discard();
        const everything = { deadBefore: now + 1, begunBefore: now + 1 };
        assert.deepEqual(await post.store.write('sweep', everything), { bodies: 0, octets: 0 });
      }
    },
  );

  storeTest('what was computed of a letter stands beside it', open, async (post) => {
    const account = await post.account();
    const text =
      'From: Ana <ana@example.org>\r\nSubject: Re: Hola\r\nMessage-ID: <1@x>\r\n\r\nBuenos dias\r\n';
    const { mailbox, uid } = await post.deliver(account, text);
    const details = (await post.store.read('letterDetails', { account, mailbox, uid }))!;
    assert.equal(details.messageId, '1@x');
    assert.match(details.envelope, /"Re: Hola"/);
    assert.match(details.bodyStructure, /^\("TEXT" "PLAIN"/i);
    assert.equal(JSON.parse(details.parts).lines, 1);
    assert.equal(JSON.parse(details.sortKeys).subject.toLowerCase(), 'hola');
    assert.match(details.preview, /Buenos dias/);
    assert.equal(await post.store.read('letterDetails', { account, mailbox, uid: 99 }), null);
  });

  storeTest('a body that was swept says so, before and in the middle', open, async (post) => {
    const account = await post.account();
    const { mailbox, uid } = await post.deliver(account, letterOf(2 * chunkOctets));
    const opened = (await post.store.read('openMessage', { account, mailbox, uid }))!;
    const reading = post.store.body(opened)[Symbol.asyncIterator]();
    await reading.next();
    await post.store.write('removeAccount', { account, now });
    await post.store.write('sweep', { deadBefore: now + 1, begunBefore: now + 1 });
    await refuses('nonexistent', Promise.resolve(reading.next()));
    await refuses('nonexistent', post.octets(opened));
  });
}
