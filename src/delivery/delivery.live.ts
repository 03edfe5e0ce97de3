// Recipients and letters over the real store.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openSqliteStore, type SqliteStore, type Store } from '../store/index.ts';
import { beginDelivery, createDirectory, type Destination, type Directory, type Manner } from './index.ts';

let directory: string;
let opened: SqliteStore;
let store: Store;
let recipients: Directory;
const now = () => Date.UTC(2026, 10, 4);

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'casilla-delivery-'));
  opened = await openSqliteStore({ directory, reserve: 0 });
  store = opened.store;
  const account = (name: string, quotaOctets: number | null) =>
    store.write('createAccount', { name, nameKey: name, verifier: 'none', quotaOctets, now: now() });
  await account('ana', null);
  await account('luis@example.org', null);
  await account('small', 60);
  recipients = createDirectory({ store, accountKey: (name) => name.toLowerCase(), domains: ['example.org'] });
});
after(async () => {
  await opened.close();
  await rm(directory, { recursive: true });
});

async function find(...addresses: string[]): Promise<Destination[]> {
  const found = await Promise.all(addresses.map((address) => recipients.find(address, null)));
  return found.map((each) => (each.kind === 'accepted' ? each.mailbox : assert.fail(each.text)));
}

async function send(to: Destination[], manner: Manner, ...chunks: string[]): Promise<string[]> {
  const delivery = beginDelivery(to, manner, { store, letterLimit: 10_000_000, now });
  for (const chunk of chunks) await delivery.write(Buffer.from(chunk));
  return (await delivery.finish()).map((verdict) =>
    verdict.kind === 'stored' ? 'stored' : verdict.enhanced,
  );
}

async function letters(name: string): Promise<string[]> {
  const { account } = (await store.read('findAccount', { nameKey: name }))!;
  const drop = await store.read('listMaildrop', { account });
  const uids = [...drop.uids];
  return Promise.all(
    uids.map(async (uid) => {
      const found = (await store.read('openMessage', { account, mailbox: drop.mailbox, uid: uid as never }))!;
      const chunks: Uint8Array[] = [];
      for await (const chunk of store.body(found)) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    }),
  );
}

test('a letter to two accounts is in both, with its bare LF mended', async () => {
  const to = await find('Ana+news@example.org', 'luis@example.org', 'ana');
  assert.deepEqual(await send(to, 'together', 'Subject: a\r\n', '\nb\n', '.c\r\n'), [
    'stored',
    'stored',
    'stored',
  ]);
  for (const name of ['ana', 'luis@example.org'])
    assert.deepEqual(await letters(name), ['Subject: a\r\n\r\nb\r\n.c\r\n']);
});

test('one full mailbox: together nobody gets the letter, each by themselves the others do', async () => {
  const to = await find('ana', 'small', 'luis@example.org');
  const text = `Subject: long\r\n\r\n${'x'.repeat(60)}\r\n`;
  assert.deepEqual(await send(to, 'together', text), ['4.2.2', '4.2.2', '4.2.2']);
  assert.equal((await letters('ana')).length, 1);
  assert.deepEqual(await send(to, 'each', text), ['stored', '4.2.2', 'stored']);
  assert.deepEqual([(await letters('ana')).length, (await letters('small')).length], [2, 0]);
});

test('an account that goes while its letter comes in is unknown', async () => {
  await store.write('createAccount', {
    name: 'brief',
    nameKey: 'brief',
    verifier: 'none',
    quotaOctets: null,
    now: now(),
  });
  const to = await find('brief');
  await store.write('removeAccount', { account: to[0]!.account, now: now() });
  assert.deepEqual(await send(to, 'each', 'x\r\n'), ['5.1.1']);
  assert.deepEqual(await send(to, 'together', 'x\r\n'), ['5.1.1']);
});

test('a letter beyond the limit is refused, one of five megabytes is stored', async () => {
  const to = await find('ana');
  const piece = 'y'.repeat(65_534);
  const pieces = (count: number) => Array.from({ length: count }, () => `${piece}\r\n`);
  assert.deepEqual(await send(to, 'together', ...pieces(160)), ['5.3.4']);
  assert.deepEqual(await send(to, 'together', ...pieces(80)), ['stored']);
  assert.equal((await letters('ana')).at(-1)!.length, 80 * 65_536);
});
