// The invariants of collecting, whatever goes wrong: what was offered is stored or still on the server; there is one
// message for each letter; and no DELE is sent before its letter is stored for good.

import assert from 'node:assert/strict';
import type { AccountId, Store } from '../../src/store/index.ts';
import { digestOf, type RemoteLetter } from './fake/maildrop.ts';
import type { FakeServer } from './fake-server.ts';

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');

/** What an account's mailboxes hold, and ever held as far as anybody looked: digests of what arrived, with how many. */
export class Holdings {
  readonly #store: Store;
  readonly #account: AccountId;
  readonly #ever = new Map<string, number>();
  /** By mailbox, the last uid that was looked at. */
  readonly #looked = new Map<number, number>();
  #looking: Promise<void> = Promise.resolve();

  constructor(store: Store, account: AccountId) {
    this.#store = store;
    this.#account = account;
  }

  /** Everything that was ever seen there, up to now. */
  ever(): Promise<ReadonlyMap<string, number>> {
    this.#looking = this.#looking.then(() => this.#look());
    return this.#looking.then(() => this.#ever);
  }

  async #look(): Promise<void> {
    for (const { mailbox } of await this.#store.read('listMailboxes', { account: this.#account })) {
      for (;;) {
        const after = this.#looked.get(mailbox) ?? 0;
        const page = await this.#store.read('listMessages', { account: this.#account, mailbox, after });
        if (page.length === 0) break;
        for (const { uid, arrivedDigest } of page) {
          const digest = hex(arrivedDigest);
          this.#ever.set(digest, (this.#ever.get(digest) ?? 0) + 1);
          this.#looked.set(mailbox, uid);
        }
      }
    }
  }

  /** How many messages are there now, in all mailboxes. */
  async count(): Promise<number> {
    const mailboxes = await this.#store.read('listMailboxes', { account: this.#account });
    return mailboxes.reduce((sum, { messages }) => sum + messages, 0);
  }
}

const digests = new WeakMap<object, string>();

function digestOnce(octets: RemoteLetter['octets']): string {
  let digest = digests.get(octets);
  if (digest === undefined) {
    digest = digestOf(octets);
    digests.set(octets, digest);
  }
  return digest;
}

/** What may stand in the store for a letter: as it was offered, or as the server gave it. */
export const digestsOf = (letter: RemoteLetter): string[] => [
  digestOnce(letter.octets),
  ...letter.given.map(digestOnce),
];

/** Looks at every DELE before the server does anything about it; a wrong one is a fault of the fake server. Returns what ends it. */
export function watchDeletions(fake: FakeServer, holdings: Holdings): () => void {
  return fake.listen(async (command) => {
    if (command.verb !== 'DELE' || command.letter === undefined) return;
    const stored = await holdings.ever();
    const there = digestsOf(command.letter).some((digest) => stored.has(digest));
    assert.ok(there, `DELE of ${command.letter.uidl}, which is not stored`);
  });
}

/** Of all letters that these servers ever offered. */
export async function assertNothingLostOrRepeated(
  fakes: readonly FakeServer[],
  holdings: Holdings,
): Promise<void> {
  for (const fake of fakes) fake.assertNoFaults();
  const stored = await holdings.ever();
  const known = new Set<string>();
  for (const { maildrop } of fakes) {
    const there = new Set(maildrop.letters);
    for (const letter of maildrop.offered) {
      const kept = there.has(letter) || digestsOf(letter).some((digest) => stored.has(digest));
      assert.ok(kept || letter.taken, `${letter.uidl} is lost: neither stored nor on the server`);
    }
  }
  const offered = fakes.flatMap(({ maildrop }) => maildrop.offered);
  for (const equals of Map.groupBy(offered, ({ octets }) => digestOnce(octets)).values()) {
    const names = new Set(equals.flatMap(digestsOf));
    let messages = 0;
    for (const digest of names) messages += stored.get(digest) ?? 0;
    assert.ok(messages <= equals.length, `${messages} messages of ${equals.length}: ${equals[0]!.uidl}`);
    for (const digest of names) known.add(digest);
  }
  for (const digest of stored.keys()) assert.ok(known.has(digest), `nobody offered ${digest}`);
}
