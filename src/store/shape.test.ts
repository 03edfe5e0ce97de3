import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineEndsOf, Shape, sentOctets } from './shape.ts';

test('POP3 counts the CRLF that it adds, and only that', () => {
  assert.equal(sentOctets(100, 0), 100);
  assert.equal(sentOctets(100, Shape.Dotted), 100);
  assert.equal(sentOctets(0, Shape.Unterminated), 2);
});

test('line ends are told apart', () => {
  assert.deepEqual([0, Shape.AllLf, Shape.Mixed | Shape.Dotted].map(lineEndsOf), ['crlf', 'lf', 'mixed']);
});
