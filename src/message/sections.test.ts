import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLetterParser } from './letter-parser.ts';
import { findSection, type Section } from './sections.ts';

function reader(letter: string) {
  const parser = createLetterParser();
  parser.push(Buffer.from(letter));
  const { root } = parser.end();
  return (part: number[], text?: Section['text']) => {
    const range = findSection(root, text === undefined ? { part } : { part, text });
    return range === undefined ? undefined : letter.slice(range.from, range.to);
  };
}

test('sections of a letter that is no multipart', () => {
  const read = reader('A: 1\r\n\r\nbody\r\n');
  assert.equal(read([]), 'A: 1\r\n\r\nbody\r\n');
  assert.equal(read([], 'header'), 'A: 1\r\n\r\n');
  assert.equal(read([], 'text'), 'body\r\n');
  assert.equal(read([], 'mime'), undefined);
  assert.equal(read([1]), 'body\r\n');
  assert.equal(read([1], 'mime'), 'A: 1\r\n\r\n');
  assert.equal(read([1], 'header'), undefined);
  for (const none of [[2], [0], [1, 1]]) assert.equal(read(none), undefined, none.join('.'));
});

// The shape of the example of RFC 9051 §6.4.5.1: 3 is a letter that is a multipart, 4 a multipart.
const letter =
  'T: 0\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\npre\r\n' +
  '--o\r\n\r\none\r\n' +
  '--o\r\nContent-Type: image/png\r\n\r\ntwo\r\n' +
  '--o\r\nContent-Type: message/rfc822\r\n\r\nT: 3\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\na\r\n--i\r\nX: y\r\n\r\nb\r\n--i--\r\n' +
  '--o\r\nContent-Type: multipart/alternative; boundary=k\r\n\r\n--k\r\n\r\nc\r\n--k\r\nContent-Type: message/rfc822\r\n\r\nT: 4.2\r\n\r\nd\r\n--k--\r\n' +
  '--o--\r\nepilogue\r\n';

test('sections of letters in multiparts in letters', () => {
  const read = reader(letter);
  assert.equal(read([]), letter);
  assert.equal(read([1]), 'one');
  assert.equal(read([1], 'mime'), '\r\n');
  assert.equal(read([2], 'mime'), 'Content-Type: image/png\r\n\r\n');
  assert.equal(read([3], 'mime'), 'Content-Type: message/rfc822\r\n\r\n');
  assert.equal(read([3], 'header'), 'T: 3\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n');
  assert.equal(read([3], 'text'), '--i\r\n\r\na\r\n--i\r\nX: y\r\n\r\nb\r\n--i--');
  assert.equal(read([3]), `${read([3], 'header')}${read([3], 'text')}`);
  assert.equal(read([3, 1]), 'a');
  assert.equal(read([3, 2], 'mime'), 'X: y\r\n\r\n');
  assert.equal(read([4, 1]), 'c');
  assert.equal(read([4, 2], 'header'), 'T: 4.2\r\n\r\n');
  assert.equal(read([4, 2, 1]), 'd');
  assert.equal(read([4], 'text'), undefined);
  for (const none of [[5], [1, 1], [3, 3], [4, 2, 2], [4, 2, 1, 1]])
    assert.equal(read(none), undefined, none.join('.'));
});

test('sections of a letter that is a letter', () => {
  const read = reader('Content-Type: message/rfc822\r\n\r\nT: in\r\n\r\nbody\r\n');
  assert.equal(read([1]), 'T: in\r\n\r\nbody\r\n');
  assert.equal(read([1], 'header'), 'T: in\r\n\r\n');
  assert.equal(read([1, 1]), 'body\r\n');
  assert.equal(read([1, 1, 1]), undefined);
});
