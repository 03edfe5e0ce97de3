import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLetterParser } from '../../message/index.ts';
import { type Details, Flag, type ModSeq, type OpenMailbox, type Uid } from '../backend.ts';
import { ImapRefusal } from '../refusal.ts';
import type { NumberSet } from '../syntax/number-set.ts';
import type { SearchKey } from '../syntax/search-key.ts';
import { View } from '../view.ts';
import { planSearch, type SearchContext } from './plan.ts';
import { searchMailbox } from './search-mailbox.ts';

type Kept = {
  uid: number;
  lines: string[];
  flags?: number;
  keywords?: string[];
  modseq?: number;
  internalDate?: string;
  saveDate?: string;
};

const letters: Kept[] = [
  {
    uid: 4,
    lines: [
      'From: Ana <ana@example.org>',
      'Subject: =?utf-8?q?Ma=C3=B1ana?=',
      'X-Extra: one',
      '',
      'body of one',
    ],
    flags: Flag.Seen,
    modseq: 7,
    internalDate: '2026-02-01T00:00:00Z',
  },
  {
    uid: 6,
    lines: ['From: luis@example.org', 'Date: Sun, 1 Feb 2026 23:30:00 -0800', '', 'body of two'],
    flags: Flag.Seen | Flag.Deleted,
    keywords: ['$Junk'],
    modseq: 9,
    internalDate: '2026-02-01T23:59:59Z',
  },
  {
    uid: 9,
    lines: ['To: Ana <ana@example.org>', 'Cc: c@example.org', 'X-Extra:', '', 'body of three, one more'],
    modseq: 8,
    internalDate: '2026-02-02T00:00:00Z',
    saveDate: '2026-02-03T12:00:00Z',
  },
  { uid: 12, lines: ['Message-ID: <one@example.org>', 'Subject: mañana', '', ''], modseq: 12 },
];

function open(kept: readonly Kept[]) {
  const asked = { details: 0, envelopes: 0, octets: 0 };
  const bodies = kept.map(({ lines }) => Buffer.from(lines.join('\r\n')));
  const uids = Uint32Array.from(kept, ({ uid }) => uid);
  const mailbox = {
    count: kept.length,
    uids,
    modseq: 20 as ModSeq,
    flags: (at: number) => kept[at]!.flags ?? 0,
    keywords: (at: number) => kept[at]!.keywords ?? [],
    modseqOf: (at: number) => (kept[at]!.modseq ?? 1) as ModSeq,
    details: async (wanted: readonly Uid[], want: { envelope?: boolean }) => {
      if (want.envelope) asked.envelopes += wanted.length;
      asked.details += wanted.length;
      return wanted.map((uid): Details | undefined => {
        const at = uids.indexOf(uid);
        const parser = createLetterParser();
        parser.push(bodies[at]!);
        const { envelope, root } = parser.end();
        return {
          uid,
          octets: bodies[at]!.length,
          internalDate: Date.parse(kept[at]!.internalDate ?? '2020-01-01'),
          saveDate: Date.parse(kept[at]!.saveDate ?? '2020-01-01'),
          sentDate: undefined,
          emailId: `M${uid}`,
          threadId: `T${uid}`,
          eightBit: false,
          envelope,
          parts: JSON.stringify(root),
          body: at,
        };
      });
    },
    async *octets({ body }: Details, range: { from: number; length: number }) {
      asked.octets++;
      if (bodies[body as number]!.includes('this one went')) throw new ImapRefusal('EXPUNGEISSUED');
      yield bodies[body as number]!.subarray(range.from, range.from + range.length);
    },
  } as unknown as OpenMailbox;
  return { mailbox, view: new View(mailbox), asked };
}

const context: SearchContext = {
  contains: (set: NumberSet) => (number) =>
    set !== '$' && set.some(({ from, to }) => number >= from && number <= to),
  isRecent: (uid) => uid >= 9,
  now: Date.parse('2026-02-02T00:00:10.500Z'),
};

