// What a server lists, held against the ledger: which letters are known, which are new, which may be either and must be
// looked at with TOP, and which are missing. Message-numbers mean nothing beyond the session. RFC 1939 §7 UIDL
//
// The ladder: unique-id, then fingerprint, then (by whoever fetches the letter) the digest of all its octets.

import type { Fingerprint } from './fingerprint.ts';

/** One letter in this session. */
export type Listed = {
  n: number;
  /** The server's word; null: it gives none. */
  octets: number | null;
  /** Key of its unique-id (uidKey); null: it has none. */
  key: string | null;
};

/** What was taken from the source, as columns: row `i` is one entry. Times are milliseconds since 1970. */
export type Ledger = {
  /** uidKey of the unique-id, or digestKey of a letter that has none. With the occurrence, unique. */
  readonly keys: readonly string[];
  /** 0, 1, …: which of several letters under one key. */
  readonly occurrences: readonly number[];
  /** As the server listed it when it was collected; null: it gave none. */
  readonly octets: readonly (number | null)[];
  readonly fingerprints: readonly (Fingerprint | null)[];
  /** Of a tombstone, the first whole listing without it; null: it was in the last whole one. */
  readonly absentSince: readonly (number | null)[];
  /** 'sent': DELE went out, and QUIT was not confirmed; 'deleted': it was. */
  readonly deletions: readonly ('none' | 'sent' | 'deleted')[];
};

/** What tells that a listing is not whole, apart from its letters. */
export type Flaw =
  /** Lines that are no lines of a listing: the client's quirk 'listing-garbled'. */
  | 'garbled'
  /** LIST and UIDL name different letters, other than some that arrived between the two. */
  | 'disagreeing'
  /** STAT counts more letters than are listed. */
  | 'short'
  /** One message-number twice. */
  | 'repeated';

export type ListingInput = {
  listed: readonly Listed[];
  flaw: Flaw | undefined;
  ledger: Ledger;
  /** How many listings in a row before this one were suspect. */
  suspectBefore: number;
  /** The server shows a letter only until it was fetched: absence means nothing. See known-servers.ts */
  hidesFetched: boolean;
};

/** A letter to be fetched. Its entry gets the key and occurrence; null: digestKey of what was fetched. */
export type Fresh = { n: number; octets: number | null; key: string | null; occurrence: number };

export type Comparison = {
  /** Only 'whole' may be marked in the ledger, and deleted by. */
  listing: 'whole' | 'partial' | 'suspect';
  /** Most of what should be there is missing, and as much is there under unknown names. */
  renaming: boolean;
  /** Known letters by row of the ledger. */
  known: { n: number; entry: number }[];
  fresh: Fresh[];
  /** To be looked at with TOP, then settled (settleListing); those that cannot be looked at are fetched. */
  ambiguous: Listed[];
  /** Rows with a new name or a new listed size: what the ledger is to say of them. */
  renamed: { entry: number; key: string; occurrence: number; octets: number | null }[];
  /** Rows to be marked as absent, and rows that are back: of a listing that is not whole, to be counted only. */
  absent: number[];
  returned: number[];
  /** Rows whose DELE was sent and that are gone now: the server did it. */
  confirmed: number[];
  /** By row, 1: a letter of this listing is this entry. */
  claimed: Uint8Array;
  /** For the next listing. */
  suspectAfter: number;
};
