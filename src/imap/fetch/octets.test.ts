import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLetterParser } from '../../message/index.ts';
import type { Details, OpenMailbox } from '../backend.ts';
import type { Partial, Section } from '../syntax/section.ts';
import { LetterOctets, type OctetsItem } from './octets.ts';

const inner = ['Subject: inner', 'X-A: 1', '', 'inner text'];
const lines = [
  'From: a@example.org',
  'Subject: outer',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'caf=E9 =',
  'au lait',
  '--b',
  'Content-Type: message/rfc822',
  '',
  ...inner,
  '--b',
  'Content-Transfer-Encoding: x-uuencode',
  '',
  'begin',
  '--b',
  'Content-Transfer-Encoding: base64',
  '',
  'AGE=',
  '--b--',
  '',
];
const letter = Buffer.from(lines.join('\r\n'), 'latin1');
const header = `${lines.slice(0, 3).join('\r\n')}\r\n\r\n`;
const innerText = inner.join('\r\n');

function open(size: number): LetterOctets {
  const parser = createLetterParser();
  parser.push(letter);
  const details = { octets: letter.length, parts: JSON.stringify(parser.end().root) } as Details;
  const mailbox = {
    async *octets(_: Details, { from, length }: { from: number; length: number }) {
      const octets = letter.subarray(from, from + length);
      for (let at = 0; at < octets.length; at += size) yield octets.subarray(at, at + size);
    },
  } as unknown as OpenMailbox;
  return new LetterOctets(mailbox, details);
}

async function found(item: OctetsItem, size: number): Promise<string> {
  const answer = await open(size).find(item);
  if (answer.kind === 'none' || answer.kind === 'unknown-encoding') return answer.kind;
  if (answer.kind === 'held') return Buffer.from(answer.octets).toString('latin1');
  const pieces: Uint8Array[] = [];
  for await (const piece of answer.octets) pieces.push(piece);
  const text = Buffer.concat(pieces).toString('latin1');
  assert.equal(text.length, answer.length, 'as many octets as were announced');
  assert.equal(answer.nul, item.item === 'BINARY[]' && text.includes('\0'));
  return text;
}

const body = (section: Section, partial?: Partial): OctetsItem => ({
  item: 'BODY[]',
  section,
  peek: true,
  ...(partial && { partial }),
});
const binary = (part: number[], partial?: Partial): OctetsItem => ({
  item: 'BINARY[]',
  part,
  peek: true,
  ...(partial && { partial }),
});
const fields = (part: number[], not: boolean, ...names: string[]): Section => ({
  part,
  text: 'header',
  fields: { not, names },
});

const items: [what: string, item: OctetsItem, text: string][] = [
  ['BODY[]', body({ part: [] }), letter.toString('latin1')],
  ['BODY[]<0.4>', body({ part: [] }, { offset: 0, octets: 4 }), 'From'],
  ['BODY[]<6.13>', body({ part: [] }, { offset: 6, octets: 13 }), 'a@example.org'],
  ['BODY[] from behind its end', body({ part: [] }, { offset: 10_000, octets: 4 }), ''],
  ['BODY[HEADER]', body({ part: [], text: 'header' }), header],
  ['BODY[TEXT]<0.3>', body({ part: [], text: 'text' }, { offset: 0, octets: 3 }), '--b'],
  ['BODY[HEADER.FIELDS (FROM X)]', body(fields([], false, 'FROM', 'X')), 'From: a@example.org\r\n\r\n'],
  [
    'BODY[HEADER.FIELDS.NOT (From content-type)]',
    body(fields([], true, 'From', 'content-type')),
    'Subject: outer\r\n\r\n',
  ],
  ['the substring of a subset', body(fields([], false, 'Subject'), { offset: 9, octets: 5 }), 'outer'],
  ['BODY[1]', body({ part: [1] }), 'caf=E9 =\r\nau lait'],
  ['BODY[1.MIME]', body({ part: [1], text: 'mime' }), 'Content-Transfer-Encoding: quoted-printable\r\n\r\n'],
  ['BODY[1.HEADER]', body({ part: [1], text: 'header' }), 'none'],
  ['BODY[2]', body({ part: [2] }), innerText],
  ['BODY[2.TEXT]', body({ part: [2], text: 'text' }), 'inner text'],
  ['BODY[2.HEADER.FIELDS (X-A)]', body(fields([2], false, 'x-a')), 'X-A: 1\r\n\r\n'],
  ['BODY[2.1]', body({ part: [2, 1] }), 'inner text'],
  ['BODY[9]', body({ part: [9] }), 'none'],
  ['BINARY[1]', binary([1]), 'caf\xe9 au lait'],
  ['BINARY[1]<3.3>', binary([1], { offset: 3, octets: 3 }), '\xe9 a'],
  ['BINARY[1] from behind its end', binary([1], { offset: 99, octets: 3 }), ''],
  ['BINARY[2]', binary([2]), innerText],
  ['BINARY[3]', binary([3]), 'unknown-encoding'],
  ['BINARY[4]', binary([4]), '\0a'],
  ['BINARY[5]', binary([5]), 'none'],
  ['BINARY[]', binary([]), letter.toString('latin1')],
  ['BINARY.SIZE[3]', { item: 'BINARY.SIZE[]', part: [3] }, 'unknown-encoding'],
];

for (const [what, item, text] of items) {
  test(what, async () => {
    for (const size of [1000, 1, 2, 3, 7]) assert.equal(await found(item, size), text);
  });
}

test('BINARY.SIZE is what BINARY sends', async () => {
  const size = await open(3).find({ item: 'BINARY.SIZE[]', part: [1] });
  assert.equal(size.kind === 'stream' && size.length, 'caf\xe9 au lait'.length);
});
