// One session with a POP3 server, as a program uses it. RFC 1939, 2449, 2595, 5034, 6856, 8314

import type { Capabilities } from './capabilities.ts';
import { type Connected, connect, type TlsSession } from './connect.ts';
import type { Conversation } from './conversation.ts';
import type { Pop3ClientError } from './error.ts';
import type { Quirk } from './event.ts';
import { type Fetched, fetch, retrieve } from './fetch.ts';
import { defaultWindow, type Window } from './limits.ts';
import type { ScanListing, UniqueId } from './listing.ts';
import { readScanListings, readStat, readUniqueIds } from './listings.ts';
import type { Pop3ClientOptions } from './options.ts';
import { type Ask, Pipeline, type Probe } from './pipeline.ts';
import { refused } from './refused.ts';
import { Turns } from './turns.ts';
import type { Way } from './ways.ts';

/** Octets that a letter is taken for where the server did not list its size. */
const unlistedOctets = 65_536;

/** What became of the deletions at QUIT. RFC 1939 §6 */
export type QuitResult = {
  /**
   * 'confirmed': what was marked as deleted is gone. 'refused': the server says that some of it is not. 'unknown': the
   * connection broke before its answer. 'not-asked': the session was over before QUIT, so nothing was deleted.
   */
  update: 'confirmed' | 'refused' | 'unknown' | 'not-asked';
  /** The server's words; empty without an answer. */
  text: string;
};

export type Refused = { number: number; error: Pop3ClientError };

/**
 * A session in the TRANSACTION state. Numbers are the server's, from 1, and mean something in this session only.
 *
 * Calls may overlap: each waits for those before it. While a letter is being read none may be made, and each rejects with
 * Error. Everything the server or the network does wrong rejects with Pop3ClientError; unless its `sessionStands` is
 * true the session is over, and every later call rejects.
 *
 * Leaving it by `await using` breaks off without QUIT: then nothing is deleted.
 */
export class Pop3Client implements AsyncDisposable {
  /** The server's first words, without `+OK`. */
  readonly greeting: string;
  /** As they are behind the login; empty where the server has no CAPA. */
  readonly capabilities: Capabilities;
  /** The way in which the login went. */
  readonly mechanism: Way;
  /** Undefined: the session is in the clear. */
  readonly tls: TlsSession | undefined;
  /** Whether the server sends letters with UTF-8 in their headers as they are. */
  readonly utf8: boolean;
  readonly #conversation: Conversation;
  readonly #window: Window;
  readonly #turns = new Turns();
  readonly #sizes = new Map<number, number>();
  readonly #deleted = new Set<number>();
  #uidls: readonly UniqueId[] = [];

  private constructor(connected: Connected, options: Pop3ClientOptions) {
    this.greeting = connected.greeting;
    this.capabilities = connected.capabilities;
    this.mechanism = connected.mechanism;
    this.tls = connected.tls;
    this.utf8 = connected.utf8;
    this.#conversation = connected.conversation;
    const window = { ...defaultWindow, ...options.window };
    this.#window = this.capabilities.has('PIPELINING') ? window : { ...window, commands: 1 };
  }

  /**
   * Connects and logs in. Rejects with Pop3ClientError; with RangeError for a name, password or token with NUL, CR or LF
   * in it. Certificates, keys and `ca` that cannot be read are the error of node:tls.
   */
  static async connect(options: Pop3ClientOptions): Promise<Pop3Client> {
    return new Pop3Client(await connect(options), options);
  }

  /** What this server does otherwise than the RFCs say, as far as it was noticed. */
  get quirks(): ReadonlySet<Quirk> {
    return this.#conversation.quirks;
  }

  /** What ended the session, or undefined. */
  get failure(): Pop3ClientError | undefined {
    return this.#conversation.failure;
  }

  /** How many letters there are, and their octets as the server counts them; undefined where it counts below zero. */
  stat(): Promise<{ count: number; octets: number | undefined }> {
    return this.#turns.run(() => readStat(this.#conversation));
  }

