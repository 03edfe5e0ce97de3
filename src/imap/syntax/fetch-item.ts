// What FETCH is asked for. RFC 9051 §6.4.5, RFC 3501 §6.4.5, RFC 3516 §4, RFC 7162 §3.1.4.2, RFC 8474 §5, RFC 8514 §4.2

import type { Partial, Section } from './section.ts';

/** The macros ALL, FAST and FULL are spelt out. */
export type FetchItem =
  | { item: PlainItem }
  /** BODY[…] and BODY.PEEK[…]. */
  | { item: 'BODY[]'; section: Section; peek: boolean; partial?: Partial }
  /** `part`: empty for the whole letter. */
  | { item: 'BINARY[]'; part: readonly number[]; peek: boolean; partial?: Partial }
  | { item: 'BINARY.SIZE[]'; part: readonly number[] };

/** BODY: the structure without its extensions. The three RFC822 that give octets: RFC 3501 alone has them. */
export type PlainItem =
  | 'FLAGS'
  | 'UID'
  | 'INTERNALDATE'
  | 'ENVELOPE'
  | 'BODY'
  | 'BODYSTRUCTURE'
  | 'RFC822'
  | 'RFC822.HEADER'
  | 'RFC822.TEXT'
  | 'RFC822.SIZE'
  | 'MODSEQ'
  | 'EMAILID'
  | 'THREADID'
  | 'SAVEDATE';
