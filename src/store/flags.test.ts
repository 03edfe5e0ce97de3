import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatKeywords, parseKeywords } from './flags.ts';

test('keywords are kept sorted, each once whatever its case', () => {
  assert.equal(formatKeywords(['$Forwarded', 'work', 'Work', 'a']), '$Forwarded a work');
  assert.equal(formatKeywords([]), null);
  assert.deepEqual(parseKeywords(formatKeywords(['b', 'a'])), ['a', 'b']);
  assert.deepEqual(parseKeywords(null), []);
});
