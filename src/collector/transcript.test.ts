import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Transcript } from './transcript.ts';

const sent = (line: string) => ({ event: 'sent', line }) as const;
const received = (line: string) => ({ event: 'received', line }) as const;

test('a session reads as a conversation', () => {
  const transcript = new Transcript(['old']);
  transcript.begin(0);
  transcript.hear(received('+OK ready'));
  transcript.hear(sent('STAT'));
  transcript.hear(received('-ERR no'));
  assert.deepEqual(transcript.lines, [
    'old',
    '--- 1970-01-01T00:00:00.000Z',
    'S: +OK ready',
    'C: STAT',
    'S: -ERR no',
  ]);
});

test('of many commands of a kind the first are shown, and every refusal', () => {
  const transcript = new Transcript();
  for (let n = 1; n <= 1_000; n++) {
    transcript.hear(sent(`RETR ${n}`));
    transcript.hear(received(n === 500 ? '-ERR not this one' : '+OK'));
  }
  transcript.hear(sent('QUIT'));
  assert.deepEqual(transcript.lines, [
    'C: RETR 1',
    'S: +OK',
    'C: RETR 2',
    'S: +OK',
    '   (498 more)',
    'S: -ERR not this one',
    '   (500 more)',
    'C: QUIT',
  ]);
});

test('it stays small', () => {
  const transcript = new Transcript();
  for (let n = 0; n < 1_000; n++) transcript.hear(received(`${n} ${'x'.repeat(1_000)}`));
  assert.equal(transcript.lines.length, 200);
  assert.ok(transcript.lines.every((line) => line.length <= 161));
});

test('what would move a cursor or change a colour is shown as dots', () => {
  const transcript = new Transcript();
  transcript.hear(received('+OK \x1b[2Jhello\x9b1m\t'));
  assert.deepEqual(transcript.lines, ['S: +OK ·[2Jhello·1m·']);
});
