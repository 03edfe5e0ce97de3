// Commands about messages and what they mean: the part of imap-good-commands.ts that needs numbers.

import type { ModSeq } from '../../src/imap/backend.ts';
import type { Command } from '../../src/imap/syntax/command.ts';
import type { FetchItem, PlainItem } from '../../src/imap/syntax/fetch-item.ts';
import type { NumberRange } from '../../src/imap/syntax/number-set.ts';
import type { SearchKey } from '../../src/imap/syntax/search-key.ts';
import type { Section } from '../../src/imap/syntax/section.ts';

const star = Number.POSITIVE_INFINITY;
const range = (from: number, to: number = from): NumberRange => ({ from, to });
const modseq = (value: number) => value as ModSeq;
const items = (...names: PlainItem[]): FetchItem[] => names.map((item) => ({ item }));
const body = (section: Section, peek: boolean = true): FetchItem => ({ item: 'BODY[]', section, peek });
const fields = (...names: string[]): Section => ({ part: [], text: 'header', fields: { not: false, names } });
const fetch = (set: NumberRange[], list: FetchItem[], by: 'sequence' | 'uid' = 'sequence'): Command => ({
  verb: 'FETCH',
  by,
  set,
  items: list,
  vanished: false,
});
const search = (...keys: SearchKey[]): Command => ({
  verb: 'SEARCH',
  by: 'sequence',
  key: keys.length === 1 ? keys[0]! : { key: 'and', keys },
});
const seen: SearchKey = { key: 'flag', flag: 1, set: true };
const deleted: SearchKey = { key: 'flag', flag: 8, set: true };
/** 1-Feb-1994 */
const february = 8797;

