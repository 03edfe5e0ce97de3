import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { Flag } from '../../store/index.ts';
import type { LetterFacts, OutgoingLetter } from '../letter.ts';
import { crlfToLf, lfToCrlf } from '../line-ends.ts';
import { type OctetFilter, type Octets, through } from '../octet-filter.ts';
import { formatFromLine, parseFromLine } from './from-line.ts';
import { parseOwnFields } from './own-fields.ts';
import { type Quoting, quoteFrom, unquoteFrom } from './quoting.ts';
import { openMboxSource } from './read-mbox.ts';
import { type MboxLetter, type RandomAccess, splitMbox } from './split.ts';
import { parseStatusFields } from './status-fields.ts';
import { openMboxDestination } from './write-mbox.ts';

const directory = mkdtempSync(join(tmpdir(), 'casilla-mbox-'));
after(() => rmSync(directory, { recursive: true }));
let files = 0;
const newFile = () => join(directory, String(files++));

const from = 'From a@example.org Tue Nov 24 16:41:43 2026\n';

function inMemory(text: string): RandomAccess {
  const octets = Buffer.from(text, 'latin1');
  return {
    size: octets.length,
    read: (at, length) => octets.subarray(at, Math.min(at + length, octets.length)),
  };
}

function split(text: string): string[] | undefined {
  const letters: Iterable<MboxLetter> | undefined = splitMbox(inMemory(text));
  return letters && [...letters].map((letter) => text.slice(letter.from, letter.to));
}

async function collect(octets: Octets): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of octets) pieces.push(piece);
  return Buffer.concat(pieces).toString('latin1');
}

function* cut(text: string, size: number): Generator<Uint8Array> {
  const octets = Buffer.from(text, 'latin1');
  for (let at = 0; at < octets.length; at += size) yield octets.subarray(at, at + size);
}

async function filtered(text: string, filter: () => OctetFilter): Promise<string> {
  const whole = await collect(through(cut(text, 1 << 20), [filter()]));
  for (const size of [1, 2, 3, 7])
    assert.equal(await collect(through(cut(text, size), [filter()])), whole, `${size}`);
  return whole;
}

test('lines that begin a letter, and lines of prose', () => {
  const date = Date.UTC(2026, 10, 24, 16, 41, 43);
  const good: [line: string, date: number][] = [
    ['From a@example.org Tue Nov 24 16:41:43 2026', date],
    ['From - Tue Nov 24 16:41:43 2026', date],
    ['From MAILER-DAEMON Tue Nov 24 16:41 2026', date - 43_000],
    ['From a@b  Tue Nov 24 16:41:43 UTC 2026 remote from c', date],
    ['From "a b"@c Tue Nov 24 17:41:43 2026 +0100', date],
    ['From a@b Tue, 24 Nov 2026 17:41:43 +0100', date],
  ];
  for (const [line, at] of good) assert.deepEqual(parseFromLine(line), { date: at }, line);
  for (const line of [
    'From what I know, Monday is better',
    'From a@b',
    'From ',
    '>From a Tue Nov 24 16:41:43 2026',
    `From ${'x'.repeat(1000)} Tue Nov 24 16:41:43 2026`,
  ])
    assert.equal(parseFromLine(line), undefined, line);
  assert.equal(formatFromLine(Date.UTC(2026, 10, 4)), 'From MAILER-DAEMON Wed Nov  4 00:00:00 2026');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), (ms) => {
      assert.deepEqual(parseFromLine(formatFromLine(ms)), { date: Math.floor(ms / 1000) * 1000 });
    }),
  );
});

