// Flags and keywords of messages change (RFC 9051 §6.4.6), also only where nobody changed them since (RFC 7162 §3.1.3).

import { Flag, formatKeywords, parseKeywords } from '../flags.ts';
import { all, get, lock, notify, type Operation, run, type SliceEnd } from '../operation.ts';
import type { AccountId, MailboxId, ModSeq, Uid } from '../store.ts';
import { nameOf } from './mailboxes.ts';

export type FlagChange = {
  account: AccountId;
  mailbox: MailboxId;
  uids: readonly number[];
  how: 'add' | 'remove' | 'replace';
  /** Bits of Flag. */
  flags: number;
  keywords?: readonly string[];
  /** Only messages whose modseq is at most this. */
  unchangedSince?: number;
};

export type FlagsChanged = {
  /** What changed, and what it is now. Messages that already were as wanted are not among them. */
  changed: { uid: Uid; modseq: ModSeq; flags: number; keywords: string[] }[];
  /** Left alone because of `unchangedSince`. */
  modified: Uid[];
};

type State = { next: number; sofar: FlagsChanged[] };
type Found = [uid: Uid, modseq: ModSeq, flags: number, keywords: string | null, octets: number];

const perSlice = 1000;
const find = `SELECT uid, modseq, flags, keywords, octets FROM messages
  WHERE account = ? AND mailbox = ? AND uid IN (SELECT value FROM json_each(?)) ORDER BY uid`;
const count = `UPDATE mailboxes SET modseq = ?, unseen = unseen + ?, deleted = deleted + ?,
  deleted_octets = deleted_octets + ? WHERE account = ? AND id = ?`;
const change = `UPDATE messages SET modseq = ?, flags = ?, keywords = ?
  WHERE account = ? AND mailbox = ? AND uid IN (SELECT value FROM json_each(?))`;

/** Refuses 'nonexistent' without such a mailbox; uids that are not there are passed over. */
export const changeFlags = {
  begin: (_: FlagChange): State => ({ next: 0, sofar: [] }),
  slice: function* (input: FlagChange, { next, sofar }: State): Operation<SliceEnd<State, FlagsChanged>> {
    yield* lock(input.account);
    const end = next + perSlice;
    const parts = [...sofar, yield* changeSome(input, input.uids.slice(next, end))];
    if (end < input.uids.length) return { at: 'more', state: { next: end, sofar: parts } };
    const changed = parts.flatMap((part) => part.changed);
    return { at: 'done', answer: { changed, modified: parts.flatMap((part) => part.modified) } };
  },
};

function* changeSome(input: FlagChange, uids: readonly number[]): Operation<FlagsChanged> {
  const { account, mailbox, unchangedSince = Number.POSITIVE_INFINITY } = input;
  yield* nameOf(account, mailbox);
  const answer: FlagsChanged = { changed: [], modified: [] };
  const rows = yield* all<Found>(find, account, mailbox, JSON.stringify(uids));
  const [last] = (yield* get<[number]>(
    'SELECT modseq FROM mailboxes WHERE account = ? AND id = ?',
    account,
    mailbox,
  ))!;
  const modseq = (last + 1) as ModSeq;
  // Messages that become equal are written with one statement: mostly all of them.
  const equal = new Map<string, { flags: number; keywords: string | null; uids: Uid[] }>();
  let unseen = 0;
  let deleted = 0;
  let deletedOctets = 0;
  for (const [uid, since, before, beforeKeywords, octets] of rows) {
    if (since > unchangedSince) {
      answer.modified.push(uid);
      continue;
    }
    const flags = changedFlags(before, input);
    const keywords = changedKeywords(beforeKeywords, input);
    if (flags === before && keywords === beforeKeywords) continue;
    unseen += (before & Flag.Seen) - (flags & Flag.Seen);
    const step = (flags & Flag.Deleted ? 1 : 0) - (before & Flag.Deleted ? 1 : 0);
    deleted += step;
    deletedOctets += step * octets;
    const key = `${flags} ${keywords ?? ''}`;
    const same = equal.get(key);
    if (same === undefined) equal.set(key, { flags, keywords, uids: [uid] });
    else same.uids.push(uid);
    answer.changed.push({ uid, modseq, flags, keywords: parseKeywords(keywords) });
  }
  for (const { flags, keywords, uids } of equal.values())
    yield* run(change, modseq, flags, keywords, account, mailbox, JSON.stringify(uids));
  if (answer.changed.length > 0) {
    yield* run(count, modseq, unseen, deleted, deletedOctets, account, mailbox);
    yield* notify({ account, mailbox, modseq });
  }
  return answer;
}

function changedFlags(before: number, { how, flags }: FlagChange): number {
  if (how === 'replace') return flags;
  return how === 'add' ? before | flags : before & ~flags;
}

function changedKeywords(before: string | null, { how, keywords = [] }: FlagChange): string | null {
  if (how === 'replace') return formatKeywords(keywords);
  if (keywords.length === 0) return before;
  if (how === 'add') return formatKeywords([...parseKeywords(before), ...keywords]);
  const gone = new Set(keywords.map((keyword) => keyword.toLowerCase()));
  return formatKeywords(parseKeywords(before).filter((keyword) => !gone.has(keyword.toLowerCase())));
}
