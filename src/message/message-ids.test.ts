import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { collectReferences, parseMessageId, parseMessageIds } from './message-ids.ts';

const lists: [string, string[]][] = [
  ['', []],
  ['<a@b>', ['a@b']],
  ['<a@b> <c@d>\t<e@f>', ['a@b', 'c@d', 'e@f']],
  ['<a@b><c@d>', ['a@b', 'c@d']],
  ['<a @ b>', ['a@b']],
  ['"Ana" <a@b> of Monday', ['a@b']],
  ['<a@b> (comment) junk <c@d', ['a@b']],
  ['<lost <a@b>', ['a@b']],
  ['<>', []],
  [`<${'x'.repeat(997)}>`, []],
];
for (const [value, ids] of lists) {
  test(`message ids: ${value.slice(0, 40)}`, () => assert.deepEqual(parseMessageIds(value), ids));
}

test('message id: one without brackets is taken whole', () => {
  assert.equal(parseMessageId('<a@b> <c@d>'), 'a@b');
  assert.equal(parseMessageId('a@b'), 'a@b');
  assert.equal(parseMessageId('no identifier'), null);
  assert.equal(parseMessageId(''), null);
});

test('references: in order, once each, the newest hundred', () => {
  assert.deepEqual(collectReferences('<a@x> <b@x> <a@x>', '<b@x> <c@x>'), ['a@x', 'b@x', 'c@x']);
  const many = Array.from({ length: 150 }, (_, index) => `<${index}@x>`).join(' ');
  assert.deepEqual(collectReferences(many, '').length, 100);
  assert.equal(collectReferences(many, '')[0], '50@x');
});

test('message ids: what is formatted is read again, and nothing throws', () => {
  const id = fc.stringMatching(/^[!-;=?-~]{1,20}$/);
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 20 }), (ids) => {
      assert.deepEqual(parseMessageIds(ids.map((one) => `<${one}>`).join('\r\n ')), ids);
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void collectReferences(text, text)));
});
