// Answers what clients of the local socket ask about letters, in the thread that may take its time: each has a
// conversation of its own, which ends when it leaves.

import type { Settings } from '../config/index.ts';
import type { Store } from '../store/index.ts';
import { type KeptLetters, keepLetters, type LettersMethod, lettersMethods } from '../transfer/index.ts';
import { createFindRecipient } from './find-recipient.ts';
import { type Reply, replyOf } from './reply.ts';

/** Milliseconds that an export may keep deleted letters readable: one that takes longer misses some. */
const longestExport = 6 * 3_600_000;

export type LettersRequest = { client: number; method: LettersMethod; input: unknown };

/** The memory of a letter's octets in a request, which came in a frame of its own: given to the desk's thread whole. */
export function memoryOf({ input }: LettersRequest): ArrayBuffer[] {
  const { octets } = (input ?? {}) as { octets?: Uint8Array };
  return octets?.buffer instanceof ArrayBuffer ? [octets.buffer] : [];
}

export class LettersDesk {
  readonly #store: Store;
  readonly #settings: () => Settings;
  readonly #conversations = new Map<number, KeptLetters>();

  constructor(store: Store, settings: () => Settings) {
    this.#store = store;
    this.#settings = settings;
  }

  /** The memory of the request's octets is the desk's. */
  async ask(request: LettersRequest): Promise<Reply> {
    const { client, method, input } = request;
    if (!lettersMethods.includes(method)) throw new Error(`no method ${method}`);
    const letters = this.#conversation(client);
    const ask = letters[method] as (input: unknown) => Promise<unknown>;
    const reply = await replyOf(() => ask(input));
    // Nothing of a whole letter is held any more; a piece of one still is.
    if (method === 'take') for (const memory of memoryOf(request)) memory.transfer(0);
    return reply;
  }

  async leave(client: number): Promise<void> {
    const letters = this.#conversations.get(client);
    this.#conversations.delete(client);
    await letters?.close();
  }

  async close(): Promise<void> {
    for (const client of [...this.#conversations.keys()]) await this.leave(client);
  }

  /** Letters that died before this (milliseconds) are read by no export. */
  readNoneBefore(now: number): number {
    const began = [...this.#conversations.values()].map((letters) => letters.readsSince() ?? now);
    return Math.min(now, ...began.filter((at) => at > now - longestExport));
  }

  #conversation(client: number): KeptLetters {
    const known = this.#conversations.get(client);
    if (known !== undefined) return known;
    const letters = openConversation(this.#store, this.#settings);
    this.#conversations.set(client, letters);
    return letters;
  }
}

export function openConversation(store: Store, settings: () => Settings): KeptLetters {
  const find = createFindRecipient(store, settings);
  return keepLetters({ store, find, now: Date.now, letterLimit: settings().letter.limit });
}
