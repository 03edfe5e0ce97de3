import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDate } from './date.ts';

const good: [string, string][] = [
  ['Mon, 2 Jan 2006 15:04:05 -0700', '2006-01-02T22:04:05Z'],
  ['2 Jan 2006 15:04:05 +0000', '2006-01-02T15:04:05Z'],
  ['Mon, 2 Jan 2006 15:04 +0530', '2006-01-02T09:34:00Z'],
  ['Mon, 02 Jan 06 15:04:05 GMT', '2006-01-02T15:04:05Z'],
  ['2 Jan 99 15:04:05 EST', '1999-01-02T20:04:05Z'],
  ['2 Jan 106 15:04:05 Z', '2006-01-02T15:04:05Z'],
  ['Mon,2 Jan 2006 15:04:05 -0700 (MST)', '2006-01-02T22:04:05Z'],
  ['Mon (day), 2 (d) Jan (m) 2006 15:04:05 (t) -0700', '2006-01-02T22:04:05Z'],
  ['Monday, 2 January 2006 15:04:05 PDT', '2006-01-02T22:04:05Z'],
  ['Mon, 2-Jan-2006 15:04:05 CEST', '2006-01-02T13:04:05Z'],
  ['Mon Jan  2 15:04:05 2006', '2006-01-02T15:04:05Z'],
  ['Mon Jan  2 15:04:05 PST 2006', '2006-01-02T23:04:05Z'],
  ['Mon, 2 Jan 2006 3:04:05 PM +0000', '2006-01-02T15:04:05Z'],
  ['Mon, 2 Jan 2006 15.04.05 +0100', '2006-01-02T14:04:05Z'],
  ['Mon, 2 Jan 2006 15:04:05 GMT+0200', '2006-01-02T13:04:05Z'],
  ['Mon, 2 Jan 2006 15:04:60 -00:30', '2006-01-02T15:35:00Z'],
  ['2006-01-02T15:04:05Z', '2006-01-02T15:04:05Z'],
  ['29 Feb 2004 00:00:00 +0000', '2004-02-29T00:00:00Z'],
  // RFC 5256 §2.2: an invalid zone is UTC, an invalid time 00:00:00.
  ['Mon, 2 Jan 2006 15:04:05 NOWHERE', '2006-01-02T15:04:05Z'],
  ['Mon, 2 Jan 2006 15:04:05 +9999', '2006-01-02T15:04:05Z'],
  ['Mon, 2 Jan 2006 99:04:05 +0100', '2006-01-02T00:00:00Z'],
  ['Mon, 2 Jan 2006', '2006-01-02T00:00:00Z'],
  ['Mon, 2 Jan 2006 15:04:05', '2006-01-02T15:04:05Z'],
];
const bad = [
  '',
  'yesterday',
  '31 Feb 2006 00:00:00 +0000',
  '0 Jan 2006',
  '2 Foo 2006',
  '2006-13-01',
  'Mon, Jan 2006',
  '(2 Jan 2006',
  '\0',
];

for (const [text, time] of good) {
  test(`date: ${text}`, () => assert.equal(parseDate(text), Date.parse(time)));
}
for (const text of bad) test(`no date: ${JSON.stringify(text)}`, () => assert.equal(parseDate(text), null));

test('date: what Date writes is read again, and nothing throws', () => {
  const date = fc.date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(date, (any) => {
      const seconds = new Date(Math.floor(any.getTime() / 1000) * 1000);
      assert.equal(parseDate(seconds.toUTCString()), seconds.getTime());
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), (octets) => {
      const text = Buffer.from(octets).toString('latin1');
      assert.ok(parseDate(text) === null || Number.isSafeInteger(parseDate(text)));
    }),
  );
});
