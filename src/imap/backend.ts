// What an IMAP server asks of whoever keeps the mail. Names of mailboxes are NFC with '/' between levels, INBOX in
// upper case; the server has checked their syntax. Everything rejects with ImapRefusal where the answer is "no".

import type { Login } from './login.ts';

/** RFC 9051 §2.3.1.1, and RFC 7162 §3.1. Branded: passing one for another does not compile. */
export type Uid = number & { readonly brand: 'uid' };
export type ModSeq = number & { readonly brand: 'modseq' };

/** Checks the credentials. An account that it answered will be closed, also when the client has gone meanwhile. */
export type OpenAccount = (login: Login) => Promise<Account>;

/** One logged-in session's account. */
export interface Account {
  /** All mailboxes as they are now, in the order of their names. */
  mailboxes(): Promise<MailboxInfo[]>;

  /** Refuses ALREADYEXISTS, OVERQUOTA. Levels above that are missing are made by the server, one call each. */
  create(name: string, options: { specialUse?: string }): Promise<MailboxInfo>;

  /** The mailbox with its messages, not those below it. Refuses NONEXISTENT. */
  delete(mailbox: MailboxId): Promise<void>;

  /** With those below it. Refuses ALREADYEXISTS, NONEXISTENT. Never the INBOX: the server moves its messages instead. */
  rename(mailbox: MailboxId, name: string): Promise<void>;

  /** A name that has no mailbox may be subscribed to (RFC 9051 §6.3.7). */
  subscribe(name: string, subscribed: boolean): Promise<void>;

  /** Names that are subscribed to without there being such a mailbox. */
  subscribedNames(): Promise<string[]>;

  /** The live picture of a mailbox. Sessions of a thread share it. Release it when it is unselected. */
  open(mailbox: MailboxId): Promise<OpenMailbox>;

  /** Begins to take in a letter for APPEND. `octets`: as the client announced them, after the limit was checked. */
  receive(octets: number): Promise<Upload>;

  /** All of these letters get a place in the mailbox, or none. Durable when it resolves. RFC 9051 §6.3.12, RFC 3502 */
  append(mailbox: MailboxId, letters: readonly Appended[]): Promise<{ uidvalidity: number; uids: Uid[] }>;

  quota(): Promise<Quota>;

  /** Called once. */
  close(): Promise<void>;
}

export type MailboxId = number & { readonly brand: 'mailbox' };

export type MailboxInfo = {
  mailbox: MailboxId;
  name: string;
  /** RFC 8474 MAILBOXID: the same for ever, also after a rename. 1 to 255 of A-Z a-z 0-9 _ - */
  objectId: string;
  /** RFC 6154 attribute with its backslash. */
  specialUse: string | undefined;
  subscribed: boolean;
  uidvalidity: number;
  uidnext: Uid;
  /** The first uid that nobody was told of yet: that one and those above it are \Recent. See claimRecent. */
  recentFrom: Uid;
  modseq: ModSeq;
  messages: number;
  unseen: number;
  deleted: number;
  octets: number;
  deletedOctets: number;
};

/** Letters on their way in. */
export interface Upload {
  /** Octets as they come; resolves when more may come. The octets must not change afterwards. */
  write(octets: Uint8Array): Promise<void>;
  /** Ends the letter; nothing is durable yet. */
  finish(): Promise<Letter>;
  /** Forgets it. */
  discard(): Promise<void>;
}
/** A letter that was taken in: the keeper's own. */
export type Letter = { readonly brand: 'letter' };
export type Appended = {
  letter: Letter;
  flags: number;
  keywords: readonly string[];
  /** Milliseconds; undefined: now. */
  internalDate: number | undefined;
};

export type Quota = {
  /** Octets and messages; a limit that is undefined: none. RFC 9208 §5 */
  octets: { used: number; limit: number | undefined };
  messages: { used: number; limit: number | undefined };
};

/**
 * A mailbox as it is now: columns in the order of uids, changed in place by refresh only. Asked synchronously,
 * hundreds of thousands of times for one FETCH 1:* (FLAGS). A view (view.ts) is what one session was told of it.
 */
export interface OpenMailbox {
  readonly mailbox: MailboxId;
  readonly uidvalidity: number;
  readonly objectId: string;

