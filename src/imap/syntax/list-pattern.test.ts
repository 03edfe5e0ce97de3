import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { joinReference, matchesPattern } from './list-pattern.ts';

const cases: [pattern: string, name: string, matches: boolean][] = [
  ['*', 'a', true],
  ['*', 'a/b/c', true],
  ['%', 'a', true],
  ['%', 'a/b', false],
  ['%/%', 'a/b', true],
  ['%/%', 'a/b/c', false],
  ['a/*', 'a', false],
  ['a/*', 'a/b/c', true],
  ['a*', 'a', true],
  ['*b', 'a/b', true],
  ['%b', 'a/b', false],
  ['a%c', 'abc', true],
  ['a%c', 'ac', true],
  ['a%c', 'a/c', false],
  ['a*%', 'a/b', true],
  ['', '', true],
  ['', 'a', false],
  ['a', 'A', false],
  ['a.c', 'abc', false],
  ['日%', '日本', true],
  ['inbox', 'INBOX', true],
  ['InB%', 'INBOX', true],
  ['%x', 'INBOX', true],
  ['inbox/%', 'INBOX/a', true],
  ['inbox/A', 'INBOX/a', false],
  ['inboxes', 'INBOXES', false],
  ['ınbox', 'INBOX', false],
  ['\tnbox', 'INBOX', false],
  ['*/inbox', 'a/INBOX', false],
];

test('patterns match names', () => {
  for (const [pattern, name, matches] of cases)
    assert.equal(matchesPattern(pattern, name), matches, `${pattern} ${name}`);
});

test('a reference stands before the pattern, unless that begins at the root', () => {
  assert.equal(joinReference('', '%'), '%');
  assert.equal(joinReference('a/', 'b*'), 'a/b*');
  assert.equal(joinReference('a', 'b'), 'ab');
  assert.equal(joinReference('a/', '/b'), 'b');
});

test('as an expression would', () => {
  const characters = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 10 });
  const pattern = fc.array(fc.constantFrom('a', 'b', '/', '*', '%'), { maxLength: 6 });
  fc.assert(
    fc.property(pattern, characters, (parts, name) => {
      const expression = parts.map((part) => (part === '*' ? '.*' : part === '%' ? '[^/]*' : part)).join('');
      assert.equal(
        matchesPattern(parts.join(''), name.join('')),
        new RegExp(`^${expression}$`).test(name.join('')),
      );
    }),
    { numRuns: 1000 },
  );
});

test('the worst pattern takes no more steps than it has characters for each of the name', () => {
  // An expression that tries one way after another needs longer than the world stands.
  assert.equal(matchesPattern('*a%'.repeat(300), 'a'.repeat(999)), true);
  assert.equal(matchesPattern(`${'*a%'.repeat(300)}b`, 'a'.repeat(999)), false);
});
