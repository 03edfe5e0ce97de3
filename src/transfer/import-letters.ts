// Takes letters from a source into an account. Each letter has a key made of its folder, its octets with CRLF line
// ends, and how many equal ones came before it in this folder: so letters that really are twice stay two, and a second
// run, or one after a crash, finds every letter under the key it had.

import { createHash, type Hash, hash } from 'node:crypto';
import { free } from './free.ts';
import type { Source, SourceItem } from './letter.ts';
import type { LetterEnd, LetterHead, Letters, Taken } from './letters.ts';
import { buffer } from './octet-filter.ts';
import { pieceOctets, reasonOf } from './open-file.ts';
import { type Heard, newTally, type Tally } from './tally.ts';

export type ImportOptions = {
  account: string;
  again?: boolean;
  heard: Heard;
  signal?: AbortSignal;
};

const CR = 13;
const LF = 10;

type Importing = Pick<Letters, 'makeFolder' | 'take' | 'begin' | 'append' | 'finish'>;
type LetterItem = Extract<SourceItem, { kind: 'letter' }>;

/** Octets and letters that may be under way: enough to share syncs, little enough to hold. */
const octetsUnderWay = 2 * 1024 * 1024;
const lettersUnderWay = 64;

/**
 * Resolves when every letter is durable. Rejects with the first refusal, after what was under way is settled; `tally`
 * of `heard` then says how far it came. A letter that cannot be read is passed over.
 */
export async function importLetters(
  source: Source,
  letters: Importing,
  options: ImportOptions,
): Promise<Tally> {
  return new Import(source, letters, options).run();
}

class Import {
  readonly #source: Source;
  readonly #letters: Importing;
  readonly #options: ImportOptions;
  readonly #tally = newTally();
  /** How often each octets were seen in each folder. */
  readonly #seen = new Map<string, number>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #scratch: Scratch = { octets: Buffer.alloc(0) };
  #octets = 0;
  #failure: { error: unknown } | undefined;

  constructor(source: Source, letters: Importing, options: ImportOptions) {
    this.#source = source;
    this.#letters = letters;
    this.#options = options;
  }

  async run(): Promise<Tally> {
    const { account, heard, signal } = this.#options;
    for await (const item of this.#source.items()) {
      if (this.#failure !== undefined) break;
      signal?.throwIfAborted();
      switch (item.kind) {
        case 'folder':
          await this.#letters.makeFolder({ account, folder: item.folder });
          break;
        case 'bad':
          this.#passOver(item.name, item.reason);
          break;
        case 'letter':
          await this.#takeOrPassOver(item);
      }
      heard.progress(this.#tally, item.done, this.#source.total);
    }
    await Promise.all(this.#underWay);
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#tally;
  }

  #passOver(name: string, reason: string): void {
    this.#tally.bad++;
    this.#options.heard.bad(name, reason);
  }

  async #takeOrPassOver(item: LetterItem): Promise<void> {
    try {
      await this.#take(item);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#passOver(item.name, reasonOf(error.cause));
    }
  }

  async #take(item: LetterItem): Promise<void> {
    const head: LetterHead = { to: { account: this.#options.account }, facts: item.facts };
    const digests = new Digests(this.#scratch);
    let octets = 0;
    let first: Uint8Array | undefined;
    let isLarge = false;
    for await (const piece of readable(item)) {
      digests.update(piece);
      octets += piece.length;
      if (!isLarge && first === undefined && piece.length <= pieceOctets) {
        first = piece;
        continue;
      }
      if (!isLarge) {
        isLarge = true;
        await this.#ask(0, () => this.#letters.begin(head));
        if (first !== undefined) await this.#append(first);
      }
      await this.#append(piece);
    }
    const end = {
      key: this.#keyOf(item.facts.folder, digests.stored()),
      again: this.#options.again ?? false,
    };
    const arrived = digests.arrived();
    await this.#ask(isLarge ? 0 : octets, async () => {
      const taken = await this.#finish(isLarge, head, end, first);
      if (item.ownsMemory && first !== undefined) free(first);
      this.#tally.letters++;
      this.#tally.octets += octets;
      this.#tally[taken.at]++;
      if (Buffer.compare(taken.digest, arrived) === 0) this.#tally.identical++;
    });
  }

  #finish(
    isLarge: boolean,
    head: LetterHead,
    end: LetterEnd,
    octets: Uint8Array = new Uint8Array(0),
  ): Promise<Taken> {
    return isLarge ? this.#letters.finish(end) : this.#letters.take({ ...head, ...end, octets });
  }

