// A letter on its way in: octets are written as they come, chunks go to the bodies, the parser, the line-end mender
// and the digests see each octet once. What comes out is all that an index row needs to know of a body.

import type { BodyId } from './store.ts';

/** What was computed of a letter, as its row keeps it: flat, so that it crosses threads cheaply. */
export type DerivedRow = {
  version: number;
  envelope: string;
  bodyStructure: string;
  eightBit: boolean;
  /** The part tree (Part of the message room) as JSON. */
  parts: string;
  sortKeys: string;
  /** Milliseconds since 1970 of the Date field; null when missing or unreadable. */
  sentDate: number | null;
  messageId: string | null;
  /** Its Message-ID, then what it refers to, the nearest first: 52 bits of the SHA-256 of each. */
  threadRefs: number[];
  preview: string;
};

/** What a stored letter is, before it has a place. Plain data: it crosses threads, and may be delivered repeatedly. */
export type ReceivedLetter = {
  body: BodyId;
  /** Octets as stored (bare LF mended to CRLF). */
  octets: number;
  /** SHA-256 of the octets as stored: what bodies are shared by. */
  digest: Uint8Array;
  /** SHA-256 of the octets that arrived: what the ledger and an export compare. */
  arrivedDigest: Uint8Array;
  /** What the line ends were when it arrived, and what sending needs to know: see shape.ts. */
  shape: number;
  derived: DerivedRow;
  /** The chunks that were not sent ahead; a small letter travels whole with its index row. */
  tail: { first: number; chunks: Uint8Array[] };
};

export interface IncomingLetter {
  /** Takes octets; resolves when more may come (back-pressure). The octets are copied or kept: do not change them. */
  write(octets: Uint8Array): Promise<void>;
  /**
   * Ends the letter. Its octets are durable only when a write operation that names it was answered. `ahead`: the last
   * of them go to the disk now, so that the letter needs no memory while it waits for its place.
   */
  finish(options?: { ahead?: boolean }): Promise<ReceivedLetter>;
  /** Forgets the letter: what was written goes at once. Harmless when it was given a place; else it gets none. */
  discard(): Promise<void>;
}
