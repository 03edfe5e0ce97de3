// A letter on its way in: octets are written as they come, chunks go to the bodies, the parser, the line-end mender
// and the digests see each octet once. What comes out is all that an index row needs to know of a body.

import type { Derived } from '../message/index.ts';
import type { BodyId } from './store.ts';

/** What a stored letter is, before it has a place. Plain data: it crosses threads. */
export type ReceivedLetter = {
  body: BodyId;
  /** Octets as stored (bare LF mended to CRLF). */
  octets: number;
  /** SHA-256 of the octets as stored: what bodies are shared by. */
  digest: Uint8Array;
  /** SHA-256 of the octets that arrived: what the ledger and an export compare. */
  arrivedDigest: Uint8Array;
  /** What the line ends were when it arrived. */
  lineEnds: 'crlf' | 'lf' | 'mixed';
  /** Whether any line begins with a dot: if none does, sending it over POP3 or SMTP needs no look at the octets. */
  dotted: boolean;
  /** Whether the last line lacks its CRLF (POP3 adds it when sending, and counts it). An empty letter lacks it too. */
  unterminated: boolean;
  derived: Derived;
  /** The chunks that were not sent ahead; a small letter travels whole with its index row. */
  tail: { first: number; chunks: Uint8Array[] };
};

export interface IncomingLetter {
  /** Takes octets; resolves when more may come (back-pressure). The octets are copied or kept: do not change them. */
  write(octets: Uint8Array): Promise<void>;
  /** Ends the letter. Its octets are durable only when a write operation that names it was answered. */
  finish(): Promise<ReceivedLetter>;
  /** Forgets the letter; what was written becomes garbage that the sweeper takes. Harmless after finish. */
  discard(): Promise<void>;
}