const day = (date: string) => Date.parse(date) / 86_400_000;
const date = (of: 'internal' | 'sent' | 'saved', when: 'before' | 'on' | 'since', on: string): SearchKey => ({
  key: 'date',
  of,
  when,
  day: day(on),
});
const seen: SearchKey = { key: 'flag', flag: Flag.Seen, set: true };
const text = (key: 'subject' | 'body' | 'text', wanted: string): SearchKey => ({ key, text: wanted });
const address = (field: 'from' | 'to' | 'cc' | 'bcc', wanted: string): SearchKey => ({
  key: 'address',
  field,
  text: wanted,
});
const header = (field: string, wanted: string): SearchKey => ({ key: 'header', field, text: wanted });
const not = (key: SearchKey): SearchKey => ({ key: 'not', not: key });

const searches: [what: string, key: SearchKey, found: number[]][] = [
  ['ALL', { key: 'all' }, [1, 2, 3, 4]],
  ['SAVEDATESUPPORTED', { key: 'savedate-supported' }, [1, 2, 3, 4]],
  ['1:2', { key: 'sequence', set: [{ from: 1, to: 2 }] }, [1, 2]],
  ['UID 5:9', { key: 'uid', set: [{ from: 5, to: 9 }] }, [2, 3]],
  ['SEEN', seen, [1, 2]],
  ['UNDELETED', { key: 'flag', flag: Flag.Deleted, set: false }, [1, 3, 4]],
  ['KEYWORD $junk', { key: 'keyword', keyword: '$junk', set: true }, [2]],
  ['UNKEYWORD $Junk', { key: 'keyword', keyword: '$Junk', set: false }, [1, 3, 4]],
  ['RECENT', { key: 'recent' }, [3, 4]],
  ['MODSEQ 8', { key: 'modseq', modseq: 8 as ModSeq }, [2, 3, 4]],
  ['BEFORE', date('internal', 'before', '2026-02-01'), [4]],
  ['ON', date('internal', 'on', '2026-02-01'), [1, 2]],
  ['SINCE', date('internal', 'since', '2026-02-02'), [3]],
  ['SENTON', date('sent', 'on', '2026-02-01'), [2]],
  ['SENTSINCE', date('sent', 'since', '2026-02-02'), []],
  ['NOT SENTBEFORE', not(date('sent', 'before', '2026-02-02')), [1, 3, 4]],
  ['SAVEDON', date('saved', 'on', '2026-02-03'), [3]],
  ['OLDER 10', { key: 'older', seconds: 10 }, [1, 2, 3, 4]],
  ['OLDER 11', { key: 'older', seconds: 11 }, [1, 2, 4]],
  ['YOUNGER 10', { key: 'younger', seconds: 10 }, [3]],
  ['YOUNGER 11', { key: 'younger', seconds: 11 }, [2, 3]],
  ['LARGER 80', { key: 'larger', octets: 80 }, [1, 3]],
  ['SMALLER 60', { key: 'smaller', octets: 60 }, [4]],
  ['EMAILID', { key: 'emailid', id: 'M6' }, [2]],
  ['THREADID', { key: 'threadid', id: 'T9' }, [3]],
  ['FROM', address('from', 'example.org'), [1, 2]],
  ['FROM of a name', address('from', 'ana'), [1]],
  ['TO', address('to', 'ANA@'), [3]],
  ['CC', address('cc', 'c@'), [3]],
  ['BCC', address('bcc', 'c@'), []],
  ['SUBJECT', text('subject', 'MAÑANA'), [1, 4]],
  ['HEADER Message-ID', header('Message-ID', 'one@'), [4]],
  ['HEADER X-Extra', header('X-Extra', 'ONE'), [1]],
  ['HEADER X-Extra ""', header('x-extra', ''), [1, 3]],
  ['HEADER Cc ""', header('cc', ''), [3]],
  ['BODY', text('body', 'one'), [1, 3]],
  ['BODY ""', text('body', ''), [1, 2, 3, 4]],
  ['TEXT', text('text', 'one'), [1, 3, 4]],
  ['NOT TEXT', not(text('text', 'one')), [2]],
  ['OR', { key: 'or', keys: [text('text', 'two'), address('cc', 'c')] }, [2, 3]],
  ['NOT OR', not({ key: 'or', keys: [seen, address('cc', 'c')] }), [4]],
  ['AND', { key: 'and', keys: [text('body', 'body'), header('x-extra', 'o'), seen] }, [1]],
];