test('letters are cut at empty lines with a From line behind, or where Content-Length says', () => {
  const cases: [text: string, letters: string[] | undefined][] = [
    ['', []],
    [`${from}A: 1\n\nb\n\n${from}C: 2\n\nd\n\n`, ['A: 1\n\nb\n', 'C: 2\n\nd\n']],
    [`\n\n${from}A: 1\n\nb`, ['A: 1\n\nb']],
    [from, ['']],
    [`${from}\n`, ['']],
    [`${from}\n${from}\n`, ['', '']],
    // Without an empty line before it, and without a date, a line is one of the letter's.
    [`${from}A: 1\n\nb\n${from}c\n\nFrom here\n\n`, [`A: 1\n\nb\n${from}c\n\nFrom here\n`]],
    [`${from}A: 1\r\n\r\nb\r\n\r\n${from}C: 2\r\n\r\n`, ['A: 1\r\n\r\nb\r\n', 'C: 2\r\n']],
    [
      `${from}Content-Length: ${from.length + 3}\n\nb\n\n${from}\n${from}C: 2\n\n`,
      [`Content-Length: ${from.length + 3}\n\nb\n\n${from}`, 'C: 2\n'],
    ],
    // A length that is wrong is not believed.
    [`${from}Content-Length: 1\n\nbb\n\n${from}C: 2\n\n`, ['Content-Length: 1\n\nbb\n', 'C: 2\n']],
    [`${from}Content-Length: 999\n\nb\n\n`, ['Content-Length: 999\n\nb\n']],
    ['Subject: a letter\n\nFrom a@b Tue Nov 24 16:41:43 2026\n', undefined],
  ];
  for (const [text, letters] of cases) assert.deepEqual(split(text), letters, JSON.stringify(text));
});

test('letters larger than what is looked at in one go are found whole', () => {
  const large = `A: 1\n\n${'x'.repeat(70)}\n`.repeat(9_000);
  const text = `${from}${large}\n${from}B: 2\n\n${from}${large}\n`;
  assert.deepEqual(split(text), [large, 'B: 2\n', large]);
});

test('marks before From lines come and go, however the letter is cut', async () => {
  const plain = 'From a\n>From b\n>>From c\nFrom\n> From d\n>\n>>>From';
  const quoted = '>From a\n>>From b\n>>>From c\nFrom\n> From d\n>\n>>>From';
  assert.equal(await filtered(plain, quoteFrom), quoted);
  assert.equal(await filtered(quoted, () => unquoteFrom('mboxrd')), plain);
  assert.equal(await filtered('>From a\n>>From b\n', () => unquoteFrom('mboxo')), 'From a\n>>From b\n');
  const letter = fc.string({ unit: fc.constantFrom('>', 'From ', 'F', 'From', '\n', '\r\n', '\r', 'x') });
  await fc.assert(
    fc.asyncProperty(letter, fc.integer({ min: 1, max: 9 }), async (text, size) => {
      const marked = await collect(through(cut(text, size), [quoteFrom()]));
      assert.doesNotMatch(marked, /(^|\n)From /);
      assert.equal(await collect(through(cut(marked, size), [unquoteFrom('mboxrd')])), text);
    }),
  );
});

test('line ends come and go, however the letter is cut', async () => {
  assert.equal(await filtered('a\r\nb\r\r\n\rc\r', crlfToLf), 'a\nb\r\n\rc\r');
  assert.equal(await filtered('a\nb\r\n\rc\r', lfToCrlf), 'a\r\nb\r\r\n\rc\r');
});

test('flags as other programs write them', () => {
  const cases: [header: string, flags: number, keywords: string[]][] = [
    [
      'Status: RO\nX-Status: AF\nX-Keywords: work $Label1 (bad)\n',
      Flag.Seen | Flag.Answered | Flag.Flagged,
      ['work', '$Label1'],
    ],
    ['Status: O\nX-Status: TD\n', Flag.Draft | Flag.Deleted, []],
    ['X-Mozilla-Status: 0005\nX-Mozilla-Keys: a, b   \n', Flag.Seen | Flag.Flagged, ['a', 'b']],
    ['X-Mozilla-Status: what\nSubject: Status: R\n', 0, []],
  ];
  for (const [header, flags, keywords] of cases)
    assert.deepEqual(parseStatusFields(Buffer.from(header)), { flags, keywords });
});

