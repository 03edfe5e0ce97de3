// A keeper of mail in memory for casilla/imap: what dialogues, and the server's own tests, stand on. One account; its
// mailboxes are memory-mailbox.ts.

import {
  type Account,
  type Appended,
  type Copied,
  ImapRefusal,
  type Letter,
  type MailboxId,
  type MailboxInfo,
  type OpenAccount,
  type Upload,
} from '../../src/imap/index.ts';
import { flagged, type KeptLetter, MemoryMailbox, openMemoryMailbox } from './memory-mailbox.ts';

export class MemoryAccount {
  secret: string;
  readonly mailboxes: MemoryMailbox[] = [];
  readonly subscriptions = new Set<string>();
  limits: { octets?: number; messages?: number } = {};
  /** Accounts that were opened and not closed, mailboxes opened and not released. */
  open = 0;
  selected = 0;
  #letters = 0;
  #mailboxes = 0;

  constructor(secret: string) {
    this.secret = secret;
    this.add('INBOX');
  }

  add(name: string, specialUse?: string): MemoryMailbox {
    const mailbox = new MemoryMailbox(++this.#mailboxes, name, specialUse);
    this.mailboxes.push(mailbox);
    return mailbox;
  }

  find(name: string): MemoryMailbox | undefined {
    return this.mailboxes.find((mailbox) => mailbox.name === name);
  }

  letter(octets: Uint8Array): KeptLetter {
    return { id: ++this.#letters, octets };
  }

  get(id: MailboxId): MemoryMailbox {
    const mailbox = this.mailboxes.find((one) => one.id === id);
    if (mailbox === undefined) throw new ImapRefusal('NONEXISTENT');
    return mailbox;
  }

  /** Throws where so many more messages, or octets, would be too many. */
  checkQuota(messages: number, octets: number): void {
    const { octets: most = Infinity, messages: mostMessages = Infinity } = this.limits;
    const used = this.used();
    if (used.messages + messages > mostMessages || used.octets + octets > most)
      throw new ImapRefusal('OVERQUOTA');
  }

  used(): { octets: number; messages: number } {
    const all = this.mailboxes.flatMap(({ messages }) => messages);
    return {
      messages: all.length,
      octets: all.reduce((sum, { letter }) => sum + letter.octets.length, 0),
    };
  }

  copy(uids: readonly number[], from: MemoryMailbox, to: MailboxId): Copied {
    const target = this.mailboxes.find(({ id }) => id === to);
    if (target === undefined) throw new ImapRefusal('TRYCREATE');
    const messages = from.messages.filter(({ uid }) => uids.includes(uid));
    this.checkQuota(
      messages.length,
      messages.reduce((sum, { letter }) => sum + letter.octets.length, 0),
    );
    const copies = target.add(messages.map((message) => ({ ...message, saveDate: Date.now() })));
    return { uidvalidity: target.uidvalidity, from: messages.map(({ uid }) => uid), uids: copies };
  }
}

export function memoryAccounts(accounts: ReadonlyMap<string, MemoryAccount>): OpenAccount {
  return async ({ name, secret }) => {
    const account = accounts.get(name);
    if (account === undefined || account.secret !== secret) throw new ImapRefusal('AUTHENTICATIONFAILED');
    account.open++;
    return openMemoryAccount(account);
  };
}

function openMemoryAccount(account: MemoryAccount): Account {
  return {
    mailboxes: async () =>
      account.mailboxes
        .map((mailbox) => infoOf(mailbox, account.subscriptions.has(mailbox.name)))
        .sort((one, other) => (one.name < other.name ? -1 : 1)),

    async create(name, { specialUse }) {
      if (account.find(name)) throw new ImapRefusal('ALREADYEXISTS');
      return infoOf(account.add(name, specialUse), account.subscriptions.has(name));
    },

    async delete(id) {
      const mailbox = account.get(id);
      account.mailboxes.splice(account.mailboxes.indexOf(mailbox), 1);
      mailbox.delete();
    },

    async rename(id, name) {
      const { name: before } = account.get(id);
      if (account.find(name)) throw new ImapRefusal('ALREADYEXISTS');
      for (const mailbox of account.mailboxes)
        if (mailbox.name === before || mailbox.name.startsWith(`${before}/`))
          mailbox.name = name + mailbox.name.slice(before.length);
    },

    async subscribe(name, subscribed) {
      if (subscribed) account.subscriptions.add(name);
      else account.subscriptions.delete(name);
    },

    subscribedNames: async () => [...account.subscriptions].filter((name) => !account.find(name)),
    open: async (id) => openMemoryMailbox(account, account.get(id)),
    receive: async () => receive(account),

    async append(id, letters) {
      const mailbox = account.get(id);
      const messages = letters.map((appended) => messageOf(appended));
      account.checkQuota(
        messages.length,
        messages.reduce((sum, { letter }) => sum + letter.octets.length, 0),
      );
      return { uidvalidity: mailbox.uidvalidity, uids: mailbox.add(messages) };
    },

    async quota() {
      const { octets, messages } = account.used();
      return {
        octets: { used: octets, limit: account.limits.octets },
        messages: { used: messages, limit: account.limits.messages },
      };
    },

    async close() {
      account.open--;
    },
  };
}

function infoOf(mailbox: MemoryMailbox, subscribed: boolean): MailboxInfo {
  const { id, name, objectId, specialUse, uidvalidity, uidnext, recentFrom, modseq, messages } = mailbox;
  const octetsOf = (some: typeof messages) => some.reduce((sum, { letter }) => sum + letter.octets.length, 0);
  const deleted = messages.filter((message) => flagged(message, 'Deleted'));
  return {
    mailbox: id,
    name,
    objectId,
    specialUse,
    subscribed,
    uidvalidity,
    uidnext,
    recentFrom,
    modseq,
    messages: messages.length,
    unseen: messages.filter((message) => !flagged(message, 'Seen')).length,
    deleted: deleted.length,
    octets: octetsOf(messages),
    deletedOctets: octetsOf(deleted),
  };
}

function receive(account: MemoryAccount): Upload {
  const chunks: Uint8Array[] = [];
  return {
    async write(octets) {
      chunks.push(octets);
    },
    finish: async () => account.letter(Buffer.concat(chunks)) as unknown as Letter,
    async discard() {},
  };
}

function messageOf({ letter, flags, keywords, internalDate }: Appended) {
  const now = Date.now();
  return {
    letter: letter as unknown as KeptLetter,
    flags,
    keywords: [...keywords].sort(),
    internalDate: internalDate ?? now,
    saveDate: now,
  };
}
