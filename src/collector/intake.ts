// Takes letters of a source into the store, many under way at once: while the wire brings the next ones, those before
// become durable together. A letter that fails is put aside by itself and stops no other.

import { LetterTooLarge, type ReceivedLetter, StoreRefusal } from '../store/index.ts';
import type { FetchOptions, StoredLetter } from './fetch-letters.ts';
import { createFingerprint } from './fingerprint.ts';
import { rowOf } from './ledger-cache.ts';
import { digestKey } from './ledger-key.ts';
import type { Fresh } from './listing.ts';
import { renameEntries } from './recognise.ts';
import type { Cause } from './trouble.ts';

/** What is wrong with a letter by itself. 'protocol-garbage': it is far shorter than listed. */
export type Why = Extract<Cause, 'poison' | 'delivery-rejected' | 'command-refused' | 'protocol-garbage'>;

/** Letters that wait for the store at once: what the wire brings in the time of two or three syncs. */
const mostUnderway = 150;
/** Tries, one a run, until a letter is left alone. */
const mostTries = 3;
/** The mark of a letter that is stored as it is though something is wrong with it. */
const asideKeyword = '$Aside';

type Known = { entry: number; occurrence: number; row: number };

export class Intake {
  readonly stored: StoredLetter[] = [];
  /** Letters that turned out to be known: rows of the ledger. */
  readonly recognised: { n: number; entry: number }[] = [];
  /** What stumbled, and may be tried otherwise. */
  readonly stumbled: { letter: Fresh; why: Why }[] = [];
  /** Set aside for good, stored or not. */
  aside = 0;
  octets = 0;
  /** Why nothing more can be stored now. */
  failure: unknown;
  readonly #options: FetchOptions;
  readonly #settled: (octets: number) => void;
  readonly #underway = new Set<Promise<void>>();
  readonly #taken = new Set<number>();
  readonly #occurrences = new Map<string, number>();

  /** `settled` is told of each letter that is stored, known or set aside for good. */
  constructor(options: FetchOptions, settled: (octets: number) => void) {
    this.#options = options;
    this.#settled = settled;
  }

  /** Until nothing is under way. */
  async rest(): Promise<void> {
    await Promise.all(this.#underway);
  }

  /**
   * Reads one letter to its end; it is under way into the store, known, or has stumbled, when this resolves. Rejects with
   * what ends the session. `before`: what it stumbled over the last time.
   */
  async receive(letter: Fresh, body: AsyncIterable<Uint8Array>, before?: Why): Promise<void> {
    const { store, source, now } = this.#options;
    const incoming = store.receive({
      accounts: [source.account],
      now: now(),
      limit: 2 ** 32 - 1,
      opaque: before === 'poison',
    });
    const header = createFingerprint();
    let error: unknown;
    let octets = 0;
    try {
      // To its end, whatever becomes of it: the next letter comes behind.
      for await (const piece of body) {
        octets += piece.length;
        if (error !== undefined) continue;
        header.write(piece);
        try {
          await incoming.write(piece);
        } catch (failed) {
          error = failed;
        }
      }
    } catch (broken) {
      await incoming.discard();
      throw broken;
    }
    this.octets += octets;
    const short = this.#isShort(letter, octets);
    let received: ReceivedLetter | undefined;
    if (short && !this.#mayBeShort(letter, before)) this.stumbled.push({ letter, why: 'protocol-garbage' });
    else if (error !== undefined) this.#stumble(letter, error);
    else
      received = await incoming.finish().catch((failed: unknown) => {
        this.#stumble(letter, failed);
        return undefined;
      });
    if (received === undefined) return incoming.discard();
    const aside = short ? 'protocol-garbage' : before === 'poison' ? before : null;
    await this.#place(letter, received, aside, header.digest(), () => incoming.discard());
  }

  /** Counted, and left alone when that was often enough. */
  setAside(letter: Fresh, why: Why, tries = mostTries): void {
    const { store, source } = this.#options;
    // Without a name it cannot be found again, and is new each time.
    if (letter.key === null) return;
    const { key, occurrence, octets } = letter;
    const of = { account: source.account, source: source.id };
    const input = { ...of, key, occurrence, octets, why, mostTries: tries };
    this.#begin(async () => {
      const { aside } = await store.write('setAside', input);
      if (!aside) return;
      this.aside++;
      this.#settled(0);
    });
  }

