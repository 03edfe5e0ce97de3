// F52, F53, F56 to F58: letters that are hard to take: poison, without names, with huge ones, and rewritten each time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collecting } from './collecting.ts';
import { domino, rewriting } from './fake/broken/sizes.ts';
import { letterOf } from './fake/letters.ts';
import { say } from './fake/reply.ts';

const odd = (text: string) => Buffer.from(text, 'latin1');

const hard = [
  ...['windows-874', 'unicode', 'cp-850', 'x-unknown', ''].map((charset) =>
    odd(
      `Content-Type: text/plain; charset="${charset}"\r\nSubject: =?${charset}?Q?=FF?=\r\n\r\n\xff\xfe\r\n`,
    ),
  ),
  odd(
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(10_000)}--b--\r\n`,
  ),
  odd(
    `${Array.from({ length: 500 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('')}\r\nx\r\n`,
  ),
  odd(`Subject: ${'=?utf-8?B?'.repeat(5_000)}\r\n\r\nx\r\n`),
];

test('F52: letters that are hard to parse are stored as they are, and stop no other', async (t) => {
  const c = await collecting(t, { letters: [...hard, letterOf(1)] });
  const report = await c.run();
  assert.equal(report.trouble, undefined);
  assert.equal(report.stored + report.aside, hard.length + 1);
  assert.equal(await c.holdings.count(), hard.length + 1);
});

test('F53: 500 letters that cannot be had and one that can: it arrives in the same run', async (t) => {
  const c = await collecting(t, { letters: 501 });
  c.fake.behaviour = {
    instead: ({ verb, argument }) =>
      verb === 'RETR' && argument !== '501' ? say('-ERR cannot read') : undefined,
  };
  const report = await c.run();
  assert.equal(report.stored, 1);
  assert.equal(await c.holdings.count(), 1);
  assert.equal(c.fake.heard.letters('RETR').at(-1)?.uidl !== undefined, true);
});

test('F56: neither Message-ID nor Date, the same subject: both are kept', async (t) => {
  const head = 'From: a@b.example\r\nSubject:\r\n\r\n';
  const c = await collecting(t, {
    letters: [odd(`${head}one\r\n`), odd(`${head}two\r\n`), odd(`${head}two\r\n`)],
  });
  assert.equal((await c.run()).stored, 3);
  assert.equal((await c.run()).stored, 0);
});

test('F57: a Message-ID of 20 KB', async (t) => {
  const messageId = `<${'m'.repeat(20_000)}@x.example>`;
  const c = await collecting(t, { letters: [letterOf(1, { messageId }), letterOf(2, { messageId })] });
  assert.equal((await c.run()).stored, 2);
  c.fake.maildrop.renameAll();
  assert.equal((await c.run()).stored, 0);
});

for (const [name, broken] of [
  ['Status, X-UIDL and a spam score', rewriting],
  ['another boundary', domino],
] as const)
  test(`F58: the server writes ${name} into a letter each time: it is recognised under a new unique-id`, async (t) => {
    const fields = 'Content-Type: multipart/mixed; boundary="=_boundary_"\r\n';
    const c = await collecting(t, {
      letters: Array.from({ length: 6 }, (_, n) => letterOf(n + 1, { fields })),
      fake: { behaviour: broken() },
    });
    await c.run();
    c.fake.maildrop.renameAll();
    const report = await c.run();
    assert.equal(report.stored, 0);
    assert.equal(await c.holdings.count(), 6);
  });
