// What an import, an export and a look at the letters ask of whoever keeps them: plain data in and out, so that it can
// be asked across a socket and a thread. One conversation at a time.

import type { LetterFacts, OutgoingFolder, OutgoingLetter } from './letter.ts';

/** Whose the letter is: an account by its name, or by an address as mail would come to it. */
export type Recipient = { account: string } | { address: string };

export type LetterHead = { to: Recipient; facts: LetterFacts };

/** What is known at the end of a letter. Without a key it is taken in however often it comes. */
export type LetterEnd = {
  /** 16 octets: see store/write/import-letter.ts. */
  key?: Uint8Array;
  /** Takes it in again where it was imported before and is not there any more. */
  again?: boolean;
};

export type Taken = {
  at: 'added' | 'known';
  /** SHA-256 of the octets that arrived here. */
  digest: Uint8Array;
};

export type ExportedLetter = OutgoingLetter & {
  /** Its number in this export, from 0. */
  number: number;
  /** SHA-256 of the letter as it came. */
  digest: Uint8Array;
  /** As stored: all of it, or the first 256 KiB; null when it was deleted since the export began. */
  octets: Uint8Array | null;
};

export type ExportedFolder = OutgoingFolder & { letters: number };

export type FolderLine = { folder: string; letters: number; unseen: number; octets: number };

export type LetterLine = {
  uid: number;
  flags: number;
  keywords: string[];
  octets: number;
  /** Milliseconds. */
  internalDate: number;
  uidl: string;
  /** For people; '' where there is none. */
  from: string;
  subject: string;
};

export type ShownLetter = LetterLine & {
  /** The fields that people read, decoded, in their order. */
  fields: { name: string; value: string }[];
  /** The readable text, its lines ended by LF. */
  text: string;
  attachments: { name: string; type: string; octets: number }[];
};

export type LettersCode =
  | 'no-account'
  | 'no-folder'
  | 'no-letter'
  /** The name cannot be a folder's. */
  | 'bad-folder'
  /** Larger than is taken. */
  | 'too-large';

export class LettersRefusal extends Error {
  readonly code: LettersCode;
  readonly subject: string;
  constructor(code: LettersCode, subject: string, options?: ErrorOptions) {
    super(`${code}: ${subject}`, options);
    this.name = 'LettersRefusal';
    this.code = code;
    this.subject = subject;
  }
}

/** All reject with LettersRefusal or StoreRefusal; over a line with what it makes of them. */
export interface Letters {
  /** Makes the folder where there is none. */
  makeFolder(input: { account: string; folder: string }): Promise<void>;

  /** Takes in a letter of at most 256 KiB; durable when it resolves. Letters get their uids in the order of asking. */
  take(input: LetterHead & LetterEnd & { octets: Uint8Array }): Promise<Taken>;
  /** A larger one: begin, append each 256 KiB or less, finish. Only finish rejects. */
  begin(input: LetterHead): Promise<void>;
  append(input: { octets: Uint8Array }): Promise<void>;
  finish(input: LetterEnd): Promise<Taken>;

  /** All letters of an account (or of these folders) as of now. */
  beginExport(input: { account: string; folders: readonly string[] | null }): Promise<ExportedFolder[]>;
  /** The next letters, folder by folder: about 1 MiB; none at the end. */
  nextLetters(input: null): Promise<ExportedLetter[]>;
  /** More of a letter, as stored: at most 256 KiB from octet `from`; null when it was deleted meanwhile. */
  moreOctets(input: { number: number; from: number }): Promise<Uint8Array | null>;

  listFolders(input: { account: string }): Promise<FolderLine[]>;
  /** The newest `last` letters of a folder, oldest first; `older`: how many there are before them. */
  listLetters(input: { account: string; folder: string; last: number }): Promise<{
    letters: LetterLine[];
    older: number;
  }>;
  showLetter(input: { account: string; folder: string; uid: number }): Promise<ShownLetter>;
  /** Its octets as stored: at most 256 KiB from octet `from`; none at the end. */
  letterOctets(input: { account: string; folder: string; uid: number; from: number }): Promise<Uint8Array>;
}

/** Every name that a line may ask for. */
export const lettersMethods = [
  'makeFolder',
  'take',
  'begin',
  'append',
  'finish',
  'beginExport',
  'nextLetters',
  'moreOctets',
  'listFolders',
  'listLetters',
  'showLetter',
  'letterOctets',
] as const satisfies readonly (keyof Letters)[];
export type LettersMethod = (typeof lettersMethods)[number];
