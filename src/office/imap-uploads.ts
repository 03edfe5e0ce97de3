// The letters that one session is taking in for APPEND: from their first octet to their place, or to nowhere.

import { type Appended, ImapRefusal, type Letter, type Uid, type Upload } from '../imap/index.ts';
import type { AccountId, IncomingLetter, MailboxId, ReceivedLetter, Store } from '../store/index.ts';
import { refusing } from './imap-mailbox/refused.ts';

type Options = {
  account: AccountId;
  store: Store;
  /** Octets of the largest letter. */
  limit(): number;
  /** Milliseconds. */
  now(): number;
};

/** Octets that finished letters may hold while those that come with them are on their way; then they go ahead. */
const mostHeld = 2 ** 20;
/** Letters of one APPEND: the writer does nothing else while they get their places. */
const mostTogether = 500;

export class Uploads {
  readonly #options: Options;
  /** Begun or finished, and not yet placed. */
  readonly #begun = new Set<IncomingLetter>();
  readonly #finished = new Map<Letter, { letter: ReceivedLetter; incoming: IncomingLetter }>();
  #held = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Refuses TOOBIG, OVERQUOTA: what can be known is said before the octets come. */
  async begin(octets: number): Promise<Upload> {
    const { account, store, now } = this.#options;
    const limit = this.#options.limit();
    if (octets > limit) throw new ImapRefusal('TOOBIG');
    const usage = await refusing(() => store.read('accountUsage', { account }));
    const full = (of: { used: number; limit: number | null }, more: number) =>
      of.limit !== null && of.used + more > of.limit;
    if (full(usage.octets, octets) || full(usage.messages, 1)) throw new ImapRefusal('OVERQUOTA');
    const incoming = store.receive({ accounts: [account], now: now(), limit });
    this.#begun.add(incoming);
    return {
      write: (some) => refusing(() => incoming.write(some)),
      finish: () => refusing(() => this.#finish(incoming)),
      discard: () => this.#forget(incoming),
    };
  }

  /** All of them or none. Refuses TRYCREATE, OVERQUOTA, LIMIT; then they are forgotten. */
  async place(
    mailbox: MailboxId,
    appended: readonly Appended[],
  ): Promise<{ uidvalidity: number; uids: Uid[] }> {
    const { account, store, now } = this.#options;
    const finished = appended.map(({ letter }) => this.#finished.get(letter)!);
    try {
      if (appended.length > mostTogether) throw new ImapRefusal('LIMIT');
      const letters = appended.map(({ flags, keywords, internalDate }, index) => ({
        letter: finished[index]!.letter,
        flags,
        keywords,
        ...(internalDate !== undefined && { internalDate }),
      }));
      const input = { account, mailbox, letters, now: now() };
      const answer = await refusing(() => store.write('appendLetters', input), { nonexistent: 'TRYCREATE' });
      for (const { incoming } of finished) this.#let(incoming);
      return answer;
    } catch (error) {
      for (const { incoming } of finished) await this.#forget(incoming);
      throw error;
    } finally {
      for (const { letter } of appended) this.#finished.delete(letter);
      this.#held = 0;
    }
  }

  /** Forgets all that have no place yet. */
  async discard(): Promise<void> {
    for (const incoming of [...this.#begun]) await this.#forget(incoming);
  }

  async #finish(incoming: IncomingLetter): Promise<Letter> {
    const received = await incoming.finish({ ahead: this.#held >= mostHeld });
    this.#held += received.tail.chunks[0]?.length ?? 0;
    const letter: Letter = { brand: 'letter' };
    this.#finished.set(letter, { letter: received, incoming });
    return letter;
  }

  async #forget(incoming: IncomingLetter): Promise<void> {
    this.#let(incoming);
    await incoming.discard();
  }

  #let(incoming: IncomingLetter): void {
    this.#begun.delete(incoming);
  }
}
