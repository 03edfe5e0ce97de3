import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLetterParser } from '../../message/index.ts';
import { foldCase } from './casemap.ts';
import { searchLetter } from './search-letter.ts';

const lines = (...text: string[]) => Buffer.from(`${text.join('\r\n')}\r\n`, 'latin1');

const simple = lines(
  'Subject: =?utf-8?q?ma=C3=B1ana?= folded',
  ' here',
  'From: Ana <ana@example.org>',
  '',
  'The body speaks of asdfghjkl',
  'and of more.',
);
const nested = lines(
  'Subject: outer',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  'the preamble',
  '--b',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  'Content-Description: described',
  '',
  'Jos=E9 wrote a long l=',
  'ine',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('Die Grüße sind verschlüsselt\r\nzweite Zeile').toString('base64').slice(0, 20),
  Buffer.from('Die Grüße sind verschlüsselt\r\nzweite Zeile').toString('base64').slice(20),
  '--b',
  'Content-Type: application/octet-stream',
  '',
  'opaque words',
  '--b',
  'Content-Type: message/rfc822',
  '',
  'Subject: inner',
  '',
  'inner words',
  '--b',
  'Content-Type: text/plain; charset=utf-16le',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('weit\nauseinander', 'utf16le').toString('base64'),
  '--b--',
  'the epilogue',
);

type Row = [letter: Buffer, text: string, inText: boolean, inBody: boolean];
const rows: Row[] = [
  [simple, 'asdfghjkl', true, true],
  [simple, 'SDFGHJK', true, true],
  [simple, 'asdfghjklm', false, false],
  [simple, 'MAÑANA folded here', true, false],
  [simple, 'subject: ma', true, false],
  [simple, 'here\r\nfrom: ana <', true, false],
  [simple, 'asdfghjkl\r\nand', true, true],
  [simple, 'example.org\r\n\r\nthe', false, false],
  [simple, '', true, true],
  [nested, 'outer', true, false],
  [nested, 'described', true, false],
  [nested, 'josé WROTE', true, true],
  [nested, 'long line', true, true],
  [nested, 'GRÜSSE', false, false],
  [nested, 'grüße SIND verschlüsselt\r\nzweite', true, true],
  [nested, 'opaque', false, false],
  [nested, 'inner words', true, true],
  [nested, 'subject: inner', true, true],
  [nested, 'weit\nauseinander', true, true],
  [nested, 'preamble', false, false],
  [nested, 'epilogue', false, false],
];

function partsOf(letter: Buffer) {
  const parser = createLetterParser();
  parser.push(letter);
  return parser.end().root;
}

async function* inChunks(octets: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < octets.length; at += size) yield octets.subarray(at, at + size);
}

function search(letter: Buffer, size: number, texts: readonly string[]) {
  return searchLetter({
    root: partsOf(letter),
    read: ({ from, length }) => inChunks(letter.subarray(from, from + length), size),
    wanted: texts.flatMap((text) => [
      { text: foldCase(text), where: 'text' as const },
      { text: foldCase(text), where: 'body' as const },
    ]),
    pause: () => undefined,
  });
}

for (const size of [100_000, 1, 2, 3, 7]) {
  test(`texts of a letter in chunks of ${size}, each alone and all at once`, async () => {
    for (const [letter, text, inText, inBody] of rows) {
      assert.deepEqual(await search(letter, size, [text]), [inText, inBody], text);
    }
    for (const letter of [simple, nested]) {
      const own = rows.filter((row) => row[0] === letter);
      const found = await search(
        letter,
        size,
        own.map(([, text]) => text),
      );
      assert.deepEqual(
        found,
        own.flatMap(([, , inText, inBody]) => [inText, inBody]),
      );
    }
  });
}

test('large attachments are not read', async () => {
  const large = lines(
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'text',
    '--b',
    'Content-Type: image/png',
    '',
    'x'.repeat(500_000),
    '--b',
    '',
    'more',
    '--b--',
  );
  const ranges: number[] = [];
  await searchLetter({
    root: partsOf(large),
    read: ({ from, length }) => {
      ranges.push(length);
      return inChunks(large.subarray(from, from + length), 65_536);
    },
    wanted: [{ text: 'NOTHING', where: 'text' }],
    pause: () => undefined,
  });
  assert.deepEqual(ranges, [90, 6]);
});

test('nothing more is read once everything was found', async () => {
  let read = 0;
  const long = lines('Subject: x', '', 'needle', 'y'.repeat(500_000));
  const found = await searchLetter({
    root: partsOf(long),
    async *read({ from, length }) {
      for await (const chunk of inChunks(long.subarray(from, from + length), 1000)) {
        read += chunk.length;
        yield chunk;
      }
    },
    wanted: [{ text: 'NEEDLE', where: 'body' }],
    pause: () => undefined,
  });
  assert.deepEqual([found, read], [[true], 1000]);
});
