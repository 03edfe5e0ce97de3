// The arguments of FETCH, STORE, COPY, MOVE and UID EXPUNGE. RFC 9051 §6.4, RFC 4466 §2.4, §2.5, RFC 7162 §3.1

import type { ModSeq } from '../backend.ts';
import type { Command, FetchOptions, NumberedBy, StoreAction } from './command.ts';
import type { Cursor } from './cursor.ts';
import { takeFetchItems } from './fetch-item.ts';
import { takeBareFlags, takeFlagList } from './flag.ts';
import { takeMailboxName } from './mailbox-name.ts';
import { takeNumberSet } from './number-set.ts';

const numberedBy = (name: string): NumberedBy => (name.startsWith('UID ') ? 'uid' : 'sequence');

export function takeCopy(cursor: Cursor, name: string): Command | undefined {
  const set = cursor.space() ? takeNumberSet(cursor) : undefined;
  const mailbox = set && cursor.space() ? takeMailboxName(cursor) : undefined;
  if (set === undefined || mailbox === undefined) return undefined;
  return { verb: name.endsWith('COPY') ? 'COPY' : 'MOVE', by: numberedBy(name), set, mailbox };
}

/** UID EXPUNGE. RFC 4315 §2.1 */
export function takeExpunge(cursor: Cursor): Command | undefined {
  const uids = cursor.space() ? takeNumberSet(cursor) : undefined;
  return uids && { verb: 'EXPUNGE', uids };
}

export function takeFetch(cursor: Cursor, name: string): Command | undefined {
  const set = cursor.space() ? takeNumberSet(cursor) : undefined;
  const items = set && cursor.space() ? takeFetchItems(cursor) : undefined;
  if (set === undefined || items === undefined) return undefined;
  const by = numberedBy(name);
  const options: FetchOptions = { items, vanished: false };
  if (cursor.space() && !cursor.done && !takeFetchModifiers(cursor, options)) return undefined;
  // RFC 7162 §3.2.6: VANISHED only by uid, and only beside CHANGEDSINCE.
  if (options.vanished && (by !== 'uid' || options.changedSince === undefined)) return undefined;
  return { verb: 'FETCH', by, set, ...options };
}

/** `(CHANGEDSINCE 12345 VANISHED)`, each at most once. */
function takeFetchModifiers(cursor: Cursor, options: FetchOptions): boolean {
  const taken = cursor.list(
    () => {
      const word = cursor.word();
      if (word === 'VANISHED' && !options.vanished) options.vanished = true;
      else if (word === 'CHANGEDSINCE' && options.changedSince === undefined && cursor.space()) {
        // RFC 7162 §7 has no 0 here; §3.1.4.1 and clients that know nothing yet have.
        const modseq = cursor.number(Number.POSITIVE_INFINITY);
        if (modseq === undefined) return undefined;
        options.changedSince = modseq as ModSeq;
      } else return undefined;
      return word;
    },
    1,
    2,
  );
  return taken !== undefined;
}

const storeItem = /[+-]?FLAGS(?:\.SILENT)?/iy;

export function takeStore(cursor: Cursor, name: string): Command | undefined {
  const set = cursor.space() ? takeNumberSet(cursor) : undefined;
  if (set === undefined || !cursor.space()) return undefined;
  const modifying = cursor.sees('(');
  const unchangedSince = modifying ? takeUnchangedSince(cursor) : undefined;
  if (modifying && (unchangedSince === undefined || !cursor.space())) return undefined;
  const item = cursor.match(storeItem)?.toUpperCase();
  if (item === undefined || !cursor.space()) return undefined;
  const flags = cursor.sees('(') ? takeFlagList(cursor) : takeBareFlags(cursor);
  if (flags === undefined) return undefined;
  const action: StoreAction = {
    how: item.startsWith('+') ? 'add' : item.startsWith('-') ? 'remove' : 'replace',
    silent: item.endsWith('.SILENT'),
    ...flags,
    ...(unchangedSince !== undefined && { unchangedSince }),
  };
  return { verb: 'STORE', by: numberedBy(name), set, ...action };
}

/** `(UNCHANGEDSINCE 320162338)`; 0 too. RFC 7162 §3.1.3 */
function takeUnchangedSince(cursor: Cursor): ModSeq | undefined {
  if (!cursor.take('(') || !cursor.takeWord('UNCHANGEDSINCE') || !cursor.space()) return undefined;
  const modseq = cursor.number(Number.POSITIVE_INFINITY);
  cursor.space();
  return cursor.take(')') ? (modseq as ModSeq | undefined) : undefined;
}
