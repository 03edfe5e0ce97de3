// What a letter has beside its octets, in whatever way it is kept, and the two ends of a transfer: a source gives
// letters, a destination takes them.

export type LetterFacts = {
  /** NFC, levels separated by '/'; INBOX in upper case. */
  folder: string;
  /** Bits of Flag. */
  flags: number;
  keywords: readonly string[];
  /** Milliseconds since 1970; null: not known. */
  internalDate: number | null;
  /** The unique-id that POP3 clients know it by (RFC 1939 §7); null: none. */
  uidl: string | null;
};

export type SourceItem =
  /** There is such a folder, perhaps an empty one. */
  | { kind: 'folder'; folder: string; done: number }
  | {
      kind: 'letter';
      /** Where it is, for a person. */
      name: string;
      facts: LetterFacts;
      /** As they are there. Rejects with the system's error. */
      octets(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
      /** Whether each piece has memory of its own, which may be given back as soon as it was used. */
      ownsMemory: boolean;
      done: number;
    }
  /** Passed over. `reason`: a code of the system, or one of ours (`not-a-letter`). */
  | { kind: 'bad'; name: string; reason: string; done: number };

export interface Source {
  /** How much there is, in letters or octets; the items' `done` counts up to it. */
  total: number;
  items(): AsyncIterable<SourceItem>;
}

/** A letter on its way out. */
export type OutgoingLetter = {
  facts: LetterFacts & { internalDate: number; uidl: string };
  uid: number;
  /** Octets with CRLF line ends. */
  size: number;
  /** Whether all its line ends are bare LF, as it came; else they are CRLF. */
  isLf: boolean;
  /** Whether its last line lacks its end. */
  isUnterminated: boolean;
};

export type OutgoingFolder = { folder: string; uidvalidity: number; uidnext: number };

export interface Destination {
  /** Begins a folder: the letters that follow are in it. */
  folder(folder: OutgoingFolder): Promise<void>;
  /** `octets`: as the letter came. Resolves when more may come. Rejects with the system's error. */
  add(letter: OutgoingLetter, octets: AsyncIterable<Uint8Array>): Promise<void>;
  /** Everything was added; on the disk when it resolves. Answers of how many letters some keyword had no place. */
  end(): Promise<{ withoutKeywords: number }>;
}