  async #append(octets: Uint8Array): Promise<void> {
    for (let at = 0; at < octets.length; at += pieceOctets) {
      const piece = octets.subarray(at, at + pieceOctets);
      await this.#ask(piece.length, () => this.#letters.append({ octets: piece }));
    }
  }

  /** Asks when there is room, and does not wait for the answer. */
  async #ask(octets: number, ask: () => Promise<void>): Promise<void> {
    while (
      this.#underWay.size >= lettersUnderWay ||
      (this.#octets > 0 && this.#octets + octets > octetsUnderWay)
    )
      await Promise.race(this.#underWay);
    this.#octets += octets;
    const asked = ask()
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#octets -= octets;
        this.#underWay.delete(asked);
      });
    this.#underWay.add(asked);
  }

  #keyOf(folder: string, stored: Uint8Array): Uint8Array {
    const same = hash('sha256', Buffer.concat([Buffer.from(folder), Buffer.from([0]), stored]), 'buffer');
    const name = same.toString('latin1', 0, 16);
    const before = this.#seen.get(name) ?? 0;
    this.#seen.set(name, before + 1);
    const key =
      before === 0 ? same : hash('sha256', Buffer.concat([same, Buffer.from(String(before))]), 'buffer');
    return new Uint8Array(key.subarray(0, 16));
  }
}

/** The source failed, not we. */
class Unreadable extends Error {}

async function* readable(item: LetterItem): AsyncGenerator<Uint8Array> {
  const pieces = item.octets();
  const iterator =
    Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try {
      next = await iterator.next();
    } catch (cause) {
      throw new Unreadable(item.name, { cause });
    }
    if (next.done) return;
    yield next.value;
  }
}

/** Where a piece is put without its CRs: one for all letters, so that thousands of them leave no garbage. */
type Scratch = { octets: Buffer };

/** Of the octets as they come; and of what a letter is whatever its line ends are: with LF. */
class Digests {
  readonly #arrived = createHash('sha256');
  /** Only from the first CRLF on: until then it is what comes. */
  #plain: Hash | undefined;
  #endsInCr = false;
  readonly #scratch: Scratch;

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
  }

  update(octets: Uint8Array): void {
    const piece = buffer(octets);
    if (this.#plain === undefined && (this.#endsInCr || piece.includes(CR))) {
      this.#plain = this.#arrived.copy();
    }
    if (this.#plain !== undefined) this.#updatePlain(this.#plain, piece);
    this.#arrived.update(octets);
  }

  stored(): Uint8Array {
    if (this.#plain !== undefined && this.#endsInCr) this.#plain.update(Uint8Array.of(CR));
    return (this.#plain ?? this.#arrived.copy()).digest();
  }

  arrived(): Uint8Array {
    return this.#arrived.digest();
  }

  /** A CR is held back until it is known what follows. */
  #updatePlain(plain: Hash, piece: Buffer): void {
    if (piece.length === 0) return;
    if (this.#endsInCr && piece[0] !== LF) plain.update(Uint8Array.of(CR));
    this.#endsInCr = piece.at(-1) === CR;
    const end = this.#endsInCr ? piece.length - 1 : piece.length;
    if (this.#scratch.octets.length < end) this.#scratch.octets = Buffer.allocUnsafeSlow(end);
    const { octets } = this.#scratch;
    let filled = 0;
    for (let at = 0; at < end; ) {
      const found = piece.indexOf('\r\n', at, 'latin1');
      const to = found < 0 || found >= end ? end : found;
      filled += piece.copy(octets, filled, at, to);
      at = to === end ? end : to + 1;
    }
    plain.update(octets.subarray(0, filled));
  }
}
