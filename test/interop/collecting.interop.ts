// The collector over POP3 from Dovecot, Cyrus and Casilla itself: every letter octet for octet and once, whatever is
// asked twice, and gone there only when it is here.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Collector, Secrets, type SourceSettings, sourceDefaults } from '../../src/collector/index.ts';
import { openSqliteStore, verifyStore } from '../../src/store/index.ts';
import { startCyrus } from './cyrus.ts';
import { startDovecot } from './dovecot.ts';
import { hardLetters, type Letter, letters } from './letters.ts';
import { openMailTalk } from './mail-talk.ts';
import { needs } from './peers.ts';
import { startServer } from './server.ts';

/** No letter without an octet goes over LMTP, and each ends with a line end. */
const sent: Letter[] = [...letters, ...hardLetters].filter(({ octets }) => octets.length > 0);

/** How many of them the server takes: Cyrus refuses NUL and headers that are none. */
async function fill(port: number, name: string): Promise<number> {
  const talk = await openMailTalk('lmtp', port);
  let taken = 0;
  for (const { octets } of sent) if (/^250 /.test((await talk.deliver(octets, name))[0]!)) taken++;
  await talk.quit();
  return taken;
}

async function openHere(
  t: TestContext,
  settings: Partial<SourceSettings> & { port: number },
  secret: string,
) {
  const directory = mkdtempSync(join(tmpdir(), 'casilla-collecting-'));
  const sqlite = await openSqliteStore({ directory, reserve: 0 });
  const { store } = sqlite;
  const clock = { now: Date.now() };
  const row = { name: 'here', nameKey: 'here', verifier: null, now: clock.now };
  const { account } = await store.write('createAccount', row);
  const collector = new Collector({
    store,
    secrets: { secrets: new Secrets(new Uint8Array(32)), environment: {} },
    now: () => clock.now,
    random: Math.random,
  });
  t.after(async () => {
    await collector.close();
    await sqlite.close();
    rmSync(directory, { recursive: true });
  });
  const all: SourceSettings = {
    ...sourceDefaults,
    host: '127.0.0.1',
    user: 'ana',
    tls: 'none',
    pins: [],
    ...settings,
  };
  const source = await collector.add(account, 'far', all, secret);
  return { store, account, collector, clock, of: { account, source }, settings: all };
}

type Here = Awaited<ReturnType<typeof openHere>>;

async function digests({ store, account }: Here): Promise<string[]> {
  const mailboxes = await store.read('listMailboxes', { account });
  const { mailbox } = mailboxes.find(({ name }) => name === 'INBOX')!;
  const found: string[] = [];
  for (const { body, octets } of await store.read('listMessages', { account, mailbox, after: 0 })) {
    const hash = createHash('sha256');
    for await (const chunk of store.body({ body, octets })) hash.update(chunk);
    found.push(hash.digest('hex'));
  }
  return found;
}

/** Collects, polls, leaves for an hour, then deletes all there. */
async function goThrough(here: Here, expected: number): Promise<void> {
  const { collector, of, clock, settings, store } = here;
  const first = await collector.run(of);
  assert.deepEqual([first.stored, first.left, first.aside, first.trouble], [expected, 0, 0, undefined]);
  const again = await collector.run(of);
  assert.deepEqual([again.listing, again.known, again.stored], ['same', expected, 0]);
  await collector.edit(of, { settings: { ...settings, keep: { kind: 'nothing' }, grace: 3_600 } });
  const planned = await collector.run(of);
  assert.deepEqual([planned.waiting, planned.deleted, planned.stored], [expected, 0, 0]);
  clock.now += 3_600_000;
  const gone = await collector.run(of);
  assert.deepEqual([gone.deleted, gone.trouble], [expected, undefined]);
  const empty = await collector.run(of);
  assert.deepEqual([empty.listed, empty.absent, empty.stored, empty.trouble], [0, 0, 0, undefined]);
  assert.equal((await collector.check(of)).right, expected);
  assert.deepEqual((await verifyStore(store)).findings, []);
}

test('from Dovecot', needs('dovecot'), async (t) => {
  const dovecot = await startDovecot({
    durable: false,
    more: 'pop3_lock_session = yes\nmail_save_crlf = yes\n',
  });
  t.after(() => dovecot[Symbol.asyncDispose]());
  assert.equal(await fill(dovecot.ports.lmtp, 'ana'), sent.length);
  const here = await openHere(t, { port: dovecot.ports.pop3 }, dovecot.password);
  const probe = await here.collector.probe(here.of);
  assert.deepEqual([probe.letters, probe.uniqueIds, probe.top, probe.quirks], [sent.length, true, true, []]);
  await goThrough(here, sent.length);
});

test('from Cyrus', needs('cyrus'), async (t) => {
  const cyrus = await startCyrus();
  t.after(() => cyrus[Symbol.asyncDispose]());
  const here = await openHere(t, { port: cyrus.ports.pop3 }, cyrus.password);
  // Its mailbox is made at the first login.
  assert.equal((await here.collector.probe(here.of)).letters, 0);
  const taken = await fill(cyrus.ports.lmtp, 'ana');
  assert.ok(taken >= letters.length / 2, String(taken));
  await goThrough(here, taken);
});

test('from Casilla', async (t) => {
  const server = await startServer({ accounts: ['ana'] });
  t.after(() => server[Symbol.asyncDispose]());
  assert.equal(await fill(server.ports.lmtp, 'ana@localhost'), sent.length);
  const here = await openHere(
    t,
    { port: server.ports.pop3s, tls: 'implicit', trust: 'first-use' },
    server.password,
  );
  await goThrough(here, sent.length);
  assert.equal(new Set(await digests(here)).size, sent.length);
});
