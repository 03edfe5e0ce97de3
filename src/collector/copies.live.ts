// What is deleted at a source is what was read back here, and right.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Flag, type Store } from '../store/index.ts';
import { type Far, openFar } from './fixture.suite.ts';
import type { RunStore } from './run-options.ts';

const waiting = { settings: { keep: { kind: 'nothing' }, grace: 3_600 } } as const;

/** From now on, one octet of the stored letter with this text is another, as a bad disk makes it. */
function badDisk() {
  let bad: string | undefined;
  const see = (store: Store): RunStore => ({
    read: store.read.bind(store),
    write: store.write.bind(store),
    receive: store.receive.bind(store),
    async *body(letter, range) {
      for await (const octets of store.body(letter, range)) {
        const at = bad === undefined ? -1 : Buffer.from(octets).indexOf(bad);
        yield at < 0 ? octets : octets.with(at, 0x58);
      }
    },
  });
  return {
    see,
    damage: (text: string) => {
      bad = text;
    },
  };
}

async function deleteHere({ store, account, clock }: Far, uids: number[]): Promise<void> {
  const [inbox] = (await store.read('listMailboxes', { account })).filter(({ name }) => name === 'INBOX');
  const of = { account, mailbox: inbox!.mailbox };
  await store.write('changeFlags', { ...of, uids, how: 'add', flags: Flag.Deleted });
  await store.write('expunge', { ...of, uids, now: clock.now });
}

test('a letter whose copy is damaged is not deleted there, and that is told', async (t) => {
  const { see, damage } = badDisk();
  const far = await openFar(t, { ...waiting, see });
  await far.collector.run(far.of);
  damage('This is letter 2.');
  far.clock.now += 3_600_000;
  const report = await far.collector.run(far.of);
  assert.equal(report.deleted, 2);
  assert.deepEqual(report.alarms, [{ alarm: 'copy-damaged', letters: 1 }]);
  assert.deepEqual(far.fake.maildrop.letters, [far.fake.maildrop.offered[1]]);
  assert.deepEqual((await far.store.read('listLedger', far.of))!.aside, [null, 'copy-damaged', null]);
});

test('a check reads every copy, and says which differ', async (t) => {
  const { see, damage } = badDisk();
  const far = await openFar(t, { see });
  await far.collector.run(far.of);
  damage('This is letter 2.');
  await deleteHere(far, [3]);
  const report = await far.collector.check(far.of);
  assert.deepEqual([report.letters, report.right, report.gone, report.aside], [3, 1, 1, 0]);
  assert.deepEqual(
    report.differing.map(({ entry }) => entry),
    [2],
  );
});

test('what was read back and then deleted here by its owner goes there too, in its time', async (t) => {
  const far = await openFar(t, waiting);
  await far.collector.run(far.of);
  assert.deepEqual((await far.store.read('listLedger', far.of))!.verified, [true, true, true]);
  await deleteHere(far, [1, 2, 3]);
  far.clock.now += 3_600_000;
  assert.equal((await far.collector.run(far.of)).deleted, 3);
});

test('what was never read back and is gone here stays there', async (t) => {
  const far = await openFar(t);
  await far.collector.run(far.of);
  await deleteHere(far, [1]);
  await far.collector.edit(far.of, { settings: { ...far.settings, keep: { kind: 'nothing' }, grace: 0 } });
  assert.equal((await far.collector.run(far.of)).deleted, 2);
  assert.deepEqual(far.fake.maildrop.letters, [far.fake.maildrop.offered[0]]);
  assert.deepEqual((await far.store.read('listLedger', far.of))!.aside, ['copy-gone', null, null]);
});
