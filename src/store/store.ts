// The store's interface and its promises. It keeps accounts, mailboxes and letters, and has never heard of a protocol.
//
// Promises:
// - A write that was answered is on the disk (fsynced). One that was refused changed nothing.
// - Writes of one account happen one after the other, each as a whole (a sliced one: each slice); each read sees
//   one moment (a sliced one: each slice).
// - After a write was answered, every read that begins later, on any thread, sees it.
// - A body is on the disk before the row that names it; body ids are never used again.

import type { IncomingLetter } from './incoming.ts';
import type { ReadInput, ReadName, ReadOutput } from './read/index.ts';
import type { WriteInput, WriteName, WriteOutput } from './write/index.ts';

/** Id of an account, of a mailbox: positive integers, never used again. */
export type AccountId = number & { readonly brand: 'account' };
export type MailboxId = number & { readonly brand: 'mailbox' };
/** Id of a source of letters: a positive integer, never used again. */
export type SourceId = number & { readonly brand: 'source' };
/** RFC 9051 §2.3.1.1: a 32-bit number, strictly growing in its mailbox. */
export type Uid = number & { readonly brand: 'uid' };
/** RFC 7162 §3.1: grows with every change of its mailbox. */
export type ModSeq = number & { readonly brand: 'modseq' };
/** Name of a body: 16 octets, never used again (48 bits of milliseconds, then randomness). */
export type BodyId = Uint8Array & { readonly brand: 'body' };

/** "This mailbox changed": a hint without content. */
export type Notice = { account: AccountId; mailbox: MailboxId; modseq: ModSeq };

/** Times are milliseconds since 1970. Input and output are plain data that crosses threads. */
export interface Store {
  /** Runs a write operation; resolves when it is durable. Rejects with StoreRefusal, or with a fault. */
  write<N extends WriteName>(name: N, input: WriteInput<N>): Promise<WriteOutput<N>>;

  /** Runs a read operation on one snapshot. Rejects with StoreRefusal, or with a fault. */
  read<N extends ReadName>(name: N, input: ReadInput<N>): Promise<ReadOutput<N>>;

  /** Begins to take in a letter: write its octets, then finish or discard it. */
  receive(options: ReceiveOptions): IncomingLetter;

  /**
   * The octets of a body, in chunks of at most 256 KiB; from octet `from`, at most `length` of them. Every chunk is
   * read when it is asked for. Throws StoreRefusal 'nonexistent' when the body is gone, even half way: a letter that
   * was deleted stays readable for a while, but not for ever.
   */
  body(letter: BodyName, range?: { from: number; length: number }): AsyncIterable<Uint8Array>;

  /** A number that is different after any change of the mailbox was answered; other mailboxes may move it too. */
  changeCount(mailbox: MailboxId): number;

  /** Calls `heard` after each durable change of a mailbox. Returns the function that ends it. */
  onNotice(heard: (notice: Notice) => void): () => void;

  /** What the engine itself finds broken in its files, in its own words; none when all is well. Reads everything. */
  check(): Promise<string[]>;

  /** Waits for what was begun, then closes. What begins later is refused 'unavailable'. */
  close(): Promise<void>;
}

/** A body and how many octets it has, as the read operations answer it. */
export type BodyName = { body: BodyId; octets: number };

export type ReceiveOptions = {
  /** Who will get the letter, when that is known already: a store that shares bodies per account needs it. */
  accounts: readonly AccountId[];
  /** Milliseconds since 1970; the body id is made of it. */
  now: number;
  /** Nothing is computed of the letter: it is stored as if it were empty, so that no letter whatever can fail here. */
  opaque?: boolean;
  /** Largest number of octets as stored, below 2^32. Beyond it writing rejects with LetterTooLarge. */
  limit: number;
};