export const goodMessageCommands: [text: string, command: Command][] = [
  ['UID EXPUNGE 3000:3002', { verb: 'EXPUNGE', uids: [range(3000, 3002)] }],
  ['UID EXPUNGE $', { verb: 'EXPUNGE', uids: '$' }],
  ['COPY 2:4 MEETING', { verb: 'COPY', by: 'sequence', set: [range(2, 4)], mailbox: 'MEETING' }],
  [
    'UID COPY 304,319:320 "Sent Items"',
    { verb: 'COPY', by: 'uid', set: [range(304), range(319, 320)], mailbox: 'Sent Items' },
  ],
  ['MOVE *:4 foo', { verb: 'MOVE', by: 'sequence', set: [range(star, 4)], mailbox: 'foo' }],
  ['uid move 42:69 foo', { verb: 'MOVE', by: 'uid', set: [range(42, 69)], mailbox: 'foo' }],
  ['FETCH 1 ALL', fetch([range(1)], items('FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE'))],
  ['FETCH 1 fast', fetch([range(1)], items('FLAGS', 'INTERNALDATE', 'RFC822.SIZE'))],
  ['FETCH 1 FULL', fetch([range(1)], items('FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY'))],
  ['FETCH 4294967295 FLAGS', fetch([range(4294967295)], items('FLAGS'))],
  ['FETCH $ (UID)', { ...fetch([], items('UID')), set: '$' } as Command],
  [
    'FETCH 2:4 (FLAGS BODY[HEADER.FIELDS (DATE FROM)])',
    fetch([range(2, 4)], [...items('FLAGS'), body(fields('DATE', 'FROM'), false)]),
  ],
  // Outlook
  [
    'UID FETCH 1:* (UID FLAGS RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER.FIELDS ("Message-ID" {4}\r\nDATE)])',
    fetch(
      [range(1, star)],
      [...items('UID', 'FLAGS', 'RFC822.SIZE', 'INTERNALDATE'), body(fields('Message-ID', 'DATE'))],
      'uid',
    ),
  ],
  // Apple Mail
  [
    'uid fetch 7 (BODYSTRUCTURE body.peek[header] BODY.PEEK[1.2.MIME] BODY[4.2.2.TEXT] BODY[3] BODY[])',
    fetch(
      [range(7)],
      [
        ...items('BODYSTRUCTURE'),
        body({ part: [], text: 'header' }),
        body({ part: [1, 2], text: 'mime' }),
        body({ part: [4, 2, 2], text: 'text' }, false),
        body({ part: [3] }, false),
        body({ part: [] }, false),
      ],
      'uid',
    ),
  ],
  [
    'FETCH 1 BODY.PEEK[3.HEADER.FIELDS.NOT (Received)]<0.2048>',
    fetch(
      [range(1)],
      [
        {
          item: 'BODY[]',
          section: { part: [3], text: 'header', fields: { not: true, names: ['Received'] } },
          peek: true,
          partial: { offset: 0, octets: 2048 },
        },
      ],
    ),
  ],
  [
    'FETCH 1 (BINARY[1] BINARY.PEEK[]<10.20> BINARY.SIZE[1.2])',
    fetch(
      [range(1)],
      [
        { item: 'BINARY[]', part: [1], peek: false },
        { item: 'BINARY[]', part: [], peek: true, partial: { offset: 10, octets: 20 } },
        { item: 'BINARY.SIZE[]', part: [1, 2] },
      ],
    ),
  ],
  [
    'FETCH 1 (RFC822 RFC822.HEADER RFC822.TEXT MODSEQ EMAILID THREADID SAVEDATE)',
    fetch(
      [range(1)],
      items('RFC822', 'RFC822.HEADER', 'RFC822.TEXT', 'MODSEQ', 'EMAILID', 'THREADID', 'SAVEDATE'),
    ),
  ],
  [
    'FETCH 1:* (FLAGS) (CHANGEDSINCE 12345)',
    { ...fetch([range(1, star)], items('FLAGS')), changedSince: modseq(12345) } as Command,
  ],
  [
    'UID FETCH 300:500 (FLAGS) (CHANGEDSINCE 0 VANISHED)',
    {
      ...fetch([range(300, 500)], items('FLAGS'), 'uid'),
      changedSince: modseq(0),
      vanished: true,
    } as Command,
  ],
  [
    'STORE 2:4 +FLAGS (\\Deleted)',
    { verb: 'STORE', by: 'sequence', set: [range(2, 4)], how: 'add', silent: false, flags: 8, keywords: [] },
  ],
  [
    'UID STORE 1 -flags.silent \\Seen $Forwarded',
    {
      verb: 'STORE',
      by: 'uid',
      set: [range(1)],
      how: 'remove',
      silent: true,
      flags: 1,
      keywords: ['$Forwarded'],
    },
  ],
  [
    'STORE 1 FLAGS ()',
    { verb: 'STORE', by: 'sequence', set: [range(1)], how: 'replace', silent: false, flags: 0, keywords: [] },
  ],
  [
    'STORE 7,5,9 (UNCHANGEDSINCE 320162338) +FLAGS.SILENT (\\answered \\Flagged \\Draft NonJunk nonjunk \\Recent)',
    {
      verb: 'STORE',
      by: 'sequence',
      set: [range(7), range(5), range(9)],
      how: 'add',
      silent: true,
      flags: 22,
      keywords: ['NonJunk'],
      unchangedSince: modseq(320162338),
    },
  ],
  ['SEARCH ALL', search({ key: 'all' })],
  [
    'SEARCH FLAGGED SINCE 1-Feb-1994 NOT FROM "Smith"',
    search(
      { key: 'flag', flag: 4, set: true },
      { key: 'date', of: 'internal', when: 'since', day: february },
      { key: 'not', not: { key: 'address', field: 'from', text: 'Smith' } },
    ),
  ],
  ['SEARCH CHARSET UTF-8 TEXT {4}\r\n\xd0\xbc\xd0\xb8', search({ key: 'text', text: 'ми' })],
  ['SEARCH CHARSET "iso-8859-1" BODY {1}\r\n\xe9', search({ key: 'body', text: 'é' })],
  ['SEARCH CHARSET US-ASCII SUBJECT hello', search({ key: 'subject', text: 'hello' })],
  ['SEARCH SUBJECT "caf\xc3\xa9"', search({ key: 'subject', text: 'café' })],
  ['SEARCH TEXT ""', search({ key: 'text', text: '' })],
  [
    'UID SEARCH RETURN (MIN COUNT) UNSEEN',
    {
      verb: 'SEARCH',
      by: 'uid',
      return: new Set(['MIN', 'COUNT']),
      key: { key: 'flag', flag: 1, set: false },
    },
  ],
  [
    'SEARCH RETURN () 1:4',
    { verb: 'SEARCH', by: 'sequence', return: new Set(), key: { key: 'sequence', set: [range(1, 4)] } },
  ],
  [
    'SEARCH RETURN (SAVE ALL MAX) CHARSET UTF-8 ($ UID 1:*) ',
    {
      verb: 'SEARCH',
      by: 'sequence',
      return: new Set(['SAVE', 'ALL', 'MAX']),
      key: {
        key: 'and',
        keys: [
          { key: 'sequence', set: '$' },
          { key: 'uid', set: [range(1, star)] },
        ],
      },
    },
  ],
  [
    'SEARCH OR OR SEEN DELETED (NOT (SEEN) NEW OLD)',
    search({
      key: 'or',
      keys: [
        { key: 'or', keys: [seen, deleted] },
        {
          key: 'and',
          keys: [
            { key: 'not', not: seen },
            { key: 'and', keys: [{ key: 'recent' }, { key: 'flag', flag: 1, set: false }] },
            { key: 'not', not: { key: 'recent' } },
          ],
        },
      ],
    }),
  ],
  [
    'SEARCH RECENT ANSWERED DRAFT UNANSWERED UNDELETED UNDRAFT UNFLAGGED',
    search(
      { key: 'recent' },
      { key: 'flag', flag: 2, set: true },
      { key: 'flag', flag: 16, set: true },
      { key: 'flag', flag: 2, set: false },
      { key: 'flag', flag: 8, set: false },
      { key: 'flag', flag: 16, set: false },
      { key: 'flag', flag: 4, set: false },
    ),
  ],
  [
    'SEARCH KEYWORD $Junk UNKEYWORD x',
    search({ key: 'keyword', keyword: '$Junk', set: true }, { key: 'keyword', keyword: 'x', set: false }),
  ],
  [
    'SEARCH BEFORE "1-Feb-1994" ON 01-feb-1994 SENTBEFORE 29-Feb-2000 SENTON 31-Dec-1969 SENTSINCE 1-Jan-1970',
    search(
      { key: 'date', of: 'internal', when: 'before', day: february },
      { key: 'date', of: 'internal', when: 'on', day: february },
      { key: 'date', of: 'sent', when: 'before', day: 11016 },
      { key: 'date', of: 'sent', when: 'on', day: -1 },
      { key: 'date', of: 'sent', when: 'since', day: 0 },
    ),
  ],
  [
    'SEARCH SAVEDBEFORE 1-Feb-1994 SAVEDON 1-Feb-1994 SAVEDSINCE 1-Feb-1994 SAVEDATESUPPORTED',
    search(
      { key: 'date', of: 'saved', when: 'before', day: february },
      { key: 'date', of: 'saved', when: 'on', day: february },
      { key: 'date', of: 'saved', when: 'since', day: february },
      { key: 'savedate-supported' },
    ),
  ],
  [
    'SEARCH UNSEEN YOUNGER 259200 OLDER 1',
    search(
      { key: 'flag', flag: 1, set: false },
      { key: 'younger', seconds: 259200 },
      { key: 'older', seconds: 1 },
    ),
  ],
  ['SEARCH LARGER 50000 SMALLER 0', search({ key: 'larger', octets: 50000 }, { key: 'smaller', octets: 0 })],
  [
    'SEARCH TO a CC b BCC c HEADER Message-ID <1@example.org> HEADER X-Any ""',
    search(
      { key: 'address', field: 'to', text: 'a' },
      { key: 'address', field: 'cc', text: 'b' },
      { key: 'address', field: 'bcc', text: 'c' },
      { key: 'header', field: 'Message-ID', text: '<1@example.org>' },
      { key: 'header', field: 'X-Any', text: '' },
    ),
  ],
  [
    'SEARCH MODSEQ "/flags/\\\\draft" all 620162338 MODSEQ 0',
    search({ key: 'modseq', modseq: modseq(620162338) }, { key: 'modseq', modseq: modseq(0) }),
  ],
  [
    'SEARCH OR EMAILID M6d99ac3275bb4e THREADID "T64b478a75b7ea9"',
    search({
      key: 'or',
      keys: [
        { key: 'emailid', id: 'M6d99ac3275bb4e' },
        { key: 'threadid', id: 'T64b478a75b7ea9' },
      ],
    }),
  ],
  ['SEARCH  UNSEEN  DELETED ', search({ key: 'flag', flag: 1, set: false }, deleted)],
];
