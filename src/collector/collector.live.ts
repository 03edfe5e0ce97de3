import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silence } from '../../test/collector/fake/reply.ts';
import { good } from '../../test/pop3-client/certificates.ts';
import { Pop3ClientError } from '../pop3/index.ts';
import { StoreRefusal } from '../store/index.ts';
import { openFar } from './fixture.suite.ts';
import { parseState } from './report.ts';
import { SecretUnreadable } from './secrets.ts';
import { parseSettings } from './source.ts';

test('a source is added with its secret sealed, and collected', async (t) => {
  const { collector, of, store } = await openFar(t);
  const report = await collector.run(of);
  assert.deepEqual(
    [report.listed, report.known, report.stored, report.left, report.listing, report.trouble],
    [3, 0, 3, 0, 'whole', undefined],
  );
  const row = (await store.read('readSource', of))!;
  assert.equal(Buffer.from(row.secret!).includes('canary'), false);
  assert.equal(JSON.stringify(row).includes('canary'), false);
  assert.deepEqual(parseState(row.state).last, report);
});

test('two runs of one source are one', async (t) => {
  const { collector, of, fake } = await openFar(t);
  const [one, other] = await Promise.all([collector.run(of), collector.run(of)]);
  assert.equal(one, other);
  assert.equal(fake.heard.connections, 1);
});

test('two sources of one maildrop wait for each other', async (t) => {
  const { collector, of, fake, account, settings } = await openFar(t, { fake: { exclusive: true } });
  const source = await collector.add(account, 'again', settings, fake.password);
  const reports = await Promise.all([collector.run(of), collector.run({ account, source })]);
  assert.deepEqual(
    reports.map(({ stored, trouble }) => [stored, trouble]),
    [
      [3, undefined],
      [3, undefined],
    ],
  );
  assert.equal(fake.heard.mostSessions, 1);
});

test('a change ends a run that is under way, and counts from the next on', async (t) => {
  const { collector, of, fake, settings, store } = await openFar(t);
  fake.behaviour = { instead: ({ verb }) => (verb === 'UIDL' ? silence('hang') : undefined) };
  const hanging = collector.run(of);
  while (fake.heard.count('UIDL') === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await collector.edit(of, { name: 'near', settings: { ...settings, every: 600 } });
  const report = await hanging;
  assert.deepEqual([report.stored, report.trouble], [0, undefined]);
  fake.behaviour = {};
  assert.equal((await collector.run(of)).stored, 3);
  const row = (await store.read('readSource', of))!;
  assert.deepEqual([row.name, parseSettings(row.settings).every], ['near', 600]);
});

test('a removed source is gone, and its letters are not', async (t) => {
  const { collector, of, store, account } = await openFar(t);
  await collector.run(of);
  await collector.remove(of);
  await assert.rejects(collector.run(of), StoreRefusal);
  const [inbox] = (await store.read('listMailboxes', { account })).filter(({ name }) => name === 'INBOX');
  assert.equal(inbox!.messages, 3);
});

test('a wrong secret pauses the source, and a new one lets it go on', async (t) => {
  const { collector, of, fake, store } = await openFar(t, { secret: 'wrong-0815' });
  fake.behaviour = {
    instead: ({ verb, argument }) =>
      verb === 'AUTH' || (verb === 'PASS' && argument !== fake.password)
        ? { pieces: [Buffer.from('-ERR [AUTH] no\r\n')] }
        : undefined,
  };
  const report = await collector.run(of);
  assert.equal(report.trouble?.cause, 'credentials');
  assert.deepEqual(
    report.alarms.map(({ alarm }) => alarm),
    ['trouble'],
  );
  assert.deepEqual((await collector.run(of)).alarms, [], 'told once');
  const { schedule } = parseState((await store.read('readSource', of))!.state);
  assert.equal(schedule?.paused, true);
  fake.behaviour = {};
  await collector.edit(of, { secret: fake.password });
  assert.equal((await collector.run(of)).stored, 3);
});

test('a probe finds what the server is, and neither fetches nor notes anything', async (t) => {
  const { collector, of, fake, store } = await openFar(t, {
    fake: { tls: 'implicit', certificate: () => good },
    settings: { tls: 'implicit', trust: 'first-use' },
  });
  const report = await collector.probe(of);
  assert.deepEqual(
    [report.letters, report.uniqueIds, report.top, report.pipelining, report.expire, report.quirks],
    [3, true, true, true, null, []],
  );
  assert.equal(report.tls?.certificate.problem, 'self-signed');
  const said = new Set(fake.heard.commands.map(({ verb }) => verb));
  for (const verb of ['RETR', 'DELE', 'TOP', 'RSET']) assert.equal(said.has(verb), false, verb);
  const row = (await store.read('readSource', of))!;
  assert.deepEqual(parseSettings(row.settings).pins, [], 'to look is not to trust');
  assert.equal((await store.read('listLedger', of))!.entries.length, 0);
});

test('a probe says what is wrong', async (t) => {
  const { collector, of, settings } = await openFar(t, { settings: { host: '127.0.0.1', port: 1 } });
  await assert.rejects(collector.probe(of), Pop3ClientError);
  await collector.edit(of, { settings: { ...settings, secret: { kind: 'environment', variable: 'NONE' } } });
  await assert.rejects(collector.probe(of), SecretUnreadable);
  assert.equal((await collector.run(of)).trouble?.cause, 'secret-unreadable');
});

test('a plan says what would go and when, and changes nothing', async (t) => {
  const { collector, of, fake, clock, store } = await openFar(t, {
    letters: 5,
    settings: { keep: { kind: 'newest', messages: 2 }, grace: 3_600 },
  });
  assert.equal((await collector.run(of)).waiting, 3);
  const before = await store.read('listLedger', of);
  const early = await collector.plan(of);
  assert.deepEqual([early.listed, early.remove.length, early.waiting.length], [5, 0, 3]);
  assert.equal(early.waiting[0]!.at, clock.now + 3_600_000);
  clock.now += 3_600_000;
  const late = await collector.plan(of);
  assert.deepEqual(
    late.remove.map(({ entry }) => entry),
    [1, 2, 3],
  );
  assert.equal(
    late.octets,
    fake.maildrop.letters.slice(0, 3).reduce((sum, { octets }) => sum + octets.length, 0),
  );
  assert.equal(fake.heard.count('DELE'), 0);
  assert.deepEqual(await store.read('listLedger', of), before);
  const run = await collector.run(of);
  assert.deepEqual([run.deleted, run.freedOctets], [3, late.octets]);
});

test('what a person holds back stays there', async (t) => {
  const { collector, of, fake, clock } = await openFar(t, {
    settings: { keep: { kind: 'nothing' }, grace: 3_600 },
  });
  assert.equal((await collector.run(of)).waiting, 3);
  assert.equal(await collector.hold(of, [2], true), 1);
  clock.now += 3_600_000;
  assert.equal((await collector.run(of)).deleted, 2);
  assert.deepEqual(fake.maildrop.letters, [fake.maildrop.offered[1]]);
  await collector.hold(of, [2], false);
  clock.now += 1_000;
  assert.equal((await collector.run(of)).waiting, 1);
});