  /** The size of each letter: the server's word, not to be relied on. A line that is none is a quirk, and passed over. */
  list(): Promise<ScanListing[]> {
    return this.#turns.run(async () => {
      const listing = await readScanListings(this.#conversation);
      for (const { number, octets } of listing) if (octets !== undefined) this.#sizes.set(number, octets);
      return listing;
    });
  }

  /**
   * The unique-id of each letter. They need be neither unique nor there: servers repeat them, leave them empty, and make
   * all of them anew. Rejects with 'command-refused' where the server has none.
   */
  uidl(): Promise<UniqueId[]> {
    return this.#turns.run(async () => {
      this.#uidls = await readUniqueIds(this.#conversation);
      return [...this.#uidls];
    });
  }

  /**
   * One letter, octet for octet, in pieces of any size; asked for when the first is wanted. The loop ends only when the
   * letter is whole, whatever else happens rejects. Leaving it early reads on to the end of the letter, up to
   * `limits.drain` octets; with more to come the session is broken off.
   */
  retrieve(number: number): AsyncIterable<Uint8Array> {
    return this.#read(() => retrieve(this.#conversation, `RETR ${messageNumber(number)}`));
  }

  /** The header of a letter and so many lines of its body; servers miscount, and some send all of it. See retrieve. */
  top(number: number, lines: number): AsyncIterable<Uint8Array> {
    return this.#read(() => retrieve(this.#conversation, topOf(lines)(messageNumber(number))));
  }

  /**
   * Many letters, asked for ahead of time within the window, in the order given; what the server refuses among others is
   * asked for once more at the end. Each body is read before the next letter is taken; one that was not is thrown away,
   * and leaving the loop throws away what is under way, as retrieve does. Call list() before: the window counts octets.
   */
  retrieveAll(numbers: Iterable<number>): AsyncIterable<Fetched> {
    return this.#fetch(
      numbers,
      (number) => `RETR ${number}`,
      (number) => this.#sizes.get(number) ?? unlistedOctets,
    );
  }

  /** As retrieveAll, of what top gives. */
  topAll(numbers: Iterable<number>, lines: number): AsyncIterable<Fetched> {
    return this.#fetch(numbers, topOf(lines), () => 2_048 + 80 * lines);
  }

  /** Marks a letter as deleted; it is only when quit() confirms it. Rejects when the server refuses. */
  async delete(number: number): Promise<void> {
    const [refusal] = await this.deleteAll([number]);
    if (refusal !== undefined) throw refusal.error;
  }

  /** Marks many, within the window. Resolves with those that the server refused. */
  deleteAll(numbers: Iterable<number>): Promise<Refused[]> {
    const asks = [...numbers].map(
      (number): Ask => ({ number, line: `DELE ${messageNumber(number)}`, octets: 100 }),
    );
    return this.#turns.run(async () => {
      for (const { number } of asks) this.#deleted.add(number);
      const refusals: Refused[] = [];
      const pipeline = new Pipeline(this.#conversation, asks, this.#window, this.#probe());
      for (let answer = await pipeline.next(); answer !== undefined; answer = await pipeline.next()) {
        const { ask, status } = answer;
        if (!status.ok) refusals.push({ number: ask.number, error: refused(status, 'command', ask.line) });
      }
      return refusals;
    });
  }

  /** Takes all marks back. RFC 1939 §5 RSET */
  reset(): Promise<void> {
    return this.#simple('RSET');
  }

  /** Keeps the session alive. */
  noop(): Promise<void> {
    return this.#simple('NOOP');
  }

  /** Asks for the server's words in a language: a tag such as `es`, or `*` for the server's own choice. RFC 6856 §3 */
  async language(tag: string): Promise<void> {
    if (!/^(\*|[A-Za-z0-9-]{1,60})$/.test(tag)) throw new RangeError('tag is no language tag');
    await this.#simple(`LANG ${tag}`);
  }

  /** Ends the session and has the marked letters deleted. Says what became of that; rejects only for a caller's mistake. */
  quit(): Promise<QuitResult> {
    return this.#turns.run(async () => {
      const conversation = this.#conversation;
      if (conversation.failure !== undefined) return { update: 'not-asked', text: '' };
      try {
        conversation.send(['QUIT']);
        const { ok, text } = await conversation.status('QUIT');
        await conversation.end(conversation.limits.farewell);
        return { update: ok ? 'confirmed' : 'refused', text };
      } catch {
        return { update: 'unknown', text: '' };
      }
    });
  }

  /** Breaks off without QUIT, whatever is under way: nothing is deleted. */
  close(): void {
    this.#conversation.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  #simple(line: string): Promise<void> {
    return this.#turns.run(async () => {
      this.#conversation.send([line]);
      const status = await this.#conversation.status(line);
      if (!status.ok) throw refused(status, 'command', line);
    });
  }

  #fetch(
    numbers: Iterable<number>,
    command: (number: number) => string,
    octets: (number: number) => number,
  ): AsyncIterable<Fetched> {
    const wanted = [...numbers].map((number) => ({ number: messageNumber(number), octets: octets(number) }));
    const window = this.#window;
    return this.#read(() => fetch(this.#conversation, wanted, { command, window, probe: this.#probe() }));
  }

  async *#read<T>(begin: () => AsyncGenerator<T, void, undefined>): AsyncGenerator<T, void, undefined> {
    const release = await this.#turns.read();
    try {
      yield* begin();
    } finally {
      release();
    }
  }

  /** What only one command can be answered with: the unique-id of a letter that we did not delete. */
  #probe(): Probe | undefined {
    const known = this.#uidls.find(({ number, uidl }) => uidl !== '' && !this.#deleted.has(number));
    return known && { line: `UIDL ${known.number}`, text: `${known.number} ${known.uidl}` };
  }
}

const topOf = (lines: number) => {
  if (!Number.isSafeInteger(lines) || lines < 0) throw new RangeError('lines is a whole number from 0');
  return (number: number) => `TOP ${number} ${lines}`;
};

function messageNumber(number: number): number {
  if (!Number.isSafeInteger(number) || number < 1)
    throw new RangeError('a message-number is a whole number from 1');
  return number;
}
