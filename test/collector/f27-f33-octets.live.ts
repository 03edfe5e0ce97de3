// F27 to F33 as the collector sees them: what is stored is what was sent, octet for octet, or it is not stored at all.
// The client's own tests cut every reply at every octet.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { whole } from '../pop3-client/memory-transport.ts';
import { collecting } from './collecting.ts';
import { cyrus, exchange2000, exchangeEmptyRetr } from './fake/broken/endings.ts';
import { hMailServer, maillennium, openMail, stalwart } from './fake/broken/sizes.ts';
import { letterOf } from './fake/letters.ts';
import { say } from './fake/reply.ts';

const corpus = new URL('../letters/', import.meta.url);
const odd = [
  'Subject: dots\r\n\r\n.\r\n..\r\n...\r\n.x\r\n',
  'Subject: nul\r\n\r\na\0b\r\n',
  'Subject: bare\r\n\r\na\rb\nc\n.\nd\r.\r\n',
  `Subject: \xc3\xb1\xff\r\n\r\n\xe9\r\n`,
  `Subject: one long line\r\n\r\n${'x'.repeat(1_000_000)}\r\n`,
  `${Array.from({ length: 10_000 }, (_, n) => `X-${n}: y\r\n`).join('')}\r\nmany fields\r\n`,
  'Subject: no empty line\r\n',
  '\r\nno header\r\n',
  'neither header nor end',
].map((text) => Buffer.from(text, 'latin1'));

test('F27, F28, F32: the corpus and odder letters are stored octet for octet', async (t) => {
  const files = readdirSync(corpus).filter((name) => name.endsWith('.eml'));
  const letters = [...files.map((name) => readFileSync(new URL(name, corpus))), ...odd].map(whole);
  const c = await collecting(t, { letters });
  const report = await c.run();
  assert.equal(report.stored + report.aside, letters.length);
  const stored = await c.holdings.ever();
  const equals = Map.groupBy(c.fake.maildrop.letters, (letter) => c.digest(letter));
  for (const [digest, letters] of equals) assert.equal(stored.get(digest), letters.length);
});

for (const [name, broken] of [
  ['the dot without a line end before it', exchange2000],
  ['the dot without its LF', cyrus],
] as const)
  test(`F29: ${name}: the letter is not stored, and the report says why`, async (t) => {
    const c = await collecting(t, {
      letters: 2,
      fake: { behaviour: broken() },
      limits: { idle: 100, stall: 50 },
    });
    const report = await c.run();
    assert.equal(report.stored, 0);
    assert.equal(report.trouble?.cause, 'timeout-idle');
    assert.equal(await c.holdings.count(), 0);
  });

test('F30: an empty letter where LIST says otherwise is not taken for the letter', async (t) => {
  const settings = { keep: { kind: 'nothing' }, grace: 0 } as const;
  const c = await collecting(t, { letters: 4, fake: { behaviour: exchangeEmptyRetr() }, settings });
  await c.run();
  assert.ok(
    c.fake.maildrop.letters.some(({ uidl }) => uidl === c.fake.maildrop.offered[1]!.uidl),
    'the letter that came empty was deleted there',
  );
  c.fake.behaviour = {};
  await c.run();
});

test('F30: sizes that are not octets do not matter', async (t) => {
  const c = await collecting(t, { letters: 6, fake: { behaviour: openMail() } });
  assert.equal((await c.run()).stored, 6);
  c.fake.heard.clear();
  await c.run();
  assert.equal(c.fake.heard.count('RETR'), 0);
});

test('F31: the connection breaks in a letter, at each of so many octets: nothing of it is delivered', async (t) => {
  const c = await collecting(t, { letters: [letterOf(1, { octets: 900 })] });
  for (const cut of [0, 5, 20, 300, 900, 930]) {
    c.fake.behaviour = {
      alter: ({ verb }, reply) => (verb === 'RETR' ? { ...reply, cut, behind: 'reset' } : reply),
    };
    const report = await c.run();
    assert.equal(report.trouble?.cause, 'reset');
    assert.equal(await c.holdings.count(), 0);
  }
  c.fake.behaviour = {};
  assert.equal((await c.run()).stored, 1);
});

for (const [name, broken] of [
  ['gives the whole letter', stalwart],
  ['ends too early', maillennium],
  ['does not double dots', hMailServer],
] as const)
  test(`F33: TOP ${name}: known letters are recognised all the same`, async (t) => {
    const letters = Array.from({ length: 8 }, (_, n) =>
      letterOf(n + 1, { octets: 3_000, fields: n === 3 ? `X-Long: ${'y'.repeat(70_000)}\r\n` : '' }),
    );
    const c = await collecting(t, { letters, fake: { behaviour: broken() } });
    await c.run();
    c.fake.maildrop.renameAll();
    await c.run();
    assert.equal(await c.holdings.count(), 8);
    await c.run();
    assert.equal(await c.holdings.count(), 8);
  });

test('F33: TOP that is refused: letters with new unique-ids are fetched, and not stored twice', async (t) => {
  const c = await collecting(t, { letters: 8 });
  await c.run();
  c.fake.behaviour = { instead: ({ verb }) => (verb === 'TOP' ? say('-ERR unknown command') : undefined) };
  c.fake.maildrop.renameAll();
  const report = await c.run();
  assert.equal(report.stored, 0);
  assert.equal(await c.holdings.count(), 8);
});
