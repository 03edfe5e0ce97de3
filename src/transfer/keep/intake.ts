// Letters that come in, one after the other: each is parsed in its turn and gets its place in its turn, but none waits
// for another's to be durable, so that many share a sync.

import type { AccountId, IncomingLetter, MailboxId, ReceivedLetter, Store } from '../../store/index.ts';
import { free } from '../free.ts';
import { isKeyword } from '../keyword.ts';
import type { LetterFacts } from '../letter.ts';
import { type LetterEnd, type LetterHead, type Letters, LettersRefusal, type Taken } from '../letters.ts';
import { isUidl } from '../uidl.ts';
import type { Folders } from './folders.ts';

export type IntakeOptions = {
  store: Pick<Store, 'receive' | 'write'>;
  folders: Folders;
  now(): number;
  /** Octets of a letter that comes to an address; an imported one was taken elsewhere, and any size is right. */
  letterLimit: number;
};

type Place = { account: AccountId; mailbox: MailboxId; facts: LetterFacts };
type OpenLetter = { place: Place; letter: IncomingLetter } | { refused: unknown };

export class Intake implements Pick<Letters, 'take' | 'begin' | 'append' | 'finish'> {
  readonly #options: IntakeOptions;
  #turn: Promise<unknown> = Promise.resolve();
  #open: OpenLetter | undefined;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  async take({ octets, ...input }: LetterHead & LetterEnd & { octets: Uint8Array }): Promise<Taken> {
    const stored = await this.#inTurn(async () => {
      await this.#begin(input);
      await this.#append(octets);
      return this.#finish(input);
    });
    return stored.taken;
  }

  begin(head: LetterHead): Promise<void> {
    return this.#inTurn(() => this.#begin(head));
  }

  append({ octets }: { octets: Uint8Array }): Promise<void> {
    return this.#inTurn(() => this.#append(octets));
  }

  async finish(end: LetterEnd): Promise<Taken> {
    const stored = await this.#inTurn(() => this.#finish(end));
    return stored.taken;
  }

  /** Waits for the turns, and forgets a letter that is not finished. */
  async close(): Promise<void> {
    await this.#turn;
    if (this.#open !== undefined && 'letter' in this.#open) await this.#open.letter.discard();
    this.#open = undefined;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(act);
    this.#turn = result.catch(() => {});
    return result;
  }

  async #begin({ to, facts }: LetterHead): Promise<void> {
    const { store, folders, now, letterLimit } = this.#options;
    if (this.#open !== undefined && 'letter' in this.#open) await this.#open.letter.discard();
    try {
      const account = await folders.account(to);
      const mailbox = await folders.mailbox(account, facts.folder);
      const limit = 'address' in to ? letterLimit : 2 ** 32 - 1;
      const letter = store.receive({ accounts: [account], now: now(), limit });
      this.#open = { place: { account, mailbox, facts }, letter };
    } catch (error) {
      this.#open = { refused: error };
    }
  }

  async #append(octets: Uint8Array): Promise<void> {
    const open = this.#open;
    if (open === undefined || 'refused' in open) return;
    try {
      await open.letter.write(octets);
    } catch (error) {
      await open.letter.discard();
      this.#open = { refused: error instanceof RangeError ? new LettersRefusal('too-large', '') : error };
    }
  }

  /** Its place is asked for when this resolves, and given when what it answers resolves. */
  async #finish(end: LetterEnd): Promise<{ taken: Promise<Taken> }> {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) throw new Error('no letter was begun');
    if ('refused' in open) throw open.refused;
    const letter = await open.letter.finish();
    const taken = this.#place(letter, open.place, end);
    // Whoever asked hears of it; until then it is no unhandled rejection.
    taken.catch(() => {});
    return { taken };
  }

  async #place(letter: ReceivedLetter, place: Place, { key, again = false }: LetterEnd): Promise<Taken> {
    const { store, folders, now } = this.#options;
    const target = targetOf(place, letter);
    const digest = letter.arrivedDigest;
    try {
      if (key === undefined) {
        await store.write('deliver', { letter, targets: [target], now: now() });
        return { at: 'added', digest };
      }
      const { at } = await store.write('importLetter', { letter, target, key, again, now: now() });
      return { at, digest };
    } catch (error) {
      // The folder may be gone: looked up again for the next letter.
      folders.forget();
      throw error;
    } finally {
      letter.tail.chunks.forEach(free);
    }
  }
}

function targetOf({ account, mailbox, facts }: Place, letter: ReceivedLetter) {
  const { flags, keywords, internalDate, uidl } = facts;
  const date = internalDate ?? letter.derived.sentDate;
  return {
    account,
    mailbox,
    flags: flags & 31,
    keywords: keywords.filter(isKeyword),
    ...(date === null ? {} : { internalDate: date }),
    ...(uidl === null || !isUidl(uidl) ? {} : { uidl }),
  };
}