for (const [what, key, found] of searches) {
  test(`SEARCH ${what}`, async () => {
    const { mailbox, view } = open(letters);
    const search = (only?: 'first' | 'last') =>
      searchMailbox({
        mailbox,
        view,
        plan: planSearch(key, context),
        pause: () => undefined,
        ...(only && { only }),
      });
    assert.deepEqual(await search(), found);
    assert.deepEqual(await search('first'), found.slice(0, 1));
    assert.deepEqual(await search('last'), found.slice(-1));
  });
}

const costs: [what: string, key: SearchKey, asked: { details: number; envelopes: number; octets: number }][] =
  [
    ['flags ask for nothing', seen, { details: 0, envelopes: 0, octets: 0 }],
    ['sizes ask for no envelope', { key: 'larger', octets: 1 }, { details: 4, envelopes: 0, octets: 0 }],
    ['envelopes open no body', address('from', 'x'), { details: 4, envelopes: 4, octets: 0 }],
    [
      'flags come before envelopes, envelopes before bodies',
      { key: 'and', keys: [text('text', 'x'), address('from', 'ana'), seen] },
      { details: 2, envelopes: 2, octets: 1 },
    ],
    [
      'a true half of OR saves the other',
      { key: 'or', keys: [text('text', 'x'), { key: 'all' }] },
      { details: 0, envelopes: 0, octets: 0 },
    ],
    [
      'a header that decides saves the body',
      { key: 'and', keys: [text('body', 'o'), header('x-extra', 'one')] },
      { details: 4, envelopes: 0, octets: 5 },
    ],
  ];

for (const [what, key, expected] of costs) {
  test(what, async () => {
    const { mailbox, view, asked } = open(letters);
    await searchMailbox({ mailbox, view, plan: planSearch(key, context), pause: () => undefined });
    assert.deepEqual(asked, expected);
  });
}

test('many messages, and the clock is looked at in between', async () => {
  const many = Array.from({ length: 3000 }, (_, at) => ({
    uid: at + 1,
    lines: [`Subject: ${at % 10}`, '', ''],
  }));
  const { mailbox, view, asked } = open(many);
  let pauses = 0;
  const plan = planSearch(text('subject', '7'), context);
  const found = await searchMailbox({
    mailbox,
    view,
    plan,
    pause: () => {
      pauses++;
      return undefined;
    },
  });
  assert.equal(found.length, 300);
  assert.ok(pauses >= 3000);
  const before = asked.details;
  assert.deepEqual(
    await searchMailbox({ mailbox, view, plan, only: 'last', pause: () => undefined }),
    [2998],
  );
  assert.equal(asked.details - before, 16);
});

test('a message that went, before or while it is read, matches nothing', async () => {
  const { mailbox, view } = open([...letters, { uid: 20, lines: ['', 'this one went'] }]);
  const left = open(letters.slice(1)).mailbox;
  const search = (where: OpenMailbox, key: SearchKey) =>
    searchMailbox({ mailbox: where, view, plan: planSearch(key, context), pause: () => undefined });
  assert.deepEqual(await search(left, { key: 'all' }), [2, 3, 4]);
  assert.deepEqual(await search(mailbox, not(text('body', 'one'))), [2, 4]);
});
