// What a client can ask for: one member per command, its arguments as values. Names of mailboxes are NFC with '/'
// between levels, INBOX in upper case; other text is Unicode. Knows no state. RFC 9051 §6, §9

import type { ModSeq } from '../backend.ts';
import type { FetchItem } from './fetch-item.ts';
import type { Flags } from './flag.ts';
import type { NumberRange, NumberSet } from './number-set.ts';
import type { SearchKey } from './search-key.ts';

export type Command =
  | { verb: 'CAPABILITY' | 'NOOP' | 'LOGOUT' | 'STARTTLS' | 'NAMESPACE' | 'IDLE' }
  | { verb: 'CHECK' | 'CLOSE' | 'UNSELECT' }
  | { verb: 'ID'; parameters: readonly IdParameter[] }
  | { verb: 'LOGIN'; name: string; secret: string }
  | { verb: 'AUTHENTICATE'; mechanism: string; initial?: string }
  /** In upper case. RFC 5161 */
  | { verb: 'ENABLE'; capabilities: readonly string[] }
  | ({ verb: 'SELECT' | 'EXAMINE'; mailbox: string } & SelectOptions)
  /** `specialUse`: attributes as in RFC 6154 §2, with their backslash; those that it does not know as the client wrote them. */
  | { verb: 'CREATE'; mailbox: string; specialUse: readonly string[] }
  | { verb: 'DELETE' | 'SUBSCRIBE' | 'UNSUBSCRIBE' | 'GETQUOTAROOT'; mailbox: string }
  | { verb: 'RENAME'; mailbox: string; to: string }
  | ({ verb: 'LIST' } & ListOptions)
  | { verb: 'LSUB'; reference: string; pattern: string }
  | { verb: 'STATUS'; mailbox: string; items: readonly StatusItem[] }
  | { verb: 'GETQUOTA'; root: string }
  /** Its messages follow one by one: see AppendHead. */
  | ({ verb: 'APPEND' } & AppendHead)
  /** `uids`: UID EXPUNGE, RFC 4315 §2.1. */
  | { verb: 'EXPUNGE'; uids?: NumberSet }
  | { verb: 'COPY' | 'MOVE'; by: NumberedBy; set: NumberSet; mailbox: string }
  | ({ verb: 'FETCH'; by: NumberedBy; set: NumberSet } & FetchOptions)
  | ({ verb: 'STORE'; by: NumberedBy; set: NumberSet } & StoreAction)
  | ({ verb: 'SEARCH'; by: NumberedBy } & SearchOptions);

export type Verb = Command['verb'];

/** Whether the set is of sequence numbers, or of uids behind the word UID. */
export type NumberedBy = 'sequence' | 'uid';

/** RFC 2971 §3.1; NIL is undefined. */
export type IdParameter = { field: string; value: string | undefined };

/** RFC 7162 §3.1.8, §3.2.5 */
export type SelectOptions = { condstore: boolean; qresync?: Qresync };
export type Qresync = {
  uidvalidity: number;
  modseq: ModSeq;
  /** Uids that the client knows. No '*'. */
  known?: readonly NumberRange[];
  /** Places and the uids that the client has there: as many of one as of the other, ascending. RFC 7162 §3.2.5.2 */
  match?: { sequence: readonly NumberRange[]; uids: readonly NumberRange[] };
};

/** RFC 9051 §6.3.9, RFC 5258 §3. Patterns and reference may hold '*' and '%'; see list-pattern.ts. */
export type ListOptions = {
  reference: string;
  patterns: readonly string[];
  /** RECURSIVEMATCH stands only beside SUBSCRIBED. */
  select: ReadonlySet<'SUBSCRIBED' | 'REMOTE' | 'RECURSIVEMATCH' | 'SPECIAL-USE'>;
  return: ReadonlySet<'SUBSCRIBED' | 'CHILDREN' | 'SPECIAL-USE'>;
  /** RFC 5819 */
  status?: readonly StatusItem[];
  /** Selection options, several patterns or RETURN were given: the rules of RFC 5258 hold. */
  extended: boolean;
};

/** Each at most once. RFC 9051 §6.3.11, RFC 7162 §3.1.7, RFC 8474 §4.3, RFC 7889 §4, RFC 9208 §4.2.1, RFC 3501 (RECENT) */
export type StatusItem =
  | 'MESSAGES'
  | 'RECENT'
  | 'UIDNEXT'
  | 'UIDVALIDITY'
  | 'UNSEEN'
  | 'DELETED'
  | 'SIZE'
  | 'HIGHESTMODSEQ'
  | 'MAILBOXID'
  | 'APPENDLIMIT'
  | 'DELETED-STORAGE';

export type AppendHead = { mailbox: string; message: AppendMessage };
/** What stands before the octets of a message. RFC 9051 §6.3.12, RFC 3502, RFC 9755 */
export type AppendMessage = Flags & {
  /** Milliseconds since 1970. */
  internalDate?: number;
  octets: number;
  /** Waits for "+ " before it sends the octets. */
  synchronizing: boolean;
  /** `~{n}`: may hold NUL. RFC 3516 §4.4 */
  binary: boolean;
  /** `UTF8 (~{n})` */
  utf8: boolean;
};

/** RFC 7162 §3.1.4.1, §3.2.6. `vanished` stands only beside `changedSince`, and only by uid. */
export type FetchOptions = { items: readonly FetchItem[]; changedSince?: ModSeq; vanished: boolean };

/** RFC 9051 §6.4.6, RFC 7162 §3.1.3 */
export type StoreAction = Flags & {
  how: 'add' | 'remove' | 'replace';
  silent: boolean;
  unchangedSince?: ModSeq;
};

/** `return`: undefined without RETURN; empty for `RETURN ()`, which means ALL. RFC 9051 §6.4.4, RFC 4731, RFC 5182 */
export type SearchOptions = { return?: ReadonlySet<SearchReturn>; key: SearchKey };
export type SearchReturn = 'MIN' | 'MAX' | 'ALL' | 'COUNT' | 'SAVE';

/**
 * 'literal': one that is more than is let in, refused before it was sent or passed over. 'http': somebody speaks that.
 * 'mailbox-name': what stands there can never be the name of a mailbox. 'charset': one that is not known, or octets that are not
 * text in it (NO [BADCHARSET]). 'limit': more, or deeper, than the limits let in.
 */
export type BadCommand =
  | { verb: 'bad'; why: 'unknown' | 'too-long' | 'literal' | 'http' }
  | { verb: 'bad'; why: 'arguments' | 'mailbox-name' | 'charset' | 'limit'; of: Verb };
