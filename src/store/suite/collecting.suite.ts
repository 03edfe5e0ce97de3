import assert from 'node:assert/strict';
import type { ReadOutput } from '../read/index.ts';
import type { AccountId, SourceId } from '../store.ts';
import type { NewEntry } from '../write/collect-letter.ts';
import { letterOf, now, type Opened, type Post, refuses, storeTest } from './fixture.suite.ts';

type Far = { account: AccountId; source: SourceId };

async function far(post: Post, name = 'far', owner?: AccountId): Promise<Far> {
  const account = owner ?? (await post.account());
  const input = { account, name, settings: '{"a":1}', secret: new Uint8Array([1, 2]), state: '{}', now };
  return { account, source: (await post.store.write('addSource', input)).source };
}

async function collectOne(
  post: Post,
  { account, source }: Far,
  text: string,
  entry: Partial<NewEntry> & { key: string },
  dueSince: number | null = null,
) {
  const letter = await post.take(text);
  return post.store.write('collectLetter', {
    letter,
    target: { account },
    source,
    entry: { occurrence: 0, octets: null, fingerprint: null, aside: null, ...entry },
    dueSince,
    now,
  });
}

async function ledger(post: Post, of: Far): Promise<NonNullable<ReadOutput<'listLedger'>>> {
  return (await post.store.read('listLedger', of))!;
}

async function inboxUids(post: Post, { account }: Far): Promise<number[]> {
  return post.uids(account, await post.mailbox(account, 'INBOX'));
}