  /** As of the last refresh. */
  readonly count: number;
  readonly uidnext: Uid;
  readonly modseq: ModSeq;
  /** Its uids, ascending, in the first `count` places. Never changed where a view may look: growing writes behind them, and a removal makes a new array. */
  readonly uids: Uint32Array;
  /** By index. Flags are bits of Flag; keywords sorted, an array that is shared and never changed. */
  flags(index: number): number;
  keywords(index: number): readonly string[];
  modseqOf(index: number): ModSeq;
  /** Keywords that messages of it have, or had; an array that is replaced when there is one more, and never changed. */
  readonly keywordsInUse: readonly string[];

  /** The mailbox was deleted: sessions that have it selected are told and leave it. */
  readonly gone: boolean;

  /**
   * Brings it up to date. Undefined when nothing changed since, which costs one look at shared memory: what any
   * connection was told is done is seen by the next command of any other.
   */
  refresh(): Promise<void> | undefined;

  /**
   * What changed after `modseq`, from memory, or undefined when it is too long ago to be remembered there: then compare everything.
   * `uids`: messages that are new or whose flags changed, ascending, perhaps more than needed, perhaps some that are gone.
   */
  changedSince(modseq: ModSeq): { uids: readonly Uid[]; expunged: boolean } | undefined;

  /**
   * Uids that went after `modseq`, as ranges, for QRESYNC and FETCH (VANISHED). `complete` false: it is so long ago that not
   * all are remembered, and the server says for all uids that are missing that they vanished. RFC 7162 §3.2
   */
  vanishedSince(modseq: ModSeq): Promise<{ ranges: { first: number; last: number }[]; complete: boolean }>;

  /** Calls back, at the latest some milliseconds later, when refresh may find something. Returns what ends it. */
  onChange(heard: () => void): () => void;

  /**
   * What the store knows of messages: undefined for each that is gone. Only what `want` names is filled in. At most
   * 1,000 at a time; the caller waits for its client between two calls.
   */
  details(uids: readonly Uid[], want: Want): Promise<(Details | undefined)[]>;

  /** The octets of a letter as stored. Throws ImapRefusal EXPUNGEISSUED when they are gone. */
  octets(details: Details, range?: { from: number; length: number }): AsyncIterable<Uint8Array>;

  /** Answers in the order of uids. `modified`: left alone because of `unchangedSince`. Durable when it resolves. */
  changeFlags(change: FlagChange): Promise<{ changed: Uid[]; modified: Uid[] }>;

  /** Those of `uids` (undefined: of all) that carry \Deleted go for good. Answers which went. */
  expunge(uids: readonly Uid[] | undefined): Promise<Uid[]>;

  /** `from[i]` became `uids[i]`; uids that are gone are passed over. All or none. Refuses OVERQUOTA, TRYCREATE (the target is gone). */
  copy(uids: readonly Uid[], to: MailboxId): Promise<Copied>;
  move(uids: readonly Uid[], to: MailboxId): Promise<Copied>;

  /**
   * For a client of IMAP4rev1: takes messages up to the last that is known here as told, and answers the first uid that nobody was
   * told of before: that one and those above it are \Recent for this session alone. RFC 3501 §2.3.2
   */
  claimRecent(): Promise<Uid>;

  release(): void;
}

/** Bits. RFC 9051 §2.3.2 */
export const Flag = { Seen: 1, Answered: 2, Flagged: 4, Deleted: 8, Draft: 16 } as const;

export type Want = { envelope?: boolean; bodyStructure?: boolean; parts?: boolean; preview?: boolean };

export type Details = {
  uid: Uid;
  octets: number;
  /** Milliseconds since 1970, these three. */
  internalDate: number;
  saveDate: number;
  sentDate: number | undefined;
  /** RFC 8474: EMAILID and THREADID. */
  emailId: string;
  threadId: string;
  /** Whether envelope and body structure hold octets beyond ASCII, and are formatted anew for each session. */
  eightBit: boolean;
  /** As sent, parentheses included; one character per octet. */
  envelope?: string;
  bodyStructure?: string;
  /** The part tree of the message room, as JSON. */
  parts?: string;
  preview?: string;
  /** Where the octets are: the keeper's own. */
  body: unknown;
};

export type FlagChange = {
  uids: readonly Uid[];
  how: 'add' | 'remove' | 'replace';
  flags: number;
  keywords: readonly string[];
  unchangedSince: ModSeq | undefined;
};

export type Copied = { uidvalidity: number; from: Uid[]; uids: Uid[] };
