// What SEARCH is asked for. RFC 9051 §6.4.4, RFC 3501 §6.4.4, RFC 5032, RFC 7162 §3.1.5, RFC 8474 §6, RFC 8514 §4.3

import { Flag, type ModSeq } from '../backend.ts';
import type { Cursor } from './cursor.ts';
import { takeDate } from './date.ts';
import { takeKeyword } from './flag.ts';
import { syntaxLimits as limits } from './limits.ts';
import { type NumberSet, takeNumberSet } from './number-set.ts';
import { takeFieldName } from './section.ts';

/** Text is Unicode, as written: not folded, not NFC. NEW is `and` of RECENT and UNSEEN, OLD `not` RECENT. */
export type SearchKey =
  | { key: 'all' }
  | { key: 'and'; keys: readonly SearchKey[] }
  | { key: 'or'; keys: readonly [SearchKey, SearchKey] }
  | { key: 'not'; not: SearchKey }
  | { key: 'sequence' | 'uid'; set: NumberSet }
  /** One bit of Flag in backend.ts, set or not. */
  | { key: 'flag'; flag: number; set: boolean }
  | { key: 'keyword'; keyword: string; set: boolean }
  | { key: 'recent' }
  /** `day`: days since 1970-01-01, whatever the time and the zone. */
  | { key: 'date'; of: 'internal' | 'sent' | 'saved'; when: 'before' | 'on' | 'since'; day: number }
  /** Seconds, at least 1. RFC 5032 */
  | { key: 'older' | 'younger'; seconds: number }
  | { key: 'larger' | 'smaller'; octets: number }
  | { key: 'address'; field: 'from' | 'to' | 'cc' | 'bcc'; text: string }
  | { key: 'subject' | 'body' | 'text'; text: string }
  /** An empty `text` asks for the field alone. */
  | { key: 'header'; field: string; text: string }
  /** At least. The flag that RFC 7162 §3.1.5 lets a client name is read and passed over: ours are kept per message. */
  | { key: 'modseq'; modseq: ModSeq }
  | { key: 'emailid' | 'threadid'; id: string }
  /** SAVEDATESUPPORTED. RFC 8514 §4.3 */
  | { key: 'savedate-supported' };

/** The reading of one SEARCH. */
type Search = {
  cursor: Cursor;
  /** Octets as text; undefined when they are none in the charset. */
  decode: (octets: string) => string | undefined;
  /** Keys so far. */
  count: number;
};

/** Reads what follows the name of a key. `depth`: how deep it stands. */
type TakeKey = (search: Search, depth: number) => SearchKey | undefined;

const always =
  (key: SearchKey): TakeKey =>
  () =>
    key;

const flag = (bit: number, set: boolean): TakeKey => always({ key: 'flag', flag: bit, set });

const keyword =
  (set: boolean): TakeKey =>
  ({ cursor }) => {
    const word = cursor.space() ? takeKeyword(cursor) : undefined;
    return word === undefined ? undefined : { key: 'keyword', keyword: word, set };
  };

const date =
  (of: 'internal' | 'sent' | 'saved', when: 'before' | 'on' | 'since'): TakeKey =>
  ({ cursor }) => {
    const day = cursor.space() ? takeDate(cursor) : undefined;
    return day === undefined ? undefined : { key: 'date', of, when, day };
  };

const address =
  (field: 'from' | 'to' | 'cc' | 'bcc'): TakeKey =>
  (search) => {
    const text = takeText(search);
    return text === undefined ? undefined : { key: 'address', field, text };
  };

const within =
  (key: 'subject' | 'body' | 'text'): TakeKey =>
  (search) => {
    const text = takeText(search);
    return text === undefined ? undefined : { key, text };
  };

const interval =
  (key: 'older' | 'younger'): TakeKey =>
  ({ cursor }) => {
    const seconds = cursor.space() ? cursor.positive() : undefined;
    return seconds === undefined ? undefined : { key, seconds };
  };

const size =
  (key: 'larger' | 'smaller'): TakeKey =>
  ({ cursor }) => {
    const octets = cursor.space() ? cursor.number(Number.POSITIVE_INFINITY) : undefined;
    return octets === undefined ? undefined : { key, octets };
  };

const objectId =
  (key: 'emailid' | 'threadid'): TakeKey =>
  ({ cursor }) => {
    const id = cursor.space() ? cursor.astring() : undefined;
    // RFC 8474 §7 objectid
    return id !== undefined && /^[A-Za-z0-9_-]{1,255}$/.test(id) ? { key, id } : undefined;
  };

const uid: TakeKey = ({ cursor }) => {
  const set = cursor.space() ? takeNumberSet(cursor) : undefined;
  return set && { key: 'uid', set };
};

const header: TakeKey = (search) => {
  const field = search.cursor.space() ? takeFieldName(search.cursor) : undefined;
  const text = field === undefined ? undefined : takeText(search);
  return field === undefined || text === undefined ? undefined : { key: 'header', field, text };
};

