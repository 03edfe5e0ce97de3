// What the tests of the store share: an open store that is verified whole at the end of each test, and letters.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReceivedLetter } from '../incoming.ts';
import { StoreRefusal, type StoreRefusalCode } from '../refusal.ts';
import type { AccountId, BodyName, MailboxId, Store } from '../store.ts';
import { verifyStore } from '../verify.ts';
import type { Delivered, Target } from '../write/deliver.ts';

export type Opened = {
  store: Store;
  /** Closes and opens the same files again. */
  reopen(): Promise<Store>;
  close(): Promise<void>;
};

/** One test on a fresh store; whatever it did, every count and digest must be right in the end. */
export function storeTest(
  name: string,
  open: () => Promise<Opened>,
  body: (post: Post, opened: Opened) => Promise<void>,
): void {
  test(name, async () => {
    const opened = await open();
    try {
      await body(new Post(opened.store), opened);
      const { findings } = await verifyStore(opened.store);
      assert.deepEqual(findings, []);
    } finally {
      await opened.close();
    }
  });
}

export const now = Date.UTC(2026, 10, 24, 16);

/** Short words for what most tests do. */
export class Post {
  readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  async account(
    name = 'ana',
    quota: { quotaOctets?: number; quotaMessages?: number } = {},
  ): Promise<AccountId> {
    const input = { name, nameKey: name.toLowerCase(), verifier: '$x$', now, ...quota };
    return (await this.store.write('createAccount', input)).account;
  }

  async mailbox(account: AccountId, name: string): Promise<MailboxId> {
    const mailboxes = await this.store.read('listMailboxes', { account });
    return mailboxes.find((each) => each.name === name)!.mailbox;
  }

  async take(text: string | Uint8Array, pieces = 1 << 30): Promise<ReceivedLetter> {
    const octets = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
    const letter = this.store.receive({ accounts: [], now, limit: 100e6 });
    for (let at = 0; at < octets.length; at += pieces) await letter.write(octets.subarray(at, at + pieces));
    return letter.finish();
  }

  async deliver(
    account: AccountId,
    text: string | Uint8Array,
    target: Partial<Target> = {},
  ): Promise<Delivered> {
    const letter = await this.take(text);
    const [delivered] = await this.store.write('deliver', { letter, targets: [{ account, ...target }], now });
    return delivered!;
  }

  async text(account: AccountId, mailbox: MailboxId, uid: number): Promise<string> {
    const opened = await this.store.read('openMessage', { account, mailbox, uid });
    assert.ok(opened);
    return (await this.octets(opened)).toString('latin1');
  }

  async octets(letter: BodyName): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.store.body(letter)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  async uids(account: AccountId, mailbox: MailboxId): Promise<number[]> {
    const messages = await this.store.read('listMessages', { account, mailbox, after: 0 });
    return messages.map(({ uid }) => uid);
  }

  status(account: AccountId, mailbox: MailboxId) {
    return this.store.read('mailboxStatus', { account, mailbox });
  }

  async usage(nameKey = 'ana'): Promise<{ octets: number; messages: number }> {
    const found = (await this.store.read('findAccount', { nameKey }))!;
    return { octets: found.usedOctets, messages: found.usedMessages };
  }
}

/** Asserts that the store says no, with this code. */
export async function refuses(code: StoreRefusalCode, promise: Promise<unknown>): Promise<void> {
  await assert.rejects(promise, (error) => error instanceof StoreRefusal && error.code === code);
}

/** A letter of exactly `octets` octets whose body is all `filling`. */
export function letterOf(octets: number, subject = 'a letter', filling = 'x'): string {
  const header = `From: a@example.org\r\nSubject: ${subject}\r\n\r\n`;
  let body = '';
  const rest = octets - header.length;
  while (body.length + 78 < rest) body += `${filling.repeat(76)}\r\n`;
  return `${header}${body}${filling.repeat(Math.max(0, rest - body.length - 2))}\r\n`;
}