  /** F30: servers give less than they list when they lost the rest. Half: what they count besides is less than that. */
  #isShort({ octets: listed }: Fresh, octets: number): boolean {
    if (listed === null) return false;
    return this.#options.sizesAreOctets ? octets * 2 < listed : octets === 0 && listed > 0;
  }

  /** Taken as it is at last: it came like that in several runs, or cannot be found again. */
  #mayBeShort({ n, key }: Fresh, before: Why | undefined): boolean {
    const tries = key === null ? mostTries : (this.#options.tries.get(n) ?? 0);
    return before === 'protocol-garbage' && tries >= mostTries - 1;
  }

  #stumble(letter: Fresh, error: unknown): void {
    if (error instanceof StoreRefusal) this.failure ??= error;
    else if (error instanceof LetterTooLarge) this.stumbled.push({ letter, why: 'delivery-rejected' });
    else this.stumbled.push({ letter, why: 'poison' });
  }

  async #place(
    letter: Fresh,
    received: ReceivedLetter,
    aside: Why | null,
    fingerprint: string | null,
    discard: () => Promise<void>,
  ): Promise<void> {
    const { n, octets: listed } = letter;
    const key = letter.key ?? digestKey(received.arrivedDigest);
    const known = letter.maybe || letter.key === null ? await this.#known(received.digest) : undefined;
    if (known !== undefined) {
      this.recognised.push({ n, entry: known.row });
      this.#begin(async () => {
        await this.#rename(known, letter, key);
        await discard();
        this.#settled(received.octets);
      });
      return;
    }
    const { store, source, mailbox, due, now } = this.#options;
    const { account, id } = source;
    const storedAt = now();
    const dueSince = due && aside === null ? storedAt : null;
    const occurrence =
      letter.key === null ? await this.#nextOccurrence(key, received.digest) : letter.occurrence;
    this.#begin(async () => {
      try {
        const collected = await store.write('collectLetter', {
          letter: received,
          target: {
            account,
            ...(mailbox !== undefined && { mailbox }),
            ...(aside !== null && { keywords: [asideKeyword] }),
          },
          source: id,
          entry: { key, occurrence, octets: listed, fingerprint, aside },
          dueSince,
          now: storedAt,
        });
        this.#settled(received.octets);
        if (collected.at === 'known') return await discard();
        const { octets, derived } = received;
        const { entry } = collected;
        const { sentDate } = derived;
        this.stored.push({ n, entry, octets, storedAt, sentDate, aside: aside !== null, dueSince });
        if (aside !== null) this.aside++;
      } catch (error) {
        await discard();
        this.#stumble(letter, error);
      }
    });
    while (this.#underway.size >= mostUnderway) await Promise.race(this.#underway);
  }

  /** An entry with these octets that no letter of this session is. */
  async #known(digest: Uint8Array): Promise<Known | undefined> {
    const { store, source, ledger, claimed } = this.#options;
    const found = await store.read('findCollected', { account: source.account, source: source.id, digest });
    for (const { entry, occurrence } of found) {
      const row = rowOf(ledger, entry);
      if (row === undefined || claimed[row] === 1 || this.#taken.has(row)) continue;
      this.#taken.add(row);
      return { entry, occurrence, row };
    }
    return undefined;
  }

  async #rename({ entry, occurrence }: Known, letter: Fresh, key: string): Promise<void> {
    const { store, source } = this.#options;
    const of = { account: source.account, source: source.id };
    const named = { entry, key, occurrence: letter.key === null ? occurrence : letter.occurrence };
    await renameEntries(store, of, [{ ...named, octets: letter.octets }]);
    await store.write('noteListing', {
      ...of,
      absent: [],
      returned: [entry],
      confirmed: [],
      now: this.#options.now(),
    });
  }

  /** Letters without a unique-id that are equal are told apart by being counted. */
  async #nextOccurrence(key: string, digest: Uint8Array): Promise<number> {
    const { store, source } = this.#options;
    let next = this.#occurrences.get(key);
    if (next === undefined) {
      const found = await store.read('findCollected', { account: source.account, source: source.id, digest });
      next = found.reduce((most, { occurrence }) => Math.max(most, occurrence + 1), 0);
    }
    this.#occurrences.set(key, next + 1);
    return next;
  }

  /** Under way from now on; what it rejects with ends the fetching. */
  #begin(work: () => Promise<void>): void {
    const begun = work()
      .catch((error: unknown) => {
        this.failure ??= error;
      })
      .finally(() => this.#underway.delete(begun));
    this.#underway.add(begun);
  }
}
