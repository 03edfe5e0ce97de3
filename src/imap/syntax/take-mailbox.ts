// The arguments of SELECT, EXAMINE, CREATE and STATUS. RFC 9051 §6.3, RFC 4466 §2, RFC 6154 §3, RFC 7162 §3

import type { ModSeq } from '../backend.ts';
import type { Command, Qresync, SelectOptions, StatusItem } from './command.ts';
import type { Cursor } from './cursor.ts';
import { takeMailboxName, takeNewMailboxName } from './mailbox-name.ts';
import { type NumberRange, takeKnownRanges } from './number-set.ts';

export function takeSelect(cursor: Cursor, name: string): Command | undefined {
  const mailbox = cursor.space() ? takeMailboxName(cursor) : undefined;
  if (mailbox === undefined) return undefined;
  const options: SelectOptions = { condstore: false };
  if (cursor.space() && !cursor.done && !takeOptions(cursor, options)) return undefined;
  return { verb: name as 'SELECT' | 'EXAMINE', mailbox, ...options };
}

/** `(CONDSTORE)`, `(QRESYNC (…))`, each at most once. */
function takeOptions(cursor: Cursor, options: SelectOptions): boolean {
  const taken = cursor.list(
    () => {
      const word = cursor.word();
      if (word === 'CONDSTORE' && !options.condstore) options.condstore = true;
      else if (word === 'QRESYNC' && !options.qresync) {
        const qresync = cursor.space() ? takeQresync(cursor) : undefined;
        if (qresync === undefined) return undefined;
        options.qresync = qresync;
      } else return undefined;
      return word;
    },
    1,
    2,
  );
  return taken !== undefined;
}

/** `(67890007 90060115194045000 41:211,214:541 (1,3 41,43))`. RFC 7162 §7 */
function takeQresync(cursor: Cursor): Qresync | undefined {
  if (!cursor.take('(')) return undefined;
  const uidvalidity = cursor.positive();
  const modseq =
    uidvalidity !== undefined && cursor.space() ? cursor.positive(Number.POSITIVE_INFINITY) : undefined;
  if (uidvalidity === undefined || modseq === undefined) return undefined;
  const qresync: Qresync = { uidvalidity, modseq: modseq as ModSeq };
  if (cursor.space() && !cursor.sees('(') && !cursor.sees(')')) {
    const known = takeKnownRanges(cursor);
    if (known === undefined) return undefined;
    qresync.known = known;
    cursor.space();
  }
  if (cursor.sees('(')) {
    const match = takeMatch(cursor);
    if (match === undefined) return undefined;
    qresync.match = match;
    cursor.space();
  }
  return cursor.take(')') ? qresync : undefined;
}

function takeMatch(cursor: Cursor): Qresync['match'] | undefined {
  const [sequence, uids, ...more] = cursor.list(() => takeKnownRanges(cursor), 2, 3) ?? [];
  if (sequence === undefined || uids === undefined || more.length > 0) return undefined;
  if (!isAscending(sequence) || !isAscending(uids) || count(sequence) !== count(uids)) return undefined;
  return { sequence, uids };
}

function isAscending(ranges: readonly NumberRange[]): boolean {
  return ranges.every(({ from, to }, at) => from <= to && from > (ranges[at - 1]?.to ?? 0));
}

function count(ranges: readonly NumberRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

/** RFC 6154 §2, and the attribute of RFC 8457 §3. */
const specialUses = [
  '\\All',
  '\\Archive',
  '\\Drafts',
  '\\Flagged',
  '\\Important',
  '\\Junk',
  '\\Sent',
  '\\Trash',
];

export function takeCreate(cursor: Cursor): Command | undefined {
  const mailbox = cursor.space() ? takeNewMailboxName(cursor) : undefined;
  if (mailbox === undefined) return undefined;
  if (!cursor.space() || cursor.done) return { verb: 'CREATE', mailbox, specialUse: [] };
  const [specialUse, ...more] = cursor.list(() => takeUse(cursor), 1, 2) ?? [];
  return specialUse && more.length === 0 ? { verb: 'CREATE', mailbox, specialUse } : undefined;
}

const attribute = /\\[^\x00-\x20\x7f-\xff(){%*"\\\]]+/y;

/** `USE (\Drafts \Sent)` */
function takeUse(cursor: Cursor): readonly string[] | undefined {
  if (!cursor.takeWord('USE') || !cursor.space()) return undefined;
  const uses = cursor.list(() => cursor.match(attribute), 0, specialUses.length);
  return uses?.map((use) => specialUses.find((known) => known.toLowerCase() === use.toLowerCase()) ?? use);
}

const statusItems: ReadonlySet<string> = new Set<StatusItem>([
  'MESSAGES',
  'RECENT',
  'UIDNEXT',
  'UIDVALIDITY',
  'UNSEEN',
  'DELETED',
  'SIZE',
  'HIGHESTMODSEQ',
  'MAILBOXID',
  'APPENDLIMIT',
  'DELETED-STORAGE',
]);

export function takeStatus(cursor: Cursor): Command | undefined {
  const mailbox = cursor.space() ? takeMailboxName(cursor) : undefined;
  const items = mailbox !== undefined && cursor.space() ? takeStatusItems(cursor) : undefined;
  return mailbox === undefined || items === undefined ? undefined : { verb: 'STATUS', mailbox, items };
}

/** In the order asked, each once. */
export function takeStatusItems(cursor: Cursor): readonly StatusItem[] | undefined {
  const words = cursor.list(
    () => {
      const word = cursor.word();
      return word !== undefined && statusItems.has(word) ? (word as StatusItem) : undefined;
    },
    1,
    // Twice over: whoever repeats them all gains nothing by going on.
    2 * statusItems.size,
  );
  return words && [...new Set(words)];
}
