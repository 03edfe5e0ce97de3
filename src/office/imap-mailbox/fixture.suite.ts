// What the tests of IMAP's mailboxes share: a store in a directory of its own with one account, and short words.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImapRefusal, type RefusalCode } from '../../imap/index.ts';
import {
  type AccountId,
  type MailboxId,
  openSqliteStore,
  type SqliteStore,
  type Store,
  type Target,
  verifyStore,
} from '../../store/index.ts';
import type { Place } from './picture.ts';

export const now = Date.UTC(2026, 10, 24, 16);

export class Post implements AsyncDisposable {
  readonly directory: string;
  readonly sqlite: SqliteStore;
  readonly store: Store;
  readonly account: AccountId;

  static async open(): Promise<Post> {
    const directory = mkdtempSync(join(tmpdir(), 'casilla-imap-'));
    const sqlite = await openSqliteStore({ directory, reserve: 0 });
    const ana = { name: 'ana', nameKey: 'ana', verifier: null, now };
    return new Post(directory, sqlite, (await sqlite.store.write('createAccount', ana)).account);
  }

  private constructor(directory: string, sqlite: SqliteStore, account: AccountId) {
    this.directory = directory;
    this.sqlite = sqlite;
    this.store = sqlite.store;
    this.account = account;
  }

  /** Verified whole, then gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { findings } = await verifyStore(this.store);
    await this.sqlite.close();
    rmSync(this.directory, { recursive: true });
    assert.deepEqual(findings, []);
  }

  async place(name: string): Promise<Place> {
    const { account } = this;
    const mailboxes = await this.store.read('listMailboxes', { account });
    return { account, mailbox: mailboxes.find((each) => each.name === name)!.mailbox };
  }

  async deliver(
    text: string,
    mailbox?: MailboxId,
    copies = 1,
    target: Partial<Target> = {},
  ): Promise<number[]> {
    const { account } = this;
    const incoming = this.store.receive({ accounts: [account], now, limit: 1e8 });
    await incoming.write(Buffer.from(text));
    const where = { account, ...(mailbox !== undefined && { mailbox }), ...target };
    const targets = new Array<Target>(copies).fill(where);
    const letter = await incoming.finish();
    return (await this.store.write('deliver', { letter, targets, now })).map(({ uid }) => uid);
  }
}

export const letter = (subject: string) => `From: a@b.test\r\nSubject: ${subject}\r\n\r\n${subject}\r\n`;

/** Asserts that it is refused with this code. */
export async function refuses(code: RefusalCode, promise: Promise<unknown>): Promise<void> {
  await assert.rejects(promise, (error) => error instanceof ImapRefusal && error.code === code);
}
