// IMAP's account over the store: checks the login with main, and says the store's mailboxes in IMAP's words.

import {
  type Account,
  type Appended,
  ImapRefusal,
  type Login,
  type MailboxInfo,
  type OpenAccount,
  type Quota,
  type Uid,
} from '../imap/index.ts';
import type { AccountId, MailboxId, MailboxRow, Store } from '../store/index.ts';
import { mailboxObjectId } from './imap-mailbox/details.ts';
import type { LiveMailbox } from './imap-mailbox/live-mailbox.ts';
import type { LiveMailboxes } from './imap-mailbox/live-mailboxes.ts';
import { refusing } from './imap-mailbox/refused.ts';
import { Uploads } from './imap-uploads.ts';
import type { Login as Credentials, LoginAnswer } from './thread-calls.ts';

type Options = {
  store: Store;
  authenticate(login: Credentials): Promise<LoginAnswer>;
  mailboxes: LiveMailboxes;
  /** Octets of the largest letter. */
  letterLimit(): number;
  /** Milliseconds. */
  now(): number;
};

/** Makes what an IMAP server asks for an account. */
export function createOpenAccount(options: Options): OpenAccount {
  return async ({ name, secret, remoteAddress }: Login) => {
    const answer = await options.authenticate({
      name,
      password: secret,
      address: remoteAddress,
      protocol: 'imap',
    });
    if (answer.kind !== 'ok') throw refusedLogin(answer);
    return new KeptAccount(answer.account as AccountId, options);
  };
}

class KeptAccount implements Account {
  readonly #account: AccountId;
  readonly #store: Store;
  readonly #mailboxes: LiveMailboxes;
  readonly #uploads: Uploads;
  readonly #now: () => number;

  constructor(account: AccountId, { store, mailboxes, letterLimit, now }: Options) {
    this.#account = account;
    this.#store = store;
    this.#mailboxes = mailboxes;
    this.#uploads = new Uploads({ account, store, limit: letterLimit, now });
    this.#now = now;
  }

  async mailboxes(): Promise<MailboxInfo[]> {
    const account = this.#account;
    return (await refusing(() => this.#store.read('listMailboxes', { account }))).map(infoOf);
  }

  async create(name: string, { specialUse }: { specialUse?: string }): Promise<MailboxInfo> {
    const account = this.#account;
    // Whoever makes a mailbox subscribes to it or does not: RFC 9051 §6.3.4 says nothing of it.
    const input = { account, name, specialUse: specialUse?.slice(1) ?? null, subscribed: false };
    return await refusing(async () => {
      const { mailbox } = await this.#store.write('createMailbox', { ...input, now: this.#now() });
      return infoOf(await this.#store.read('mailboxStatus', { account, mailbox }));
    });
  }

  async delete(mailbox: MailboxId): Promise<void> {
    const input = { account: this.#account, mailbox, now: this.#now() };
    await refusing(() => this.#store.write('deleteMailbox', input));
  }

  async rename(mailbox: MailboxId, name: string): Promise<void> {
    await refusing(() => this.#store.write('renameMailbox', { account: this.#account, mailbox, name }));
  }

  async subscribe(name: string, subscribed: boolean): Promise<void> {
    const input = { account: this.#account, name, subscribed };
    await refusing(() => this.#store.write('setSubscription', input), { 'over-quota': 'LIMIT' });
  }

  subscribedNames(): Promise<string[]> {
    return refusing(() => this.#store.read('listSubscriptions', { account: this.#account }));
  }

  open(mailbox: MailboxId): Promise<LiveMailbox> {
    return this.#mailboxes.open(this.#account, mailbox);
  }

  receive(octets: number) {
    return this.#uploads.begin(octets);
  }

  append(mailbox: MailboxId, letters: readonly Appended[]): Promise<{ uidvalidity: number; uids: Uid[] }> {
    return this.#uploads.place(mailbox, letters);
  }

  async quota(): Promise<Quota> {
    const usage = await refusing(() => this.#store.read('accountUsage', { account: this.#account }));
    const { octets, messages } = usage;
    return {
      octets: { used: octets.used, limit: octets.limit ?? undefined },
      messages: { used: messages.used, limit: messages.limit ?? undefined },
    };
  }

  close(): Promise<void> {
    return this.#uploads.discard();
  }
}

function infoOf({ objectId, specialUse, vanishedHorizon, ...row }: MailboxRow): MailboxInfo {
  return {
    ...row,
    objectId: mailboxObjectId(objectId),
    specialUse: specialUse === null ? undefined : `\\${specialUse}`,
  };
}

function refusedLogin(answer: Exclude<LoginAnswer, { kind: 'ok' }>): ImapRefusal {
  switch (answer.kind) {
    case 'refused':
      return new ImapRefusal('AUTHENTICATIONFAILED');
    case 'throttled':
      // Not AUTHENTICATIONFAILED, or the client would ask its person for another password. RFC 5530 §3
      return new ImapRefusal('UNAVAILABLE', `Too many failed logins: wait ${answer.seconds} seconds`);
    case 'unavailable':
      return new ImapRefusal('UNAVAILABLE');
  }
}
