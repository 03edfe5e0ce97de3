// What the clients of the model do, as values: numbers are taken modulo what there is, so that most of it makes sense.

import fc from 'fast-check';
import type { How } from './world.ts';

/** `saved`: `$`, whatever the numbers. */
export type Range = { by: 'sequence' | 'uid'; from: number; to: number; saved: boolean };

export type Act =
  | { act: 'select' | 'examine' | 'return'; mailbox: number }
  | { act: 'noop' | 'unselect' | 'close' | 'expunge' }
  | { act: 'fetch'; range: Range; what: 'flags' | 'modseq' | 'body' | 'peek' }
  | { act: 'fetch-changed'; range: Range }
  | { act: 'store'; range: Range; how: How; flags: string[]; silent: boolean }
  /** With UNCHANGEDSINCE what the client knew when it selected. */
  | { act: 'store-unchanged'; range: Range; how: How; flags: string[] }
  /** `options`: undefined without RETURN. */
  | { act: 'search'; by: 'sequence' | 'uid'; key: Key; options: Option[] | undefined }
  | { act: 'copy' | 'move'; range: Range; mailbox: number }
  | { act: 'uid-expunge'; range: Range }
  | { act: 'append'; mailbox: number; flags: string[]; subject: string; body: string; times: number };

export type Option = 'MIN' | 'MAX' | 'ALL' | 'COUNT' | 'SAVE';

export type Key =
  | { key: 'flag'; flag: string; not: boolean }
  | { key: 'subject' | 'body'; text: string }
  | { key: 'numbers'; range: Range }
  | { key: 'or' | 'and'; keys: [Key, Key] };

export type Step = { client: number; act: Act };

/** How many clients there are: one of IMAP4rev1, one that enables QRESYNC, one that enables IMAP4rev2. */
export const clients = 3;

const flagNames = ['\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft', '$Junk', 'work'];
const words = ['alpha', 'beta', 'Gamma'];

const mailbox = fc.nat(1);
const flags = fc.subarray(flagNames);
const range: fc.Arbitrary<Range> = fc.record({
  by: fc.constantFrom('sequence', 'uid'),
  from: fc.nat(11),
  to: fc.nat(11),
  saved: fc.nat(9).map((chance) => chance === 0),
});
const how = fc.constantFrom<How>('add', 'remove', 'replace');
const word = fc.constantFrom(...words);
const simpleKey: fc.Arbitrary<Key> = fc.oneof(
  fc.record({ key: fc.constant('flag'), flag: fc.constantFrom(...flagNames), not: fc.boolean() }),
  fc.record({ key: fc.constantFrom('subject', 'body'), text: word }),
  fc.record({ key: fc.constant('numbers'), range }),
);
const key: fc.Arbitrary<Key> = fc.oneof(
  { weight: 3, arbitrary: simpleKey },
  fc.record({ key: fc.constantFrom('or', 'and'), keys: fc.tuple(simpleKey, simpleKey) }),
);

const weighted = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
const act: fc.Arbitrary<Act> = fc.oneof(
  weighted(2, fc.record({ act: fc.constantFrom('select', 'examine', 'return'), mailbox })),
  weighted(4, fc.record({ act: fc.constantFrom('noop', 'noop', 'noop', 'expunge', 'expunge') })),
  weighted(1, fc.record({ act: fc.constantFrom('unselect', 'close') })),
  weighted(
    3,
    fc.record({
      act: fc.constant('fetch'),
      range,
      what: fc.constantFrom('flags', 'modseq', 'body', 'peek'),
    }),
  ),
  weighted(2, fc.record({ act: fc.constant('fetch-changed'), range })),
  weighted(5, fc.record({ act: fc.constant('store'), range, how, flags, silent: fc.boolean() })),
  weighted(1, fc.record({ act: fc.constant('store-unchanged'), range, how, flags })),
  weighted(
    2,
    fc.record({
      act: fc.constant('search'),
      by: fc.constantFrom('sequence', 'uid'),
      key,
      options: fc.option(fc.subarray<Option>(['MIN', 'MAX', 'ALL', 'COUNT', 'SAVE']), { nil: undefined }),
    }),
  ),
  weighted(2, fc.record({ act: fc.constantFrom('copy', 'move'), range, mailbox })),
  weighted(1, fc.record({ act: fc.constant('uid-expunge'), range })),
  weighted(
    3,
    fc.record({
      act: fc.constant('append'),
      mailbox,
      flags,
      subject: word,
      body: word,
      times: fc.integer({ min: 1, max: 3 }),
    }),
  ),
) as fc.Arbitrary<Act>;

/** What comes first: letters in the INBOX, and everybody looks at it. */
const prelude: Step[] = [
  ...['alpha', 'beta', 'Gamma', 'alpha beta'].map((subject, at): Step => {
    const letterFlags = [[], ['\\Seen'], ['\\Deleted'], ['\\Flagged', 'work']][at]!;
    return {
      client: 0,
      act: { act: 'append', mailbox: 0, flags: letterFlags, subject, body: 'beta', times: 1 },
    };
  }),
  ...Array.from({ length: clients }, (_, client): Step => ({ client, act: { act: 'select', mailbox: 0 } })),
];

export const steps: fc.Arbitrary<Step[]> = fc
  .array(fc.record({ client: fc.nat(clients - 1), act }), { minLength: 5, maxLength: 50, size: 'max' })
  .map((made) => [...prelude, ...made]);
