// The door of transfer: letters in and out of an account, as files that other programs read.

export { openEmlSource } from './eml/read-eml.ts';
export { openEmlDestination } from './eml/write-eml.ts';
export { type ExportOptions, exportLetters } from './export-letters.ts';
export { folderName } from './folder-name.ts';
export { type ImportOptions, importLetters } from './import-letters.ts';
export { type KeepLettersOptions, type KeptLetters, keepLetters } from './keep/keep-letters.ts';
export type { Destination, LetterFacts, Source, SourceItem } from './letter.ts';
export {
  type FolderLine,
  type LetterLine,
  type Letters,
  type LettersCode,
  type LettersMethod,
  LettersRefusal,
  lettersMethods,
  type Recipient,
  type ShownLetter,
  type Taken,
} from './letters.ts';
export { defaultUidlFormat, isUidlFormat } from './maildir/dovecot-uidl.ts';
export { openMaildirSource } from './maildir/read-maildir.ts';
export { openMaildirDestination } from './maildir/write-maildir.ts';
export type { Quoting } from './mbox/quoting.ts';
export { openMboxSource } from './mbox/read-mbox.ts';
export { openMboxDestination } from './mbox/write-mbox.ts';
export type { Heard, Tally } from './tally.ts';
