import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Cursor } from './cursor.ts';
import { formatDateTime, takeDateTime } from './date.ts';

const parse = (text: string) => {
  const cursor = new Cursor(text, { utf8Names: false, utf8Accept: false });
  const time = takeDateTime(cursor);
  return cursor.done ? time : undefined;
};

test('dates with a time and a zone are moments', () => {
  const good: [text: string, moment: string][] = [
    ['"17-Jul-1996 02:44:25 -0700"', '1996-07-17T09:44:25Z'],
    ['" 7-Feb-1994 21:52:25 -0800"', '1994-02-08T05:52:25Z'],
    ['"7-feb-1994 21:52:25 +0530"', '1994-02-07T16:22:25Z'],
    ['"07-Feb-1994 00:00:00 +0000"', '1994-02-07T00:00:00Z'],
    ['"29-Feb-2000 23:59:59 +0000"', '2000-02-29T23:59:59Z'],
    ['"31-Dec-2016 23:59:60 +0000"', '2017-01-01T00:00:00Z'],
    ['"31-Dec-1969 00:00:00 +0000"', '1969-12-31T00:00:00Z'],
    ['"01-Jan-0094 00:00:00 +0000"', '0094-01-01T00:00:00Z'],
    ['"01-Jan-9999 00:00:00 +2359"', '9998-12-31T00:01:00Z'],
  ];
  for (const [text, moment] of good) assert.equal(parse(text), Date.parse(moment), text);
});

test('what the calendar or the clock does not have is none', () => {
  for (const text of [
    '',
    '"17-Jul-1996"',
    '17-Jul-1996 02:44:25 -0700',
    '"17-Jul-1996 02:44:25"',
    '"17-Jul-1996 02:44:25 PST"',
    '"17-Jul-1996 2:44:25 -0700"',
    '"17-Jul-1996 02:44 -0700"',
    '"17-Jul-96 02:44:25 -0700"',
    '"17-July-1996 02:44:25 -0700"',
    '"29-Feb-1900 00:00:00 +0000"',
    '"31-Apr-1996 00:00:00 +0000"',
    '"00-Jan-1996 00:00:00 +0000"',
    '"32-Jan-1996 00:00:00 +0000"',
    '"17-Jul-1996 24:00:00 -0700"',
    '"17-Jul-1996 00:60:00 -0700"',
    '"17-Jul-1996 00:00:61 -0700"',
    '"17-Jul-1996 00:00:00 -2400"',
    '"17-Jul-1996 00:00:00 -0060"',
    '"17-Jul-1996 00:00:00 0000"',
    '"17-Jul-1996  00:00:00 +0000"',
  ])
    assert.equal(parse(text), undefined, text);
});

test('what is told is read again', () => {
  const second = fc.integer({ min: -62_167_219_200, max: 253_402_300_799 });
  fc.assert(
    fc.property(second, (seconds) => assert.equal(parse(formatDateTime(seconds * 1000)), seconds * 1000)),
  );
  assert.equal(formatDateTime(837571465999), '"17-Jul-1996 02:44:25 +0000"');
});