const modseq: TakeKey = ({ cursor }) => {
  if (!cursor.space()) return undefined;
  if (cursor.sees('"')) {
    const entry = cursor.string();
    if (!entry?.startsWith('/flags/') || !cursor.space()) return undefined;
    if (!['priv', 'shared', 'all'].includes(cursor.atom()?.toLowerCase() ?? '') || !cursor.space())
      return undefined;
  }
  const least = cursor.number(Number.POSITIVE_INFINITY);
  return least === undefined ? undefined : { key: 'modseq', modseq: least as ModSeq };
};

const not: TakeKey = (search, depth) => {
  const key = search.cursor.space() ? takeKey(search, depth + 1) : undefined;
  return key && { key: 'not', not: key };
};

const or: TakeKey = (search, depth) => {
  const one = search.cursor.space() ? takeKey(search, depth + 1) : undefined;
  const other = one && search.cursor.space() ? takeKey(search, depth + 1) : undefined;
  return one && other && { key: 'or', keys: [one, other] };
};

const recent: SearchKey = { key: 'recent' };

const keys = new Map<string, TakeKey>([
  ['ALL', always({ key: 'all' })],
  ['ANSWERED', flag(Flag.Answered, true)],
  ['BCC', address('bcc')],
  ['BEFORE', date('internal', 'before')],
  ['BODY', within('body')],
  ['CC', address('cc')],
  ['DELETED', flag(Flag.Deleted, true)],
  ['DRAFT', flag(Flag.Draft, true)],
  ['EMAILID', objectId('emailid')],
  ['FLAGGED', flag(Flag.Flagged, true)],
  ['FROM', address('from')],
  ['HEADER', header],
  ['KEYWORD', keyword(true)],
  ['LARGER', size('larger')],
  ['MODSEQ', modseq],
  ['NEW', always({ key: 'and', keys: [recent, { key: 'flag', flag: Flag.Seen, set: false }] })],
  ['NOT', not],
  ['OLD', always({ key: 'not', not: recent })],
  ['OLDER', interval('older')],
  ['ON', date('internal', 'on')],
  ['OR', or],
  ['RECENT', always(recent)],
  ['SAVEDATESUPPORTED', always({ key: 'savedate-supported' })],
  ['SAVEDBEFORE', date('saved', 'before')],
  ['SAVEDON', date('saved', 'on')],
  ['SAVEDSINCE', date('saved', 'since')],
  ['SEEN', flag(Flag.Seen, true)],
  ['SENTBEFORE', date('sent', 'before')],
  ['SENTON', date('sent', 'on')],
  ['SENTSINCE', date('sent', 'since')],
  ['SINCE', date('internal', 'since')],
  ['SMALLER', size('smaller')],
  ['SUBJECT', within('subject')],
  ['TEXT', within('text')],
  ['THREADID', objectId('threadid')],
  ['TO', address('to')],
  ['UID', uid],
  ['UNANSWERED', flag(Flag.Answered, false)],
  ['UNDELETED', flag(Flag.Deleted, false)],
  ['UNDRAFT', flag(Flag.Draft, false)],
  ['UNFLAGGED', flag(Flag.Flagged, false)],
  ['UNKEYWORD', keyword(false)],
  ['UNSEEN', flag(Flag.Seen, false)],
  ['YOUNGER', interval('younger')],
]);

/** Keys up to the end of the command: all of them have to hold. */
export function takeSearchKeys(
  cursor: Cursor,
  decode: (octets: string) => string | undefined,
): SearchKey | undefined {
  return takeAll({ cursor, decode, count: 0 }, 0);
}

/** One key or more, up to a closing bracket or the end. */
function takeAll(search: Search, depth: number): SearchKey | undefined {
  const { cursor } = search;
  const all: SearchKey[] = [];
  do {
    if (all.length > 0 && (cursor.done || cursor.sees(')'))) break;
    const key = takeKey(search, depth);
    if (key === undefined) return undefined;
    all.push(key);
  } while (cursor.space());
  return all.length === 1 ? all[0] : { key: 'and', keys: all };
}

function takeKey(search: Search, depth: number): SearchKey | undefined {
  const { cursor } = search;
  if (++search.count > limits.searchKeys || depth > limits.nesting) return cursor.refuse('limit');
  if (cursor.take('(')) {
    cursor.space();
    const key = takeAll(search, depth + 1);
    return cursor.take(')') ? key : undefined;
  }
  if (/[\d*$]/.test(cursor.text[cursor.at] ?? '')) {
    const set = takeNumberSet(cursor);
    return set && { key: 'sequence', set };
  }
  return keys.get(cursor.word() ?? '')?.(search, depth);
}

function takeText({ cursor, decode }: Search): string | undefined {
  const octets = cursor.space() ? cursor.astring() : undefined;
  if (octets === undefined) return undefined;
  return decode(octets) ?? cursor.refuse('charset');
}
