// What SEARCH is asked for. RFC 9051 §6.4.4, RFC 3501 §6.4.4, RFC 5032, RFC 7162 §3.1.5, RFC 8474 §6, RFC 8514 §4.3

import type { ModSeq } from '../backend.ts';
import type { NumberSet } from './number-set.ts';

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
