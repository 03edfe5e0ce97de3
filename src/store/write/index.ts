// Every write the store knows, by name.

import type { AnswerOf, InputOf } from '../operation.ts';
import { appendLetters } from './append-letters.ts';
import { changeFlags } from './change-flags.ts';
import { claimRecent } from './claim-recent.ts';
import { collectLetter } from './collect-letter.ts';
import { copyMessages, moveMessages } from './copy-messages.ts';
import { createAccount, createAccounts } from './create-account.ts';
import { deliver, deliverEach } from './deliver.ts';
import { expunge } from './expunge.ts';
import { forgetLetter } from './forget-letter.ts';
import { importLetter } from './import-letter.ts';
import {
  holdLetters,
  noteDeletion,
  noteListing,
  noteVerified,
  pruneTombstones,
  renameLedger,
  setAside,
  setDue,
  tryAgain,
} from './ledger-notes.ts';
import { createMailbox, deleteMailbox, renameMailbox } from './mailboxes.ts';
import { lockMaildrop, renewMaildrop, unlockHolder, unlockMaildrop } from './maildrop-lock.ts';
import { popUpdate } from './pop-update.ts';
import { removeAccount } from './remove-account.ts';
import { removeSource } from './remove-source.ts';
import { setCredential } from './set-credential.ts';
import { setQuota } from './set-quota.ts';
import { addSource, editSource, noteRun } from './source-row.ts';
import { setSubscription } from './subscriptions.ts';
import { sweep } from './sweep.ts';
import { pruneOperations, pruneVanished, returnPages } from './upkeep.ts';

export const writes = {
  addSource,
  appendLetters,
  changeFlags,
  claimRecent,
  collectLetter,
  copyMessages,
  createAccount,
  createAccounts,
  createMailbox,
  deleteMailbox,
  deliver,
  deliverEach,
  editSource,
  expunge,
  forgetLetter,
  holdLetters,
  importLetter,
  lockMaildrop,
  moveMessages,
  noteDeletion,
  noteListing,
  noteRun,
  noteVerified,
  popUpdate,
  pruneOperations,
  pruneTombstones,
  pruneVanished,
  removeAccount,
  removeSource,
  renameLedger,
  renameMailbox,
  renewMaildrop,
  returnPages,
  setAside,
  setCredential,
  setDue,
  setQuota,
  setSubscription,
  sweep,
  tryAgain,
  unlockHolder,
  unlockMaildrop,
};

export type WriteName = keyof typeof writes;
export type WriteInput<N extends WriteName> = InputOf<(typeof writes)[N]>;
export type WriteOutput<N extends WriteName> = AnswerOf<(typeof writes)[N]>;
