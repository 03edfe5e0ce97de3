// The model's server over a store in files: each client has a picture of the mailboxes of its own, as on another thread,
// or all share one.

import assert from 'node:assert/strict';
import { createOpenAccount } from '../../src/office/imap-account.ts';
import { LiveMailboxes } from '../../src/office/imap-mailbox/live-mailboxes.ts';
import type { Store } from '../../src/store/index.ts';
import type { ModelServer } from './check-imap-model.ts';
import { speak } from './speak.ts';

const now = Date.UTC(2026, 10, 24);
let accounts = 0;

/** A new account in that store. */
export async function overTheStore(store: Store, pictures: 'shared' | 'apart'): Promise<ModelServer> {
  const name = `ana${++accounts}`;
  const { account } = await store.write('createAccount', { name, nameKey: name, verifier: null, now });
  await store.write('createMailbox', { account, name: 'Other', now });
  const shared = new LiveMailboxes(store, () => now);
  const faults: unknown[] = [];
  return {
    connect() {
      const open = createOpenAccount({
        store,
        authenticate: async () => ({ kind: 'ok', account, name }),
        mailboxes: pictures === 'shared' ? shared : new LiveMailboxes(store, () => now),
        letterLimit: () => 1e6,
        now: () => now,
      });
      return speak(open, (error) => faults.push(error));
    },
    async [Symbol.asyncDispose]() {
      assert.deepEqual(faults, []);
    },
  };
}
