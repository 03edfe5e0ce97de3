// The octets of one letter as they come, the dots undone (RFC 1939 §3). Whoever reads it knows whether it is whole:
// reading ends only behind the terminating line, everything else rejects.

import type { Conversation } from './conversation.ts';
import { Pop3ClientError } from './error.ts';

type Piece = { octets: Uint8Array; ended: boolean };

export class Text implements AsyncIterable<Uint8Array> {
  readonly #conversation: Conversation;
  readonly #command: string;
  readonly #read: () => Promise<Piece>;
  #octets = 0;
  #ended = false;
  /** The last octets, for a diagnosis: a text that seems to have ended, but for its last line. */
  #tail = '';

  constructor(conversation: Conversation, command: string, read: () => Promise<Piece>) {
    this.#conversation = conversation;
    this.#command = command;
    this.#read = read;
  }

  /** Whether all of it was read. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The next octets, at least one; undefined behind the last. */
  async next(): Promise<Uint8Array | undefined> {
    if (this.#ended) return undefined;
    const { octets, ended } = await this.#read().catch((error) => {
      throw this.#diagnosed(error);
    });
    this.#ended = ended;
    this.#octets += octets.length;
    this.#tail = (this.#tail + Buffer.from(octets.subarray(-3)).toString('latin1')).slice(-3);
    const { letter } = this.#conversation.limits;
    if (this.#octets > letter) {
      const message = `the reply to ${this.#command} has more than ${letter} octets`;
      throw this.#conversation.fail(new Pop3ClientError('limit', message, { command: this.#command }));
    }
    return octets.length > 0 ? octets : undefined;
  }

  /** Reads to the end and keeps nothing. Resolves with what is left of `most` octets; undefined when there are more. */
  async drain(most: number): Promise<number | undefined> {
    for (let left = most; ; ) {
      const octets = await this.next();
      if (octets === undefined) return left;
      left -= octets.length;
      if (left < 0) return undefined;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    for (let octets = await this.next(); octets !== undefined; octets = await this.next()) yield octets;
  }

  /** Some servers end a letter with `.CR`, or leave out the line end before the dot: then the reply never ends. */
  #diagnosed(error: unknown): unknown {
    if (!(error instanceof Pop3ClientError) || error.code !== 'timeout-idle') return error;
    const lineEnded = this.#octets === 0 || this.#tail.endsWith('\r\n');
    const missing = lineEnded ? 'the end of the letter' : 'a line end before the end of the letter';
    return new Pop3ClientError(
      'timeout-idle',
      `${error.message}; ${this.#octets} octets came, ${missing} is missing`,
      { command: this.#command, pipelined: error.pipelined, cause: error },
    );
  }
}
