import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Address, parseAddresses } from './addresses.ts';

/** Short: name<route:mailbox@domain>, groups as "name:" and ";", "!" for broken. */
const say = (address: Address) => {
  if (address.kind === 'group') return `${address.name}:`;
  if (address.kind === 'group-end') return ';';
  const { name = '', route = '', mailbox = '?', domain = '?', broken } = address;
  return `${name}<${route}|${mailbox}@${domain}>${broken ? '!' : ''}`;
};
const read = (text: string) => parseAddresses(text).map(say);

const good: [string, string[]][] = [
  ['', []],
  ['   ', []],
  ['a@b.c', ['<|a@b.c>']],
  ['Ana Ruiz <a@b.c>', ['Ana Ruiz<|a@b.c>']],
  ['"Ruiz, Ana" <a@b.c>, d@e.f', ['Ruiz, Ana<|a@b.c>', '<|d@e.f>']],
  ['"a \\"b\\" \\\\" <a@b.c>', ['a "b" \\<|a@b.c>']],
  ['a@b.c (Ana Ruiz)', ['Ana Ruiz<|a@b.c>']],
  ['(x) a (y) @ (z) b . c', ['z<|a@b.c>']],
  ['a@b.c (one (two) \\) three)', ['one (two) ) three<|a@b.c>']],
  ['"a b"@c.d', ['<|a b@c.d>']],
  ['""@c.d', ['<|@c.d>']],
  ['a@[127.0.0.1]', ['<|a@[127.0.0.1]>']],
  ['J. R. Tolkien <a@b.c>', ['J. R. Tolkien<|a@b.c>']],
  ['=?utf-8?q?A=C3=B1a?= <a@b.c>', ['=?utf-8?q?A=C3=B1a?=<|a@b.c>']],
  ['<@one.org,@two.org:a@b.c>', ['<@one.org,@two.org|a@b.c>']],
  ['Friends: a@b.c, D <d@e.f>; , g@h.i', ['Friends:', '<|a@b.c>', 'D<|d@e.f>', ';', '<|g@h.i>']],
  ['undisclosed-recipients:;', ['undisclosed-recipients:', ';']],
  ["o'brien+x@y.z", ["<|o'brien+x@y.z>"]],
  ['Jos\xe9 <jos\xe9@b.c>', ['Jos\xe9<|jos\xe9@b.c>']],
];
const bad: [string, string[]][] = [
  ['ana', ['<|ana@>']],
  ['ana bob', ['ana bob<|?@?>']],
  ['"Ana Ruiz"', ['Ana Ruiz<|?@?>']],
  ['@b.c', ['<|?@b.c>']],
  ['a@', ['<|a@?>']],
  ['<>', ['<|?@?>']],
  ['Ana <>', ['Ana<|?@?>']],
  ['Ana <a@b.c', ['Ana<|a@b.c>!']],
  ['Ana <a@b.c, d@e.f', ['Ana<|a@b.c>!', '<|d@e.f>']],
  ['.a..b.@c.d', ['<|.a..b.@c.d>']],
  ['a@b.c,,d@e.f,', ['<|a@b.c>', '<|?@?>', '<|d@e.f>']],
  ['a@b.c; d@e.f', ['<|a@b.c>']],
  ['Group: a@b.c', ['Group:', '<|a@b.c>', ';']],
  ['<@ a@b.c>', ['<INVALID_ROUTE|?@?>']],
  ['a@b.c (never closed', ['<|a@?>']],
  ['"never closed', ['<|?@?>']],
];

for (const [text, addresses] of [...good, ...bad]) {
  test(`addresses: ${text === '' ? 'nothing' : text}`, () =>
    assert.deepEqual(read(text).map(blank), addresses.map(blank)));
}
/** A missing domain and an empty one are the same. */
function blank(text: string): string {
  return text.replace('@>', '@?>').replace('@>!', '@?>!');
}

test('addresses: at most so many as asked for, and the end of their group', () => {
  assert.equal(parseAddresses('a@b.c,'.repeat(20_000)).length, 10_000);
  assert.deepEqual(read(`G: ${'a@b.c,'.repeat(20_000)}`).slice(-2), ['<|a@b.c>', ';']);
});

test('addresses: nested comments by the hundred thousand', () => {
  assert.deepEqual(read(`${'('.repeat(100_000)}x${')'.repeat(100_000)} a@b.c`), ['<|a@b.c>']);
});

test('addresses: what is formatted is read again', () => {
  const atom = fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,8}$/);
  const dotAtom = fc.array(atom, { minLength: 1, maxLength: 3 }).map((atoms) => atoms.join('.'));
  const name = fc.stringMatching(/^[ -~\x80-\xff]{1,12}$/);
  fc.assert(
    fc.property(
      fc.array(fc.record({ name, mailbox: dotAtom, domain: dotAtom }, { noNullPrototype: true }), {
        minLength: 1,
      }),
      (list) => {
        const text = list
          .map((a) => `"${a.name.replaceAll(/["\\]/g, '\\$&')}" <${a.mailbox}@${a.domain}>`)
          .join(', ');
        assert.deepEqual(
          parseAddresses(text),
          list.map((a) => ({ kind: 'mailbox', ...a })),
        );
      },
    ),
  );
});

test('addresses: no soup of tokens throws', () => {
  const token = fc.constantFrom(
    'a',
    '.',
    '@',
    '<',
    '>',
    ',',
    ':',
    ';',
    '"',
    '(',
    ')',
    '\\',
    '[',
    ']',
    ' ',
    '\xff',
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 40 }), (tokens) => void parseAddresses(tokens.join(''))),
  );
});
