import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headerSubset } from './header-subset.ts';

const block = 'Date: 1\r\nFrom: a\r\n b\r\n\tc\r\nX-A:1\r\nno colon here\r\nSubject : s\r\nfrom: d\r\n\r\n';

const subsets: [block: string, names: string[], not: boolean, kept: string][] = [
  [block, ['from'], false, 'From: a\r\n b\r\n\tc\r\nfrom: d\r\n\r\n'],
  [block, ['date', 'subject'], false, 'Date: 1\r\nSubject : s\r\n\r\n'],
  [block, ['nothing'], false, '\r\n'],
  [block, ['from', 'date'], true, 'X-A:1\r\nno colon here\r\nSubject : s\r\n\r\n'],
  [block, [], true, block],
  // "Except in the case of a message that has no body and no blank line."
  ['Date: 1\r\nFrom: a\r\n', ['from'], false, 'From: a\r\n'],
  ['Date: 1', ['from'], false, ''],
  ['', ['from'], true, ''],
  ['A: 1\r\n\r\nB: 2\r\n', ['b'], false, '\r\n'],
];

for (const [header, names, not, kept] of subsets) {
  test(`${not ? 'all but' : 'only'} ${names.join(' and ') || 'nothing'} of ${JSON.stringify(header).slice(0, 30)}`, () =>
    assert.equal(headerSubset(Buffer.from(header, 'latin1'), new Set(names), not).toString('latin1'), kept));
}
