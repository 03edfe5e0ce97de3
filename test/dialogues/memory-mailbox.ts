// One mailbox of a memory account: its messages as they are now, and the picture that each session has of it, which
// changes at refresh only.

import {
  type Details,
  Flag,
  type FlagChange,
  ImapRefusal,
  type MailboxId,
  type ModSeq,
  type OpenMailbox,
  type Uid,
} from '../../src/imap/index.ts';
import { createLetterParser } from '../../src/message/index.ts';
import type { MemoryAccount } from './memory-account.ts';

export type KeptLetter = { id: number; octets: Uint8Array };
export type KeptMessage = {
  letter: KeptLetter;
  uid: Uid;
  modseq: ModSeq;
  flags: number;
  keywords: readonly string[];
  /** Milliseconds. */
  internalDate: number;
  saveDate: number;
};

export const flagged = ({ flags }: { flags: number }, flag: keyof typeof Flag) => (flags & Flag[flag]) !== 0;

export class MemoryMailbox {
  readonly id: MailboxId;
  readonly objectId: string;
  readonly specialUse: string | undefined;
  name: string;
  uidvalidity = 3857529045;
  uidnext = 1 as Uid;
  recentFrom = 1 as Uid;
  modseq = 1 as ModSeq;
  messages: KeptMessage[] = [];
  vanished: { uid: Uid; modseq: ModSeq }[] = [];
  /** Vanished uids are remembered after this one. */
  horizon = 0;
  gone = false;
  keywordsInUse: readonly string[] = [];
  readonly heard = new Set<() => void>();

  constructor(id: number, name: string, specialUse: string | undefined) {
    this.id = id as MailboxId;
    this.name = name;
    this.specialUse = specialUse;
    this.objectId = `F${id}`;
  }

  /** All of them get the same modseq; it is the caller's that no uid was used before. */
  add(messages: readonly (Omit<KeptMessage, 'uid' | 'modseq'> & { uid?: Uid })[]): Uid[] {
    const modseq = this.#next();
    const uids = messages.map((message) => {
      const uid = this.uidnext;
      this.uidnext = (uid + 1) as Uid;
      this.messages.push({ ...message, uid, modseq });
      this.#use(message.keywords);
      return uid;
    });
    this.#tell();
    return uids;
  }

  remove(uids: readonly Uid[]): Uid[] {
    const going = this.messages.filter(({ uid }) => uids.includes(uid)).map(({ uid }) => uid);
    if (going.length === 0) return [];
    const modseq = this.#next();
    this.messages = this.messages.filter(({ uid }) => !going.includes(uid));
    for (const uid of going) this.vanished.push({ uid, modseq });
    this.#tell();
    return going;
  }

  change({ uids, how, flags, keywords, unchangedSince }: FlagChange): { changed: Uid[]; modified: Uid[] } {
    const modseq = (this.modseq + 1) as ModSeq;
    const changed: Uid[] = [];
    const modified: Uid[] = [];
    this.messages = this.messages.map((message) => {
      if (!uids.includes(message.uid)) return message;
      if (unchangedSince !== undefined && message.modseq > unchangedSince) {
        modified.push(message.uid);
        return message;
      }
      const next = { ...message, ...changedFlags(message, how, flags, keywords) };
      if (next.flags === message.flags && next.keywords.join() === message.keywords.join()) return message;
      this.#use(next.keywords);
      changed.push(message.uid);
      return { ...next, modseq };
    });
    if (changed.length > 0) {
      this.modseq = modseq;
      this.#tell();
    }
    return { changed, modified };
  }

  delete(): void {
    this.gone = true;
    this.#tell();
  }

  #next(): ModSeq {
    this.modseq = (this.modseq + 1) as ModSeq;
    return this.modseq;
  }

  #use(keywords: readonly string[]): void {
    const fresh = keywords.filter((keyword) => !this.keywordsInUse.includes(keyword));
    if (fresh.length > 0) this.keywordsInUse = [...this.keywordsInUse, ...fresh];
  }

  #tell(): void {
    for (const heard of this.heard) heard();
  }
}

function changedFlags(
  message: KeptMessage,
  how: FlagChange['how'],
  flags: number,
  keywords: readonly string[],
): { flags: number; keywords: readonly string[] } {
  const others = message.keywords.filter((keyword) => !keywords.includes(keyword));
  switch (how) {
    case 'add':
      return { flags: message.flags | flags, keywords: [...others, ...keywords].sort() };
    case 'remove':
      return { flags: message.flags & ~flags, keywords: others };
    case 'replace':
      return { flags, keywords: [...keywords].sort() };
  }
}

