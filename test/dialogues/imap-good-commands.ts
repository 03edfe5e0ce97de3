// Commands of IMAP clients and what they mean: those that the RFCs print, and those that real programs send. Without tag and last
// CRLF; literals stand in them as they come.

import type { ModSeq } from '../../src/imap/backend.ts';
import type { Command, ListOptions } from '../../src/imap/syntax/command.ts';
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
const list = (reference: string, patterns: string[], more: Partial<ListOptions> = {}): Command => ({
  verb: 'LIST',
  reference,
  patterns,
  select: new Set(),
  return: new Set(),
  extended: Object.keys(more).length > 0,
  ...more,
});
const seen: SearchKey = { key: 'flag', flag: 1, set: true };
const deleted: SearchKey = { key: 'flag', flag: 8, set: true };
/** 1-Feb-1994 */
const february = 8797;

export const goodCommands: [text: string, command: Command][] = [
  ['CAPABILITY', { verb: 'CAPABILITY' }],
  ['noop', { verb: 'NOOP' }],
  ['Logout ', { verb: 'LOGOUT' }],
  ['STARTTLS', { verb: 'STARTTLS' }],
  ['NAMESPACE', { verb: 'NAMESPACE' }],
  ['IDLE', { verb: 'IDLE' }],
  ['CHECK', { verb: 'CHECK' }],
  ['CLOSE', { verb: 'CLOSE' }],
  ['UNSELECT', { verb: 'UNSELECT' }],
  ['EXPUNGE', { verb: 'EXPUNGE' }],
  ['ID NIL', { verb: 'ID', parameters: [] }],
  ['ID ()', { verb: 'ID', parameters: [] }],
  [
    'ID ("name" "sodr" "version" NIL "os" {5}\r\nLinux)',
    {
      verb: 'ID',
      parameters: [
        { field: 'name', value: 'sodr' },
        { field: 'version', value: undefined },
        { field: 'os', value: 'Linux' },
      ],
    },
  ],
  ['LOGIN SMITH SESAME', { verb: 'LOGIN', name: 'SMITH', secret: 'SESAME' }],
  ['login "ana" "pa\\"ss\\\\word"', { verb: 'LOGIN', name: 'ana', secret: 'pa"ss\\word' }],
  ['LOGIN {11}\r\nFRED FOOBAR {7}\r\nfat man', { verb: 'LOGIN', name: 'FRED FOOBAR', secret: 'fat man' }],
  ['LOGIN {11+}\r\nFRED FOOBAR {7+}\r\nfat man', { verb: 'LOGIN', name: 'FRED FOOBAR', secret: 'fat man' }],
  ['LOGIN ana ""', { verb: 'LOGIN', name: 'ana', secret: '' }],
  ['LOGIN ana {0}\r\n', { verb: 'LOGIN', name: 'ana', secret: '' }],
  ['LOGIN ana {7}\r\nx {3}\r\n', { verb: 'LOGIN', name: 'ana', secret: 'x {3}\r\n' }],
  ['LOGIN jos\xc3\xa9 "\xc3\xb1"', { verb: 'LOGIN', name: 'josé', secret: 'ñ' }],
  ['LOGIN ana@example.org p]a$s&s', { verb: 'LOGIN', name: 'ana@example.org', secret: 'p]a$s&s' }],
  ['AUTHENTICATE PLAIN', { verb: 'AUTHENTICATE', mechanism: 'PLAIN' }],
  ['authenticate plain ', { verb: 'AUTHENTICATE', mechanism: 'PLAIN' }],
  [
    'AUTHENTICATE PLAIN dGVzdAB0ZXN0AHRlc3Q=',
    { verb: 'AUTHENTICATE', mechanism: 'PLAIN', initial: 'dGVzdAB0ZXN0AHRlc3Q=' },
  ],
  ['AUTHENTICATE EXTERNAL =', { verb: 'AUTHENTICATE', mechanism: 'EXTERNAL', initial: '=' }],
  ['ENABLE CONDSTORE', { verb: 'ENABLE', capabilities: ['CONDSTORE'] }],
  [
    'enable qresync x-good-idea utf8=accept ',
    { verb: 'ENABLE', capabilities: ['QRESYNC', 'X-GOOD-IDEA', 'UTF8=ACCEPT'] },
  ],
  ['SELECT inbox', { verb: 'SELECT', mailbox: 'INBOX', condstore: false }],
  ['SELECT "InBox/x"', { verb: 'SELECT', mailbox: 'INBOX/x', condstore: false }],
  ['EXAMINE {5}\r\nblurb', { verb: 'EXAMINE', mailbox: 'blurb', condstore: false }],
  ['SELECT INBOX (CONDSTORE)', { verb: 'SELECT', mailbox: 'INBOX', condstore: true }],
  [
    'SELECT INBOX (QRESYNC (67890007 20050715194045000 41,43:211,214:541))',
    {
      verb: 'SELECT',
      mailbox: 'INBOX',
      condstore: false,
      qresync: {
        uidvalidity: 67890007,
        modseq: modseq(20050715194045000),
        known: [range(41), range(43, 211), range(214, 541)],
      },
    },
  ],
  [
    'SELECT INBOX (QRESYNC (67890007 90060115194045000 41:211,214:541 (1,3:4 41,43:44)) CONDSTORE)',
    {
      verb: 'SELECT',
      mailbox: 'INBOX',
      condstore: true,
      qresync: {
        uidvalidity: 67890007,
        modseq: modseq(90060115194045000),
        known: [range(41, 211), range(214, 541)],
        match: { sequence: [range(1), range(3, 4)], uids: [range(41), range(43, 44)] },
      },
    },
  ],
  [
    'SELECT INBOX (QRESYNC (67890007 90060115194045000 (1 41)))',
    {
      verb: 'SELECT',
      mailbox: 'INBOX',
      condstore: false,
      qresync: {
        uidvalidity: 67890007,
        modseq: modseq(90060115194045000),
        match: { sequence: [range(1)], uids: [range(41)] },
      },
    },
  ],
  [
    'SELECT INBOX (QRESYNC (1 9223372036854775807))',
    {
      verb: 'SELECT',
      mailbox: 'INBOX',
      condstore: false,
      qresync: { uidvalidity: 1, modseq: modseq(2 ** 63) },
    },
  ],
  ['CREATE owatagusiam/', { verb: 'CREATE', mailbox: 'owatagusiam', specialUse: [] }],
  ['CREATE owatagusiam/blurdybloop', { verb: 'CREATE', mailbox: 'owatagusiam/blurdybloop', specialUse: [] }],
  [
    'CREATE MySpecial (USE (\\drafts \\Sent))',
    { verb: 'CREATE', mailbox: 'MySpecial', specialUse: ['\\Drafts', '\\Sent'] },
  ],
  ['CREATE x (USE ())', { verb: 'CREATE', mailbox: 'x', specialUse: [] }],
  ['CREATE x (USE (\\Own))', { verb: 'CREATE', mailbox: 'x', specialUse: ['\\Own'] }],
  ['CREATE &ZeVnLIqe-', { verb: 'CREATE', mailbox: '日本語', specialUse: [] }],
  ['CREATE "Jos\xc3\xa9 & Co"', { verb: 'CREATE', mailbox: 'José & Co', specialUse: [] }],
  ['CREATE Jose&AwE-', { verb: 'CREATE', mailbox: 'José', specialUse: [] }],
  ['DELETE "foo bar"', { verb: 'DELETE', mailbox: 'foo bar' }],
  ['DELETE R&-D', { verb: 'DELETE', mailbox: 'R&D' }],
  ['RENAME blurdybloop sarasoop', { verb: 'RENAME', mailbox: 'blurdybloop', to: 'sarasoop' }],
  ['RENAME INBOX {8}\r\nold-mail', { verb: 'RENAME', mailbox: 'INBOX', to: 'old-mail' }],
  ['SUBSCRIBE #news.comp.mail.mime', { verb: 'SUBSCRIBE', mailbox: '#news.comp.mail.mime' }],
  ['UNSUBSCRIBE "50%"', { verb: 'UNSUBSCRIBE', mailbox: '50%' }],
  ['LIST "" ""', list('', [''])],
  ['LIST "" *', list('', ['*'])],
  ['LIST ~/Mail/ %', list('~/Mail/', ['%'])],
  ['list "" "&ZeVnLIqe-*"', list('', ['日本語*'])],
  ['LIST () "" "%" RETURN ()', list('', ['%'], { extended: true })],
  [
    'LIST (SUBSCRIBED RECURSIVEMATCH) "" "%" RETURN (CHILDREN)',
    list('', ['%'], {
      select: new Set(['SUBSCRIBED', 'RECURSIVEMATCH']),
      return: new Set(['CHILDREN']),
      extended: true,
    }),
  ],
  [
    'LIST (REMOTE SPECIAL-USE) "" ("INBOX" Drafts* Sent/%)',
    list('', ['INBOX', 'Drafts*', 'Sent/%'], { select: new Set(['REMOTE', 'SPECIAL-USE']), extended: true }),
  ],
  [
    'LIST "" % RETURN (SUBSCRIBED SPECIAL-USE STATUS (MESSAGES UNSEEN MESSAGES) CHILDREN)',
    list('', ['%'], {
      return: new Set(['SUBSCRIBED', 'SPECIAL-USE', 'CHILDREN']),
      status: ['MESSAGES', 'UNSEEN'],
      extended: true,
    }),
  ],
  ['LSUB "" "*"', { verb: 'LSUB', reference: '', pattern: '*' }],
  ['LSUB "#news." "comp.mail.*"', { verb: 'LSUB', reference: '#news.', pattern: 'comp.mail.*' }],
  [
    'STATUS blurdybloop (UIDNEXT MESSAGES)',
    { verb: 'STATUS', mailbox: 'blurdybloop', items: ['UIDNEXT', 'MESSAGES'] },
  ],
  [
    'STATUS INBOX ( recent uidvalidity unseen deleted size highestmodseq mailboxid appendlimit deleted-storage )',
    {
      verb: 'STATUS',
      mailbox: 'INBOX',
      items: [
        'RECENT',
        'UIDVALIDITY',
        'UNSEEN',
        'DELETED',
        'SIZE',
        'HIGHESTMODSEQ',
        'MAILBOXID',
        'APPENDLIMIT',
        'DELETED-STORAGE',
      ],
    },
  ],
  ['GETQUOTA ""', { verb: 'GETQUOTA', root: '' }],
  ['GETQUOTA "#user/alice"', { verb: 'GETQUOTA', root: '#user/alice' }],
  ['GETQUOTAROOT INBOX', { verb: 'GETQUOTAROOT', mailbox: 'INBOX' }],
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
