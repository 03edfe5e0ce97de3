import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDateTime } from './date-time.ts';
import { formatBinarySection, formatBodySection } from './format-section.ts';

const moments: [moment: string, text: string][] = [
  ['1994-02-07T21:52:25Z', '" 7-Feb-1994 21:52:25 +0000"'],
  ['2026-12-31T23:59:59.999Z', '"31-Dec-2026 23:59:59 +0000"'],
  ['1970-01-01T00:00:00Z', '" 1-Jan-1970 00:00:00 +0000"'],
];
for (const [moment, text] of moments) {
  test(`date-time ${text}`, () => assert.equal(formatDateTime(Date.parse(moment)), text));
}

test('sections are repeated as they were asked for', () => {
  const header = { part: [], text: 'header' } as const;
  assert.deepEqual(
    [
      formatBodySection({ part: [] }, undefined),
      formatBodySection({ part: [] }, { offset: 0, octets: 5 }),
      formatBodySection({ part: [1, 2], text: 'mime' }, undefined),
      formatBodySection({ ...header, fields: { not: false, names: ['DATE', 'From'] } }, undefined),
      formatBodySection(
        { part: [3], text: 'header', fields: { not: true, names: ['a]b', 'c d', '(', 'e"f'] } },
        { offset: 7, octets: 1 },
      ),
      formatBinarySection([1, 2], { offset: 3, octets: 1 }),
    ],
    [
      'BODY[]',
      'BODY[]<0>',
      'BODY[1.2.MIME]',
      'BODY[HEADER.FIELDS (DATE From)]',
      'BODY[3.HEADER.FIELDS.NOT ("a]b" "c d" "(" "e\\"f")]<7>',
      'BINARY[1.2]<3>',
    ],
  );
});
