// Commands of IMAP clients and what they mean: those that the RFCs print, and those that real programs send. Without tag and last
// CRLF; literals stand in them as they come.

import type { ModSeq } from '../../src/imap/backend.ts';
import type { Command, ListOptions } from '../../src/imap/syntax/command.ts';
import type { NumberRange } from '../../src/imap/syntax/number-set.ts';
import { goodMessageCommands } from './imap-good-message-commands.ts';

const range = (from: number, to: number = from): NumberRange => ({ from, to });
const modseq = (value: number) => value as ModSeq;
const list = (reference: string, patterns: string[], more: Partial<ListOptions> = {}): Command => ({
  verb: 'LIST',
  reference,
  patterns,
  select: new Set(),
  return: new Set(),
  extended: Object.keys(more).length > 0,
  ...more,
});

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
  ...goodMessageCommands,
];
