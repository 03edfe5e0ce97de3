// Letters out of one account and into another, by every format, over a real store.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Flag } from '../store/index.ts';
import {
  bad,
  contents,
  fill,
  formats,
  fresh,
  heard,
  nasty,
  newAccount,
  now,
  store,
} from './fixture.suite.ts';
import {
  exportLetters,
  importLetters,
  type KeptLetters,
  openEmlDestination,
  openEmlSource,
  openMaildirDestination,
} from './index.ts';

for (const format of formats) {
  test(`letters that go out to ${format.name} and in again are the same, and a second time add nothing`, async () => {
    const [from, to] = [await newAccount(), await newAccount()];
    await fill(from.letters, from.name);
    const path = fresh();
    const exported = await exportLetters(from.letters, () => format.out(path), {
      account: from.name,
      folders: null,
      heard,
    });
    const n = nasty.length;
    assert.deepEqual([exported.letters, exported.identical, exported.gone, exported.bad], [n, n, 0, 0]);

    const imported = await importLetters(format.in(path), to.letters, { account: to.name, heard });
    assert.deepEqual([imported.letters, imported.identical, imported.added, imported.bad], [n, n, n, 0]);
    const wanted = await contents(from.account);
    assert.deepEqual(await contents(to.account), wanted);

    const again = await importLetters(format.in(path), to.letters, { account: to.name, heard });
    assert.deepEqual([again.letters, again.identical, again.added, again.known], [n, n, 0, n]);
    // Back where they came from they are known by their unique-ids, though they were never imported there.
    const back = await importLetters(format.in(path), from.letters, { account: from.name, heard });
    assert.deepEqual([back.added, back.known], [0, n]);
    assert.deepEqual(await contents(from.account), wanted);
    assert.deepEqual(bad.splice(0), []);
    if (format.name === 'an mbox') return;
    await assert.rejects(
      exportLetters(from.letters, () => format.out(path), { account: from.name, folders: null, heard }),
      { code: 'EEXIST' },
    );
  });
}

test('empty folders go through a Maildir too, and one folder can be exported alone', async () => {
  const [from, to] = [await newAccount(), await newAccount()];
  await fill(from.letters, from.name);
  const path = fresh();
  const folders = ['Empty/one', 'Sent'];
  const exported = await exportLetters(from.letters, () => openMaildirDestination(path), {
    account: from.name,
    folders,
    heard,
  });
  assert.equal(exported.letters, 1);
  await importLetters(formats[0]!.in(path), to.letters, { account: to.name, heard });
  const names = (await to.letters.listFolders({ account: to.name })).map(
    ({ folder, letters }) => `${folder} ${letters}`,
  );
  assert.deepEqual(names, ['Archive 0', 'Drafts 0', 'Empty/one 0', 'INBOX 0', 'Junk 0', 'Sent 1', 'Trash 0']);
  const nowhere = { account: from.name, folders: ['Nowhere'], heard };
  await assert.rejects(
    exportLetters(from.letters, () => openMaildirDestination(fresh()), nowhere),
    { code: 'no-folder' },
  );
});

test('letters that go while they are exported are passed over; moved ones are where they were', async () => {
  const from = await newAccount();
  // No other account has these octets, which would keep them.
  const facts = { folder: 'INBOX', flags: 0, keywords: [], internalDate: null, uidl: null };
  await from.letters.take({ to: { account: from.name }, facts, octets: Buffer.from('only here\r\n') });
  await fill(from.letters, from.name);
  const boxes = await store.read('listMailboxes', { account: from.account });
  const id = (name: string) => boxes.find((each) => each.name === name)!.mailbox;
  const letters = {
    ...from.letters,
    async beginExport(input: Parameters<KeptLetters['beginExport']>[0]) {
      const folders = await from.letters.beginExport(input);
      const inbox = { account: from.account, mailbox: id('INBOX'), now: now() };
      await store.write('moveMessages', { ...inbox, uids: [5], to: id('Trash') });
      await store.write('changeFlags', { ...inbox, uids: [1], how: 'add', flags: Flag.Deleted });
      await store.write('expunge', { ...inbox, uids: [1] });
      await store.write('sweep', { deadBefore: now() + 1, begunBefore: 0 });
      await from.letters.take({
        to: { account: from.name },
        facts: { ...facts, folder: 'Archive' },
        octets: Buffer.from('new\r\n'),
      });
      return folders;
    },
  };
  assert.equal(from.letters.readsSince(), undefined);
  const path = fresh();
  const tally = await exportLetters(letters, () => openEmlDestination(path), {
    account: from.name,
    folders: null,
    heard,
  });
  assert.deepEqual([tally.letters, tally.gone, tally.identical], [nasty.length, 1, nasty.length]);
  assert.equal(from.letters.readsSince(), undefined);
  assert.equal(readdirSync(join(path, 'INBOX')).length, 11);
  assert.deepEqual(
    [readdirSync(join(path, 'Trash')), readdirSync(join(path, 'Archive'))],
    [['letters.jsonl'], ['letters.jsonl']],
  );
});

test('beyond the quota an import stops, and goes on when there is room', async () => {
  const to = await newAccount(2);
  const path = fresh();
  mkdirSync(path);
  for (const n of [1, 2, 3])
    writeFileSync(join(path, `${n}.eml`), `Date: Tue, 24 Nov 2026 10:00:0${n} +0000\r\n\r\n${n}\r\n`);
  const source = () => openEmlSource({ files: [path], folder: 'INBOX' });
  await assert.rejects(importLetters(source(), to.letters, { account: to.name, heard }), {
    code: 'over-quota',
  });
  await store.write('setQuota', { account: to.account, octets: null, messages: null });
  const tally = await importLetters(source(), to.letters, { account: to.name, heard });
  assert.deepEqual([tally.added, tally.known], [1, 2]);
  // Where nothing else says when a letter came, its own Date does.
  assert.deepEqual(
    (await contents(to.account)).map(({ date }) => date % 60_000),
    [1_000, 2_000, 3_000],
  );
});