async function readAll(files: string[], quoting: Quoting = 'mboxrd') {
  const read: { facts: LetterFacts; text: string }[] = [];
  const bad: string[] = [];
  for await (const item of openMboxSource({ files, folder: 'INBOX', quoting }).items()) {
    if (item.kind === 'letter') read.push({ facts: item.facts, text: await collect(item.octets()) });
    else if (item.kind === 'bad') bad.push(`${item.name} ${item.reason}`);
  }
  return { read, bad };
}

test('what was written is read again: octets, line ends, flags, dates, folders, unique-ids', async () => {
  const stored = fc
    .string({
      unit: fc.constantFrom(
        '>',
        'From ',
        from,
        'Content-Length: 3\r\n',
        '\r\n',
        '\r',
        '\r\n\r\n',
        'x',
        '\xff',
        '\0',
      ),
    })
    .map((text) => text.replaceAll(/\r?\n/g, '\r\n'));
  const letter = fc.record({
    text: stored,
    isLf: fc.boolean(),
    flags: fc.integer({ min: 0, max: 31 }),
    keywords: fc.uniqueArray(fc.constantFrom('work', '$Forwarded', 'x')),
    internalDate: fc.integer({ min: 0, max: 4e12 }),
    uidl: fc.constantFrom('a;b=c', '~%', '!'),
    folder: fc.constantFrom('INBOX', 'a; b', 'ñ/=%'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(letter, { maxLength: 4 }), async (letters) => {
      const file = newFile();
      const destination = openMboxDestination(file);
      const wanted: { facts: LetterFacts; text: string }[] = [];
      for (const { text: whole, isLf, ...facts } of letters) {
        // A letter of bare LF never has CR before one: with it, it would have come as CRLF.
        const text = isLf ? whole.replaceAll('\r', '').replaceAll('\r\n', '\n') : whole;
        const outgoing: OutgoingLetter = {
          facts,
          uid: 1,
          size: 0,
          isLf,
          isUnterminated: !text.endsWith('\n'),
        };
        await destination.add(outgoing, through(cut(text, 7), []));
        wanted.push({ facts, text });
      }
      await destination.end();
      assert.deepEqual(await readAll([file]), { read: wanted, bad: [] });
    }),
    { numRuns: 60 },
  );
});

test('our own fields are read only where they begin a letter, and broken ones not at all', () => {
  for (const header of [
    'A: 1\nX-Casilla-Letter: 1; folder=a\n',
    'X-Casilla-Letter: 1; folder=%\n',
    'X-Casilla-Letter: \n',
    'X-Casilla-Letter: 2; fields=0\n\n',
  ])
    assert.equal(parseOwnFields(Buffer.from(header)), undefined);
  fc.assert(
    fc.property(fc.string(), (text) => void parseOwnFields(Buffer.from(`X-Casilla-Letter: ${text}`))),
  );
});

test('files of other programs: counted letters are not unquoted, folder data are no letter, no mbox is named', async () => {
  const [pine, none] = [newFile(), newFile()];
  const counted = '>From b\n';
  writeFileSync(
    pine,
    `${from}Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\nX-IMAP: 1 2\n\nx\n\n` +
      `${from}Status: R\nContent-Length: ${counted.length}\n\n${counted}\n${from}\n>From c\n\n`,
  );
  writeFileSync(none, 'Subject: x\n\n');
  const { read, bad } = await readAll([pine, none, '/nonexistent/x', directory]);
  assert.deepEqual(
    read.map(({ text }) => text),
    [`Status: R\nContent-Length: ${counted.length}\n\n${counted}`, '\nFrom c\n'],
  );
  assert.deepEqual(read[0]!.facts, {
    folder: 'INBOX',
    flags: 1,
    keywords: [],
    internalDate: Date.UTC(2026, 10, 24, 16, 41, 43),
    uidl: null,
  });
  assert.deepEqual(bad, [`${none} not-an-mbox`, '/nonexistent/x ENOENT', `${directory} ENOTFILE`]);
});
