import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parsePath } from './path.ts';

const read = (line: string, withoutDomain = false) => {
  const parsed = parsePath(line, { verb: /^mail/i.test(line) ? 'MAIL FROM' : 'RCPT TO', withoutDomain });
  return parsed && { ...parsed, args: parsed.args && { ...parsed.args } };
};

const good: [line: string, address: string, args?: Record<string, string | true>][] = [
  ['MAIL FROM:<ana@example.org>', 'ana@example.org'],
  ['mail from:<Ana@Example.Org>', 'Ana@Example.Org'],
  ['MAIL FROM:<>', ''],
  ['MAIL FROM: <ana@example.org>', 'ana@example.org'],
  [
    'MAIL FROM:<ana@example.org> SIZE=12 body=8BITMIME SMTPUTF8',
    'ana@example.org',
    { SIZE: '12', BODY: '8BITMIME', SMTPUTF8: true },
  ],
  ['MAIL FROM:<ana@example.org>  SIZE=1 ', 'ana@example.org', { SIZE: '1' }],
  ['MAIL FROM:<a@b> SIZE=', 'a@b', { SIZE: '' }],
  ['MAIL FROM:<a..b.@docomo.example>', 'a..b.@docomo.example'],
  ['MAIL FROM:<bounce+ana=example.org@list.example>', 'bounce+ana=example.org@list.example'],
  ['RCPT TO:<postmaster>', 'postmaster'],
  ['RCPT TO:<Postmaster>', 'Postmaster'],
  ['RCPT TO:<"ana luis"@example.org>', '"ana luis"@example.org'],
  ['RCPT TO:<"a@b"@example.org>', '"a@b"@example.org'],
  ['RCPT TO:<"a>b\\"c"@example.org>', '"a>b\\"c"@example.org'],
  ['RCPT TO:<@relay.example,@other.example:ana@example.org>', 'ana@example.org'],
  ['RCPT TO:<ana@[127.0.0.1]>', 'ana@[127.0.0.1]'],
  ['RCPT TO:<ana@[IPv6:::1]>', 'ana@[IPv6:::1]'],
  ['RCPT TO:<peña@éxito.example>', 'peña@éxito.example'],
  ['RCPT TO:<ana@example.org.>', 'ana@example.org.'],
];
for (const [line, address, args] of good) {
  test(`path: ${line}`, () => assert.deepEqual(read(line), { address, args: args ?? false }));
}

const bad = [
  'MAIL FROM',
  'MAIL FROM ana@example.org',
  'MAIL FROM:ana@example.org',
  'MAIL TO:<ana@example.org>',
  'MAIL FROM:<ana>',
  'MAIL FROM:<postmaster>',
  'MAIL FROM:<ana@example.org',
  'MAIL FROM:<ana@example.org>SIZE=1',
  'MAIL FROM:<ana@>',
  'MAIL FROM:<@example.org>',
  'MAIL FROM:<ana@exa mple.org>',
  'MAIL FROM:<ana luis@example.org>',
  'MAIL FROM:<ana@b@example.org>',
  'MAIL FROM:<ana@.example.org>',
  'MAIL FROM:<ana@example..org>',
  'MAIL FROM:<ana\u0000@example.org>',
  'MAIL FROM:<ana@example.org> A=\tB',
  'MAIL FROM:<a\u200bna@example.org>',
  'MAIL FROM:<a\ufffd@example.org>',
  'RCPT TO:<>',
  'RCPT TO:<ana>',
  'RCPT TO:<"ana@example.org>',
  `RCPT TO:<${'a'.repeat(250)}@b.cd>`,
];
for (const line of bad)
  test(`no path: ${JSON.stringify(line).slice(0, 70)}`, () => assert.equal(read(line), null));

test('over LMTP a recipient may lack its domain', () => {
  assert.deepEqual(read('RCPT TO:<ana+lists>', true), { address: 'ana+lists', args: false });
  assert.deepEqual(read('RCPT TO:<"ana luis">', true), { address: '"ana luis"', args: false });
  assert.equal(read('MAIL FROM:<ana>', true), null);
});

test('a parameter given twice is named', () => {
  assert.equal(read('MAIL FROM:<a@b> SIZE=1 size=2')?.duplicate, 'SIZE');
});

test('parameter names of every object are no parameters', () => {
  assert.deepEqual(read('MAIL FROM:<a@b> __proto__=1')?.duplicate, undefined);
  assert.deepEqual(
    Object.keys(parsePath('MAIL FROM:<a@b> __proto__=1', { verb: 'MAIL FROM', withoutDomain: false })!.args),
    ['__PROTO__'],
  );
});

test('no line throws, and none takes long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      parsePath(`RCPT TO:${text}`, { verb: 'RCPT TO', withoutDomain: true });
      parsePath(`RCPT TO:<${text}>`, { verb: 'RCPT TO', withoutDomain: true });
    }),
  );
  for (const hard of [
    'a.'.repeat(2000),
    '@a'.repeat(2000),
    '"\\'.repeat(2000),
    ',@a.'.repeat(1000),
    'a@a.'.repeat(1000),
  ])
    assert.equal(read(`RCPT TO:<@${hard}`), null);
});