type Picture = {
  messages: readonly KeptMessage[];
  uids: Uint32Array;
  uidnext: Uid;
  modseq: ModSeq;
  keywordsInUse: readonly string[];
  gone: boolean;
};

const pictureOf = ({ messages, uidnext, modseq, keywordsInUse, gone }: MemoryMailbox): Picture => ({
  messages: [...messages],
  uids: Uint32Array.from(messages, ({ uid }) => uid),
  uidnext,
  modseq,
  keywordsInUse,
  gone,
});

export function openMemoryMailbox(account: MemoryAccount, mailbox: MemoryMailbox): OpenMailbox {
  let picture = pictureOf(mailbox);
  account.selected++;
  return {
    mailbox: mailbox.id,
    uidvalidity: mailbox.uidvalidity,
    objectId: mailbox.objectId,
    get count() {
      return picture.messages.length;
    },
    get uidnext() {
      return picture.uidnext;
    },
    get modseq() {
      return picture.modseq;
    },
    get uids() {
      return picture.uids;
    },
    get keywordsInUse() {
      return picture.keywordsInUse;
    },
    get gone() {
      return picture.gone;
    },
    flags: (index) => picture.messages[index]!.flags,
    keywords: (index) => picture.messages[index]!.keywords,
    modseqOf: (index) => picture.messages[index]!.modseq,

    refresh() {
      if (mailbox.modseq === picture.modseq && mailbox.gone === picture.gone) return undefined;
      return Promise.resolve().then(() => {
        picture = pictureOf(mailbox);
      });
    },

    changedSince: () => undefined,

    async vanishedSince(modseq) {
      const uids = mailbox.vanished.filter((one) => one.modseq > modseq).map(({ uid }) => uid);
      const ranges: { first: number; last: number }[] = [];
      for (const uid of uids.sort((one, other) => one - other)) {
        const before = ranges.at(-1);
        if (before?.last === uid - 1) before.last = uid;
        else ranges.push({ first: uid, last: uid });
      }
      return { ranges, complete: modseq >= mailbox.horizon };
    },

    onChange(heard) {
      mailbox.heard.add(heard);
      return () => mailbox.heard.delete(heard);
    },

    details: async (uids) =>
      uids.map((wanted) => {
        const message = mailbox.messages.find(({ uid }) => uid === wanted);
        return message && detailsOf(message);
      }),

    async *octets({ uid, body }, { from, length } = { from: 0, length: Infinity }) {
      if (!mailbox.messages.some((message) => message.uid === uid)) throw new ImapRefusal('EXPUNGEISSUED');
      const { octets } = body as KeptLetter;
      const part = octets.subarray(from, from + length);
      for (let at = 0; at < part.length; at += 1000) yield part.subarray(at, at + 1000);
    },

    changeFlags: async (change) => mailbox.change(change),

    async expunge(uids) {
      const going = mailbox.messages.filter((message) => flagged(message, 'Deleted')).map(({ uid }) => uid);
      return mailbox.remove(uids ? going.filter((uid) => uids.includes(uid)) : going);
    },

    copy: async (uids, to) => account.copy(uids, mailbox, to),

    async move(uids, to) {
      const copied = account.copy(uids, mailbox, to);
      mailbox.remove(copied.from);
      return copied;
    },

    async claimRecent() {
      const first = mailbox.recentFrom;
      const last = picture.uids.at(-1) ?? 0;
      mailbox.recentFrom = Math.max(first, last + 1) as Uid;
      return first;
    },

    release() {
      account.selected--;
    },
  };
}

function detailsOf({ letter, uid, internalDate, saveDate }: KeptMessage): Details {
  const parser = createLetterParser();
  parser.push(letter.octets);
  const { envelope, bodyStructure, root, eightBit, sentDate, preview } = parser.end();
  return {
    uid,
    octets: letter.octets.length,
    internalDate,
    saveDate,
    sentDate: sentDate ?? undefined,
    emailId: `M${letter.id}`,
    threadId: `T${letter.id}`,
    eightBit,
    envelope,
    bodyStructure,
    parts: JSON.stringify(root),
    preview,
    body: letter,
  };
}
