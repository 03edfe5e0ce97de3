// Letters that cannot be stored, each by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lettersOf } from '../../test/collector/fake/letters.ts';
import { say } from '../../test/collector/fake/reply.ts';
import type { ReceiveOptions, Store } from '../store/index.ts';
import { type Far, openFar } from './fixture.suite.ts';
import type { RunStore } from './run-options.ts';

/** A store whose parser breaks at a letter with this text in it. */
const breaksAt =
  (text: string) =>
  (store: Store): RunStore => ({
    read: store.read.bind(store),
    write: store.write.bind(store),
    body: store.body.bind(store),
    receive(options: ReceiveOptions) {
      const incoming = store.receive(options);
      return {
        finish: () => incoming.finish(),
        discard: () => incoming.discard(),
        write(octets) {
          if (options.opaque !== true && Buffer.from(octets).includes(text)) throw new TypeError('a fault');
          return incoming.write(octets);
        },
      };
    },
  });

async function keywords({ store, account }: Far): Promise<string[][]> {
  const [inbox] = (await store.read('listMailboxes', { account })).filter(({ name }) => name === 'INBOX');
  const rows = await store.read('listMessages', { account, mailbox: inbox!.mailbox, after: 0 });
  return rows.map(({ keywords }) => keywords);
}

test('a letter that our parser breaks at is stored as it is, marked, and stays there', async (t) => {
  const far = await openFar(t, {
    see: breaksAt('This is letter 2.'),
    settings: { keep: { kind: 'nothing' }, grace: 0 },
  });
  const report = await far.collector.run(far.of);
  assert.deepEqual([report.stored, report.aside, report.left, report.deleted], [3, 1, 0, 2]);
  assert.deepEqual(report.alarms, [{ alarm: 'set-aside', letters: 1 }]);
  assert.deepEqual(await keywords(far), [[], [], ['$Aside']]);
  assert.deepEqual(far.fake.maildrop.letters, [far.fake.maildrop.offered[1]]);
  assert.equal((await far.collector.check(far.of)).right, 3);
  far.fake.heard.clear();
  assert.equal((await far.collector.run(far.of)).stored, 0);
  assert.equal(far.fake.heard.count('RETR'), 0);
});

test('a letter that the server never gives is left alone after three runs, until a person asks for it', async (t) => {
  const far = await openFar(t);
  far.fake.behaviour = {
    instead: ({ verb, argument }) => (verb === 'RETR' && argument === '2' ? say('-ERR no') : undefined),
  };
  const reports = [];
  for (let run = 0; run < 4; run++) reports.push(await far.collector.run(far.of));
  assert.deepEqual(
    reports.map(({ stored, aside, left }) => [stored, aside, left]),
    [
      [2, 0, 1],
      [0, 0, 1],
      [0, 1, 0],
      [0, 0, 0],
    ],
  );
  far.fake.behaviour = {};
  assert.equal((await far.collector.run(far.of)).stored, 0);
  const { entries, aside } = (await far.store.read('listLedger', far.of))!;
  const refused = entries.filter((_, row) => aside[row] !== null);
  assert.equal(await far.collector.tryAgain(far.of, refused), 1);
  assert.equal((await far.collector.run(far.of)).stored, 1);
});

test('a letter that comes far shorter than listed is tried again, then kept as it came and never deleted', async (t) => {
  const settings = { keep: { kind: 'nothing' }, grace: 0 } as const;
  const far = await openFar(t, { letters: lettersOf(2, { octets: 2_000 }), settings });
  far.fake.behaviour = {
    instead: ({ verb, argument }) =>
      verb === 'RETR' && argument === '1'
        ? { pieces: [Buffer.from('+OK\r\nSubject: cut\r\n\r\n.\r\n')] }
        : undefined,
  };
  for (const [stored, left] of [
    [1, 1],
    [0, 1],
    [1, 0],
  ]) {
    const report = await far.collector.run(far.of);
    assert.deepEqual([report.stored, report.left], [stored, left]);
  }
  await far.collector.run(far.of);
  assert.deepEqual(far.fake.maildrop.letters, [far.fake.maildrop.offered[0]]);
  assert.deepEqual(await keywords(far), [[], ['$Aside']]);
});

test('a letter larger than may be taken is not begun', async (t) => {
  const letters = [...lettersOf(1), ...lettersOf(1, { octets: 50_000, subject: 'large' })];
  const far = await openFar(t, { letters, limits: { letter: 10_000 } });
  const report = await far.collector.run(far.of);
  assert.deepEqual([report.stored, report.aside, report.trouble], [1, 1, undefined]);
  assert.equal(far.fake.heard.count('RETR'), 1);
});
