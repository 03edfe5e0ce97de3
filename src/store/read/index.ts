// Every read the store knows, by name.

import type { AnswerOf, InputOf } from '../operation.ts';
import { accountUsage } from './account-usage.ts';
import { checkBodies, checkCounts, checkMessages, isLive, measureStore } from './check.ts';
import { checkLedger } from './check-ledger.ts';
import { findAccount } from './find-account.ts';
import { listAccounts, listUnfinished } from './list-accounts.ts';
import { listChanges } from './list-changes.ts';
import { listDetails } from './list-details.ts';
import { findCollected, ledgerLetters, listLedger } from './list-ledger.ts';
import { listMailbox } from './list-mailbox.ts';
import { listMailboxes, mailboxStatus } from './list-mailboxes.ts';
import { listMaildrop } from './list-maildrop.ts';
import { letterDetails, listMessages } from './list-messages.ts';
import { listAllSources, listSources, readSource } from './list-sources.ts';
import { listSubscriptions } from './list-subscriptions.ts';
import { listVanished } from './list-vanished.ts';
import { openMessage } from './open-message.ts';
import { snapshotAccount } from './snapshot-account.ts';

export const reads = {
  accountUsage,
  checkBodies,
  checkCounts,
  checkLedger,
  checkMessages,
  findAccount,
  findCollected,
  isLive,
  ledgerLetters,
  letterDetails,
  listAccounts,
  listAllSources,
  listChanges,
  listDetails,
  listMailbox,
  listLedger,
  listMailboxes,
  listMaildrop,
  listMessages,
  listSources,
  listSubscriptions,
  listUnfinished,
  listVanished,
  mailboxStatus,
  measureStore,
  openMessage,
  readSource,
  snapshotAccount,
};

export type ReadName = keyof typeof reads;
export type ReadInput<N extends ReadName> = InputOf<(typeof reads)[N]>;
export type ReadOutput<N extends ReadName> = AnswerOf<(typeof reads)[N]>;
