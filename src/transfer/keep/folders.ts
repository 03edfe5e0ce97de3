// Accounts and folders by their names, remembered for as long as one conversation lasts.

import {
  type AccountId,
  type MailboxId,
  type MailboxRow,
  type Store,
  StoreRefusal,
} from '../../store/index.ts';
import { folderName } from '../folder-name.ts';
import { LettersRefusal, type Recipient } from '../letters.ts';

export type FoldersOptions = {
  store: Pick<Store, 'read' | 'write'>;
  /** Who that is; rejects with a refusal where it is nobody. */
  find(recipient: Recipient): Promise<AccountId>;
  now(): number;
};

export class Folders {
  readonly #options: FoldersOptions;
  #accounts = new Map<string, AccountId>();
  #mailboxes = new Map<string, MailboxId>();

  constructor(options: FoldersOptions) {
    this.#options = options;
  }

  async account(recipient: Recipient): Promise<AccountId> {
    const key = JSON.stringify(recipient);
    const account = this.#accounts.get(key) ?? (await this.#options.find(recipient));
    this.#accounts.set(key, account);
    return account;
  }

  /** The folder, which is made where there is none. */
  async mailbox(account: AccountId, folder: string): Promise<MailboxId> {
    const key = `${account} ${folder}`;
    const mailbox = this.#mailboxes.get(key) ?? (await this.#findOrMake(account, folder));
    this.#mailboxes.set(key, mailbox);
    return mailbox;
  }

  /** Rejects with `no-folder`. */
  async existing(account: AccountId, folder: string): Promise<MailboxRow> {
    const name = folderName(folder.split('/'));
    const mailboxes = await this.#options.store.read('listMailboxes', { account });
    const found = mailboxes.find((each) => each.name === name);
    if (found === undefined) throw new LettersRefusal('no-folder', folder);
    return found;
  }

  forget(): void {
    this.#accounts = new Map();
    this.#mailboxes = new Map();
  }

  async #findOrMake(account: AccountId, folder: string): Promise<MailboxId> {
    const { store, now } = this.#options;
    const name = folderName(folder.split('/'));
    if (name === undefined) throw new LettersRefusal('bad-folder', folder);
    const find = async () =>
      (await store.read('listMailboxes', { account })).find((each) => each.name === name)?.mailbox;
    const found = await find();
    if (found !== undefined) return found;
    try {
      return (await store.write('createMailbox', { account, name, now: now() })).mailbox;
    } catch (error) {
      if (!(error instanceof StoreRefusal) || error.code !== 'exists') throw error;
      // Somebody else made it in between.
      return (await find())!;
    }
  }
}
