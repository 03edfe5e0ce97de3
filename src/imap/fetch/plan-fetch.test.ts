import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLetterParser } from '../../message/index.ts';
import type { Details } from '../backend.ts';
import type { FetchItem } from '../syntax/fetch-item.ts';
import { formatDetail } from './format-detail.ts';
import { type ColumnItem, planFetch } from './plan-fetch.ts';

const body = (part: number[], peek: boolean, text?: 'header' | 'text'): FetchItem => ({
  item: 'BODY[]',
  section: { part, ...(text && { text }) },
  peek,
});

type Row = {
  what: string;
  items: FetchItem[];
  always?: ColumnItem[];
  names: string[];
  want: object | undefined;
  seen: boolean;
};
const rows: Row[] = [
  {
    what: 'columns need nothing',
    items: [{ item: 'FLAGS' }, { item: 'UID' }],
    always: ['UID'],
    names: ['UID', 'FLAGS'],
    want: undefined,
    seen: false,
  },
  {
    what: 'sizes and dates need no text of the index',
    items: [{ item: 'RFC822.SIZE' }, { item: 'INTERNALDATE' }, { item: 'SAVEDATE' }],
    names: ['RFC822.SIZE', 'INTERNALDATE', 'SAVEDATE'],
    want: {},
    seen: false,
  },
  {
    what: 'ENVELOPE, BODYSTRUCTURE and BODY need their own',
    items: [{ item: 'ENVELOPE' }, { item: 'BODYSTRUCTURE' }, { item: 'BODY' }],
    names: ['ENVELOPE', 'BODYSTRUCTURE', 'BODY'],
    want: { envelope: true, bodyStructure: true, parts: true },
    seen: false,
  },
  {
    what: 'a whole letter needs no parts',
    items: [body([], false)],
    names: ['BODY[]'],
    want: {},
    seen: true,
  },
  {
    what: 'what is asked for twice is said once',
    items: [body([], true), body([], true), { item: 'FLAGS' }, { item: 'FLAGS' }],
    names: ['FLAGS', 'BODY[]'],
    want: {},
    seen: false,
  },
  {
    what: 'a substring is told from where',
    items: [
      { item: 'BODY[]', section: { part: [1], text: 'mime' }, peek: true, partial: { offset: 7, octets: 9 } },
    ],
    names: ['BODY[1.MIME]<7>'],
    want: { parts: true },
    seen: false,
  },
  {
    what: 'a section needs parts',
    items: [body([], true, 'header'), body([1], true)],
    names: ['BODY[HEADER]', 'BODY[1]'],
    want: { parts: true },
    seen: false,
  },
  {
    what: 'RFC822 and RFC822.TEXT set \\Seen',
    items: [{ item: 'RFC822' }],
    names: ['RFC822'],
    want: {},
    seen: true,
  },
  {
    what: 'RFC822.HEADER does not',
    items: [{ item: 'RFC822.HEADER' }],
    names: ['RFC822.HEADER'],
    want: { parts: true },
    seen: false,
  },
  {
    what: 'BINARY sets \\Seen, its size does not',
    items: [
      { item: 'BINARY[]', part: [1], peek: false },
      { item: 'BINARY.SIZE[]', part: [2] },
    ],
    names: ['BINARY[1]', 'BINARY.SIZE[2]'],
    want: { parts: true },
    seen: true,
  },
  {
    what: 'BINARY.SIZE alone',
    items: [{ item: 'BINARY.SIZE[]', part: [2] }],
    names: ['BINARY.SIZE[2]'],
    want: { parts: true },
    seen: false,
  },
];

for (const { what, items, always = [], names, want, seen } of rows) {
  test(what, () => {
    const plan = planFetch(items, always);
    assert.deepEqual([...plan.columns, ...plan.details, ...plan.octets.map(({ name }) => name)], names);
    assert.deepEqual(plan.want, want);
    assert.equal(plan.setsSeen, seen);
  });
}

test('details as they are said', () => {
  const parser = createLetterParser();
  parser.push(Buffer.from('Subject: x\r\n\r\nbody\r\n'));
  const { root, envelope, bodyStructure } = parser.end();
  const details = {
    octets: 20,
    internalDate: Date.UTC(1994, 1, 7, 21, 52, 25),
    saveDate: Date.UTC(2026, 10, 24),
    emailId: 'M1',
    threadId: 'T2',
    envelope,
    bodyStructure,
    parts: JSON.stringify(root),
  } as Details;
  const items = [
    'INTERNALDATE',
    'SAVEDATE',
    'RFC822.SIZE',
    'EMAILID',
    'THREADID',
    'BODY',
    'BODYSTRUCTURE',
  ] as const;
  assert.deepEqual(
    [...items, 'ENVELOPE' as const].map((item) => formatDetail(item, details)),
    [
      'INTERNALDATE "07-Feb-1994 21:52:25 +0000"',
      'SAVEDATE "24-Nov-2026 00:00:00 +0000"',
      'RFC822.SIZE 20',
      'EMAILID (M1)',
      'THREADID (T2)',
      'BODY ("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 6 1)',
      'BODYSTRUCTURE ("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 6 1 NIL NIL NIL NIL)',
      'ENVELOPE (NIL "x" NIL NIL NIL NIL NIL NIL NIL NIL)',
    ],
  );
});
