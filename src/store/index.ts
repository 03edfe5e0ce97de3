// The door of the store.

export { connectStore } from './engine/sqlite/connect.ts';
export type { StorePort } from './engine/sqlite/conversation.ts';
export { openSqliteStore, type SqliteStore, type SqliteStoreOptions } from './engine/sqlite/open.ts';
export { SqliteTooOld, StoreHasNoRoom, StoreInUse, StoreTooNew } from './engine/sqlite/opening.ts';
export type { Finding, VerifyReport } from './finding.ts';
export { Flag, formatKeywords, parseKeywords } from './flags.ts';
export type { DerivedRow, IncomingLetter, ReceivedLetter } from './incoming.ts';
export type { AccountUsage } from './read/account-usage.ts';
export type { FoundAccount } from './read/find-account.ts';
export type { ReadInput, ReadName, ReadOutput } from './read/index.ts';
export type { AccountRow } from './read/list-accounts.ts';
export type { ChangedMessage, MailboxChanges } from './read/list-changes.ts';
export { type MessageDetails, parseBodyId, type WantedDetails } from './read/list-details.ts';
export type { LedgerColumns, LedgerLetter } from './read/list-ledger.ts';
export type { MailboxColumns } from './read/list-mailbox.ts';
export type { MailboxRow } from './read/list-mailboxes.ts';
export type { Maildrop } from './read/list-maildrop.ts';
export type { LetterDetails, MessageRow } from './read/list-messages.ts';
export type { SourceRow } from './read/list-sources.ts';
export type { OpenedMessage } from './read/open-message.ts';
export { bodyOf, type Snapshot, type SnapshotLetter } from './read/snapshot-account.ts';
export { LetterTooLarge, StoreRefusal, type StoreRefusalCode } from './refusal.ts';
export { type LineEnds, lineEndsOf, Shape, sentOctets } from './shape.ts';
export type {
  AccountId,
  BodyId,
  BodyName,
  MailboxId,
  ModSeq,
  Notice,
  ReceiveOptions,
  SourceId,
  Store,
  Uid,
} from './store.ts';
export { type UidRange, uniteRanges } from './uid-set.ts';
export { formatUidl, uidlPrefix } from './uidl.ts';
export { verifyStore } from './verify.ts';
export type { AppendedLetter } from './write/append-letters.ts';
export type { Collected, CollectInput, NewEntry } from './write/collect-letter.ts';
export type { NewAccount } from './write/create-account.ts';
export type { Delivered, DeliverInput, Target, Verdict } from './write/deliver.ts';
export type { WriteInput, WriteName, WriteOutput } from './write/index.ts';
export { entriesAtOnce, type Renamed } from './write/ledger-notes.ts';
