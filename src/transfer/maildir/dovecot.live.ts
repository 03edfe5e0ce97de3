// Maildirs as Dovecot has them, in and out.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Flag } from '../../store/index.ts';
import { bad, contents, directory, fill, fresh, heard, nasty, newAccount, store } from '../fixture.suite.ts';
import {
  defaultUidlFormat,
  exportLetters,
  importLetters,
  openMaildirDestination,
  openMaildirSource,
} from '../index.ts';

test("a Maildir of Dovecot's: uids give the order and the unique-ids, small letters the keywords, bad files are named", async () => {
  const maildir = fresh();
  for (const part of ['cur', 'new', 'tmp', '.Sent.Old/cur', 'plain/below/new'])
    mkdirSync(join(maildir, part), { recursive: true });
  const put = (path: string, text: string, seconds: number) => {
    writeFileSync(join(maildir, path), text);
    utimesSync(join(maildir, path), seconds, seconds);
  };
  put('cur/1700000002.M1.host,S=11:2,RSab', 'Subject: b\n', 1_700_000_002);
  put('cur/1700000001.M1.host:2,', 'Subject: a\n', 1_700_000_001);
  put('new/1700000003.M1.host', 'Subject: c\n', 1_700_000_003);
  put('tmp/1700000004.M1.host', 'not yet', 1);
  put('.Sent.Old/cur/1.x:2,S', 'Subject: d\n', 5);
  put('plain/below/new/1.x', 'Subject: e\n', 5);
  mkdirSync(join(maildir, 'cur/1700000009.directory'));
  put('dovecot-keywords', '0 $Label1\n1 work\n', 1);
  put(
    'dovecot-uidlist',
    '3 V1690000000 N9 G00\n4 Pkept :1700000002.M1.host,S=11:2,\n7 :1700000001.M1.host\n',
    1,
  );
  const to = await newAccount();
  const source = () => openMaildirSource({ directory: maildir, uidlFormat: defaultUidlFormat });
  const tally = await importLetters(source(), to.letters, { account: to.name, heard });
  assert.deepEqual([tally.added, tally.identical, tally.bad], [5, 5, 1]);
  assert.deepEqual(bad.splice(0), [`${maildir.slice(directory.length)}/cur/1700000009.directory ENOTFILE`]);
  const { objectId } = (await store.read('listMailboxes', { account: to.account })).find(
    ({ name }) => name === 'INBOX',
  )!;
  const native = `${Buffer.from(objectId).toString('hex')}.3`;
  const rows = (await contents(to.account)).map(({ octets, digest: _, ...row }) => ({
    subject: octets[9],
    ...row,
  }));
  assert.deepEqual(
    rows.filter(({ folder }) => folder === 'INBOX'),
    [
      {
        subject: 'b',
        folder: 'INBOX',
        flags: Flag.Seen | Flag.Answered,
        keywords: ['$Label1', 'work'],
        date: 1_700_000_002_000,
        uidl: 'kept',
      },
      {
        subject: 'a',
        folder: 'INBOX',
        flags: 0,
        keywords: [],
        date: 1_700_000_001_000,
        uidl: '0000000764bb5a80',
      },
      { subject: 'c', folder: 'INBOX', flags: 0, keywords: [], date: 1_700_000_003_000, uidl: native },
    ],
  );
  assert.deepEqual(
    rows.filter(({ folder }) => folder !== 'INBOX').map(({ folder, subject }) => `${folder} ${subject}`),
    ['Sent/Old d', 'plain/below e'],
  );
  // Read in the meantime, the letter has another name and is the same.
  renameSync(join(maildir, 'new/1700000003.M1.host'), join(maildir, 'cur/1700000003.M1.host:2,S'));
  const again = await importLetters(source(), to.letters, { account: to.name, heard });
  assert.deepEqual([again.added, again.known], [0, 5]);
  bad.splice(0);
  assert.throws(() => openMaildirSource({ directory: join(maildir, 'tmp'), uidlFormat: '%g' }), {
    code: 'ENOTMAILDIR',
  });
});

test('what an exported Maildir looks like', async () => {
  const from = await newAccount();
  await fill(from.letters, from.name);
  const path = fresh();
  await exportLetters(from.letters, () => openMaildirDestination(path), {
    account: from.name,
    folders: null,
    heard,
  });
  assert.deepEqual(readdirSync(path).sort(), [
    '.Archive',
    '.Drafts',
    '.Empty.one',
    '.Entw&APw-rfe.2024&AC4-5 &- more',
    '.Junk',
    '.Sent',
    '.Trash',
    'cur',
    'dovecot-keywords',
    'dovecot-uidlist',
    'new',
    'tmp',
  ]);
  const names = readdirSync(join(path, 'cur')).sort();
  assert.deepEqual(names.slice(0, 3), [
    '1600000000.U1.casilla,S=88,W=88:2,Sa',
    '1600000001.U2.casilla,S=25,W=29:2,',
    '1600000002.U3.casilla,S=21,W=21:2,FP',
  ]);
  assert.equal(readFileSync(join(path, 'cur', names[1]!), 'latin1'), nasty[1]![0]);
  const lines = readFileSync(join(path, 'dovecot-uidlist'), 'latin1').split('\n');
  assert.match(lines[0]!, /^3 V\d+ N11$/);
  assert.equal(lines[1], '1 Pold;0 :1600000000.U1.casilla,S=88,W=88');
});
