// A store, accounts in it and nasty letters: what the tests of transfers share.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import {
  type AccountId,
  Flag,
  openSqliteStore,
  type SqliteStore,
  type Store,
  verifyStore,
} from '../store/index.ts';
import {
  type Destination,
  defaultUidlFormat,
  type Heard,
  type KeptLetters,
  keepLetters,
  openEmlDestination,
  openEmlSource,
  openMaildirDestination,
  openMaildirSource,
  openMboxDestination,
  openMboxSource,
  type Source,
} from './index.ts';

export const directory = mkdtempSync(join(tmpdir(), 'casilla-transfer-'));
let opened: SqliteStore;
export let store: Store;
let count = 0;
/** A path where nothing is yet. */
export const fresh = () => join(directory, String(count++));
export const now = () => Date.UTC(2026, 10, 24, 16);

before(async () => {
  opened = await openSqliteStore({ directory: fresh(), reserve: 0 });
  store = opened.store;
});
after(async () => {
  assert.deepEqual((await verifyStore(store)).findings, []);
  await opened.close();
  rmSync(directory, { recursive: true });
});

export async function newAccount(
  quotaMessages: number | null = null,
): Promise<{ name: string; account: AccountId; letters: KeptLetters }> {
  const name = `account${count++}`;
  const { account } = await store.write('createAccount', {
    name,
    nameKey: name,
    verifier: null,
    quotaMessages,
    now: now(),
  });
  const find = async () => account;
  return { name, account, letters: keepLetters({ store, find, now, letterLimit: 1e6 }) };
}

/** What was passed over, by its path within the directory. */
export const bad: string[] = [];
export const heard: Heard = {
  progress: () => {},
  bad: (name, reason) => void bad.push(`${name.slice(directory.length)} ${reason}`),
};

type Whole = {
  folder: string;
  octets: string;
  digest: string;
  flags: number;
  keywords: string[];
  date: number;
  uidl: string;
};

/** All that an account has, as it is in the store. */
export async function contents(account: AccountId): Promise<Whole[]> {
  const all: Whole[] = [];
  for (const { mailbox, letters } of await store.read('snapshotAccount', { account }))
    for (const letter of letters) {
      const opened = await store.read('openMessage', { account, mailbox: mailbox.mailbox, uid: letter.uid });
      const pieces: Uint8Array[] = [];
      for await (const piece of store.body(opened!)) pieces.push(piece);
      all.push({
        folder: mailbox.name,
        octets: Buffer.concat(pieces).toString('latin1'),
        digest: Buffer.from(letter.digest, 'latin1').toString('hex'),
        flags: letter.flags,
        keywords: letter.keywords,
        date: letter.internalDate,
        uidl: letter.uidl,
      });
    }
  return all;
}

export const nasty: [text: string, folder: string, flags: number, keywords: string[]][] = [
  [
    'Subject: crlf\r\n\r\nFrom here\r\n>From there\r\n\r\nFrom MAILER-DAEMON Tue Nov 24 16:41:43 2026\r\n',
    'INBOX',
    Flag.Seen,
    ['work'],
  ],
  ['Subject: lf\n\nFrom here\n.\n', 'INBOX', 0, []],
  ['Subject: mixed\n\na\r\n', 'INBOX', Flag.Flagged, ['$Forwarded']],
  ['', 'INBOX', 0, []],
  ['no end', 'INBOX', Flag.Answered, []],
  ['Subject: bare\r\n\r\na\rb\r\r\n\0\xff\n\r', 'INBOX', 31, ['b', 'a']],
  ['Subject: twice\r\n\r\nthe same\r\n', 'INBOX', 0, []],
  ['Subject: twice\r\n\r\nthe same\r\n', 'INBOX', Flag.Seen, []],
  ['Content-Length: 4\r\n\r\nabcd\r\n\r\nFrom a@b Tue Nov 24 16:41:43 2026\r\nx\r\n', 'INBOX', 0, []],
  [`Subject: large\r\n\r\n${`From ${'x'.repeat(70)}\r\n`.repeat(9_000)}`, 'INBOX', Flag.Draft, []],
  [`Subject: large lf\n\n${`>From ${'x'.repeat(70)}\n`.repeat(9_000)}`, 'Entwürfe/2024.5 & more', 0, ['x']],
  ['Status: RO\r\nX-Casilla-Letter: 1; folder=a\r\n\r\nx\r\n', 'Sent', 0, []],
];

export async function fill(letters: KeptLetters, name: string): Promise<void> {
  let key = 0;
  for (const [text, folder, flags, keywords] of nasty) {
    const facts = {
      folder,
      flags,
      keywords,
      internalDate: 1_600_000_000_123 + key * 1_000,
      uidl: key % 3 === 0 ? `old;${key}` : null,
    };
    const octets = Buffer.from(text, 'latin1');
    await letters.begin({ to: { account: name }, facts });
    for (let at = 0; at < octets.length; at += 100_000)
      await letters.append({ octets: octets.subarray(at, at + 100_000) });
    await letters.finish({ key: new Uint8Array(16).fill(key++) });
  }
  await letters.makeFolder({ account: name, folder: 'Empty/one' });
}

export type Format = { name: string; out(path: string): Destination; in(path: string): Source };
export const formats: Format[] = [
  {
    name: 'a Maildir',
    out: openMaildirDestination,
    in: (path) => openMaildirSource({ directory: path, uidlFormat: defaultUidlFormat }),
  },
  {
    name: 'an mbox',
    out: openMboxDestination,
    in: (path) => openMboxSource({ files: [path], folder: 'INBOX', quoting: 'mboxrd' }),
  },
  {
    name: 'single files',
    out: openEmlDestination,
    in: (path) => openEmlSource({ files: [path], folder: 'INBOX' }),
  },
];