export function describeCollecting(open: () => Promise<Opened>): void {
  storeTest('a source is added, changed, listed and read, with its name taken once', open, async (post) => {
    const one = await far(post, 'one');
    const { account } = one;
    const two = await far(post, 'two', account);
    assert.notEqual(one.source, two.source);
    await refuses('exists', far(post, 'one', account));
    await refuses('exists', post.store.write('editSource', { ...two, name: 'one' }));
    await refuses('nonexistent', far(post, 'x', 99 as AccountId));
    await post.store.write('editSource', { ...two, name: 'drei', settings: '{}' });
    await post.store.write('noteRun', { ...two, state: '{"ran":1}' });
    const listed = await post.store.read('listSources', { account });
    assert.deepEqual(
      listed.map(({ name, settings, state }) => [name, settings, state]),
      [
        ['drei', '{}', '{"ran":1}'],
        ['one', '{"a":1}', '{}'],
      ],
    );
    const read = await post.store.read('readSource', two);
    assert.deepEqual([read?.name, read?.secret], ['drei', new Uint8Array([1, 2])]);
    await post.store.write('editSource', { ...two, secret: null });
    assert.equal((await post.store.read('readSource', two))?.secret, null);
    const all = await post.store.read('listAllSources', { account: 0, source: 0 });
    assert.deepEqual(
      all.map(({ source }) => source),
      [one.source, two.source],
    );
    assert.deepEqual(await post.store.read('listAllSources', two), []);
  });

  storeTest(
    'a letter, its entry and its pending deletion are stored together and once',
    open,
    async (post) => {
      const of = await far(post);
      const entry = { key: 'u1', octets: 100, fingerprint: 'f' };
      const stored = await collectOne(post, of, letterOf(100), entry, now);
      assert.equal(stored.at, 'stored');
      assert.deepEqual(await collectOne(post, of, letterOf(100), entry), {
        at: 'known',
        entry: stored.entry,
      });
      assert.deepEqual(await inboxUids(post, of), [1]);
      const { revision: _, ...columns } = await ledger(post, of);
      assert.deepEqual(columns, {
        entries: [1],
        keys: ['u1'],
        occurrences: [0],
        octets: [100],
        storedOctets: [100],
        fingerprints: ['f'],
        storedAt: [now],
        sentDates: [null],
        dueSince: [now],
        absentSince: [null],
        deletions: ['none'],
        aside: [null],
        tries: [0],
        held: [false],
        verified: [false],
      });
    },
  );

  storeTest('another letter under a name that is taken is another letter', open, async (post) => {
    const of = await far(post);
    await collectOne(post, of, letterOf(100), { key: 'u1' });
    assert.equal((await collectOne(post, of, letterOf(101), { key: 'u1' })).at, 'stored');
    const { keys, occurrences } = await ledger(post, of);
    assert.deepEqual(
      [keys, occurrences],
      [
        ['u1', 'u1'],
        [0, 1],
      ],
    );
    assert.equal((await collectOne(post, of, letterOf(101), { key: 'u1', occurrence: 1 })).at, 'known');
    assert.deepEqual(await inboxUids(post, of), [1, 2]);
  });

  storeTest('beyond the quota neither letter nor entry is stored', open, async (post) => {
    const account = await post.account('ana', { quotaMessages: 1 });
    const of = await far(post, 'far', account);
    await collectOne(post, of, letterOf(100), { key: 'u1' });
    await refuses('over-quota', collectOne(post, of, letterOf(101), { key: 'u2' }));
    assert.deepEqual((await ledger(post, of)).keys, ['u1']);
    const gone = { account, source: 99 as SourceId };
    await refuses('nonexistent', collectOne(post, gone, letterOf(100), { key: 'u1' }));
  });

  storeTest('one letter from two sources is two messages of one body', open, async (post) => {
    const one = await far(post, 'one');
    const two = await far(post, 'two', one.account);
    await collectOne(post, one, letterOf(100), { key: 'u1' });
    await collectOne(post, two, letterOf(100), { key: 'u1' });
    assert.deepEqual(await inboxUids(post, one), [1, 2]);
    assert.equal((await post.store.read('measureStore', {})).bodies, 1);
  });

  storeTest('a ledger is read only when it changed', open, async (post) => {
    const of = await far(post);
    await collectOne(post, of, letterOf(100), { key: 'u1' });
    const { revision } = await ledger(post, of);
    assert.equal(await post.store.read('listLedger', { ...of, known: revision }), null);
    await post.store.write('noteRun', { ...of, state: '{"n":1}' });
    assert.equal(await post.store.read('listLedger', { ...of, known: revision }), null);
    await post.store.write('noteDeletion', { ...of, entries: [1], what: 'sent' });
    const next = await post.store.read('listLedger', { ...of, known: revision });
    assert.deepEqual(next?.deletions, ['sent']);
    await refuses('nonexistent', post.store.read('listLedger', { ...of, source: 99 as SourceId }));
  });

  storeTest('the ledger notes what is listed, and forgets what was gone for long', open, async (post) => {
    const of = await far(post);
    for (const n of [1, 2, 3]) await collectOne(post, of, letterOf(100 + n), { key: `u${n}` });
    const note = { ...of, absent: [], returned: [], confirmed: [] };
    await post.store.write('noteListing', { ...note, absent: [1, 2], now });
    await post.store.write('noteListing', { ...note, absent: [1], now: now + 5 });
    await post.store.write('noteListing', { ...note, returned: [2], confirmed: [1], now: now + 9 });
    const marked = await ledger(post, of);
    assert.deepEqual(marked.absentSince, [now, null, null]);
    assert.deepEqual(marked.deletions, ['deleted', 'none', 'none']);
    assert.deepEqual(await post.store.write('pruneTombstones', { ...of, before: now }), { forgotten: 0 });
    assert.deepEqual(await post.store.write('pruneTombstones', { ...of, before: now + 1 }), { forgotten: 1 });
    assert.deepEqual((await ledger(post, of)).entries, [2, 3]);
    assert.equal((await collectOne(post, of, letterOf(200), { key: 'u1' })).entry, 4);
  });

  storeTest('known letters may change names, even with each other', open, async (post) => {
    const of = await far(post);
    for (const n of [1, 2, 3]) await collectOne(post, of, letterOf(100 + n), { key: `u${n}`, octets: n });
    const renamed = [
      { entry: 1, key: 'u2', occurrence: 0, octets: 7 },
      { entry: 2, key: 'u1', occurrence: 0, octets: null },
    ];
    await post.store.write('renameLedger', { ...of, renamed });
    const swapped = await ledger(post, of);
    assert.deepEqual(
      [swapped.keys, swapped.octets],
      [
        ['u2', 'u1', 'u3'],
        [7, 2, 3],
      ],
    );
    await post.store.write('renameLedger', {
      ...of,
      renamed: [{ entry: 1, key: 'u3', occurrence: 0, octets: null }],
    });
    const { keys, occurrences } = await ledger(post, of);
    assert.deepEqual(
      [keys, occurrences],
      [
        ['u3', 'u1', 'u3'],
        [0, 0, 1],
      ],
    );
  });

  storeTest('deletions are pending, withdrawn, and held back by a person', open, async (post) => {
    const of = await far(post);
    for (const n of [1, 2, 3]) await collectOne(post, of, letterOf(100 + n), { key: `u${n}` });
    const due = [
      { entry: 1, since: 5 },
      { entry: 2, since: 6 },
      { entry: 3, since: 5 },
    ];
    await post.store.write('setDue', { ...of, due, withdrawn: [] });
    await post.store.write('setDue', { ...of, due: [], withdrawn: [3] });
    assert.deepEqual((await ledger(post, of)).dueSince, [5, 6, null]);
    const held = { ...of, entries: [1, 77], held: true };
    assert.deepEqual(await post.store.write('holdLetters', held), { changed: 1 });
    const noted = await ledger(post, of);
    assert.deepEqual(
      [noted.dueSince, noted.held],
      [
        [null, 6, null],
        [true, false, false],
      ],
    );
  });

  storeTest(
    'a letter that cannot be stored is counted, set aside, and stored when it can be',
    open,
    async (post) => {
      const of = await far(post);
      const named = { ...of, key: 'u1', occurrence: 0, octets: 10, why: 'poison', mostTries: 2 };
      const first = await post.store.write('setAside', named);
      assert.deepEqual(first, { entry: 1, tries: 1, aside: false });
      const second = await post.store.write('setAside', named);
      assert.deepEqual(second, { entry: 1, tries: 2, aside: true });
      const before = await ledger(post, of);
      assert.deepEqual([before.storedAt, before.aside, before.tries], [[null], ['poison'], [2]]);
      await post.store.write('tryAgain', { ...of, entries: [1] });
      assert.deepEqual((await ledger(post, of)).aside, [null]);
      const stored = await collectOne(post, of, letterOf(100), { key: 'u1', aside: 'poison' });
      assert.deepEqual([stored.at, stored.entry], ['stored', 1]);
      assert.equal((await collectOne(post, of, letterOf(101), { key: 'u2' })).entry, 2);
      await refuses('exists', post.store.write('setAside', named));
    },
  );

  storeTest('the ledger finds the octets of its letters wherever they went', open, async (post) => {
    const of = await far(post);
    for (const n of [1, 2]) await collectOne(post, of, letterOf(100 + n), { key: `u${n}` });
    const { account } = of;
    const inbox = await post.mailbox(account, 'INBOX');
    const to = await post.mailbox(account, 'Trash');
    await post.store.write('moveMessages', { account, mailbox: inbox, uids: [1], to, now });
    await post.store.write('expunge', { account, mailbox: inbox, uids: null, now });
    await post.store.write('changeFlags', { account, mailbox: inbox, uids: [2], how: 'add', flags: 8 });
    await post.store.write('expunge', { account, mailbox: inbox, uids: null, now });
    const found = await post.store.read('ledgerLetters', { ...of, entries: [1, 2, 3] });
    assert.deepEqual(
      found.map(({ entry, octets, body }) => [entry, octets, body === null]),
      [
        [1, 101, false],
        [2, 102, true],
      ],
    );
    const [first] = found;
    const octets = await post.octets({ body: first!.body!, octets: first!.octets });
    assert.equal(octets.toString(), letterOf(101));
  });

  storeTest('a removed source leaves its letters and nothing else', open, async (post) => {
    const one = await far(post, 'one');
    const two = await far(post, 'two', one.account);
    await collectOne(post, one, letterOf(100), { key: 'u1' });
    await collectOne(post, two, letterOf(101), { key: 'u1' });
    await post.store.write('removeSource', one);
    await refuses('nonexistent', post.store.write('removeSource', one));
    await refuses('nonexistent', post.store.write('editSource', { ...one, name: 'x' }));
    assert.equal(await post.store.read('readSource', one), null);
    assert.deepEqual(await inboxUids(post, two), [1, 2]);
    assert.deepEqual((await ledger(post, two)).keys, ['u1']);
    assert.notEqual((await far(post, 'one', one.account)).source, one.source);
  });

  storeTest('a letter is found by its octets, and noted as read back', open, async (post) => {
    const of = await far(post);
    for (const n of [1, 2]) await collectOne(post, of, letterOf(100), { key: `u${n}`, occurrence: n });
    const { digest } = await post.take(letterOf(100));
    const found = await post.store.read('findCollected', { ...of, digest });
    assert.deepEqual(found, [
      { entry: 1, occurrence: 1 },
      { entry: 2, occurrence: 2 },
    ]);
    const wrong = [{ entry: 2, aside: 'copy-damaged' }];
    await post.store.write('noteVerified', { ...of, right: [1], wrong });
    const { verified, aside } = await ledger(post, of);
    assert.deepEqual(
      [verified, aside],
      [
        [true, false],
        [null, 'copy-damaged'],
      ],
    );
  });

  storeTest('a large ledger is read whole, and goes with its account', open, async (post) => {
    const of = await far(post);
    for (let n = 0; n < 9_000; n += 100) {
      const keys = Array.from({ length: 100 }, (_, i) => `u${n + i}`);
      await Promise.all(
        keys.map((key) =>
          post.store.write('setAside', { ...of, key, occurrence: 0, octets: 1, why: 'x', mostTries: 3 }),
        ),
      );
    }
    const { entries, keys } = await ledger(post, of);
    assert.deepEqual([entries.length, new Set(keys).size, entries.at(-1)], [9_000, 9_000, 9_000]);
    await post.store.write('removeAccount', { account: of.account, now });
    await refuses('nonexistent', ledger(post, of));
  });
}
