import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentDay } from './sent-day.ts';

const days: [string, string | undefined][] = [
  ['Sat, 24 Mar 2007 23:00:00 +0200', '2007-03-24'],
  ['Sun, 25 Mar 2007 00:30:00 +0300', '2007-03-25'],
  ['Sun, 25 Mar 2007 23:59:59 -1100', '2007-03-25'],
  ['Mon, 7 Feb 1994 21:52:25 -0800 (PST)', '1994-02-07'],
  ['7 Feb 94', '1994-02-07'],
  ['Mon Jan  2 15:04:05 2006', '2006-01-02'],
  ['2006-01-02T23:04:05-07:00', '2006-01-02'],
  ['tomorrow', undefined],
  ['', undefined],
];

for (const [date, expected] of days) {
  test(`"${date}" was written on ${expected ?? 'no day'}`, () =>
    assert.equal(sentDay(date), expected === undefined ? undefined : Date.parse(expected)));
}
