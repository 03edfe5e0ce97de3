// Writes one reply, waiting for the client where it must. Letters are copied chunk by chunk; none is held whole.

import { type Connection, DotEncoder } from '../wire/index.ts';
import type { Reply } from './reply.ts';
import { TopCutter } from './top.ts';

/** `complete`: false when the client went or stalled. `sent`: octets of the letter, stuffing not counted. */
export type Written = { complete: boolean; sent: number };

const nothing: Written = { complete: true, sent: 0 };
const broken: Written = { complete: false, sent: 0 };

type LetterReply = Extract<Reply, { kind: 'letter' }>;

/** `stall`: milliseconds in which the client takes one block. */
export async function writeReply(
  connection: Connection,
  reply: Exclude<Reply, { kind: 'tls' }>,
  stall: number,
): Promise<Written> {
  connection.write(reply.line);
  if (reply.kind === 'letter') return writeLetter(connection, reply, stall);
  if (reply.kind === 'listing') {
    for (const block of reply.blocks) {
      connection.write(block);
      const wait = connection.ready(stall);
      if (wait && !(await wait)) return broken;
    }
    connection.write('.\r\n');
  }
  const wait = connection.ready(stall);
  return !wait || (await wait) ? nothing : broken;
}

async function writeLetter(connection: Connection, reply: LetterReply, stall: number): Promise<Written> {
  const { body } = reply.letter;
  const out = new LetterOutput(connection, reply);
  if (Symbol.iterator in body) {
    for (const chunk of body) {
      out.put(chunk);
      const wait = connection.ready(stall);
      if (wait && !(await wait)) return broken;
      if (out.done) break;
    }
  } else {
    for await (const chunk of body) {
      out.put(chunk);
      const wait = connection.ready(stall);
      if (wait && !(await wait)) return broken;
      if (out.done) break;
    }
  }
  out.end();
  const wait = connection.ready(stall);
  return { complete: !wait || (await wait), sent: out.sent };
}

class LetterOutput {
  /** Nothing more of the letter is wanted. */
  done = false;
  sent = 0;
  /** The last two octets that were sent; a letter begins as if a line had just ended. */
  #tail = 0x0d0a;
  readonly #connection: Connection;
  readonly #reply: LetterReply;
  readonly #cutter: TopCutter | undefined;
  readonly #encoder: DotEncoder | undefined;

  constructor(connection: Connection, reply: LetterReply) {
    this.#connection = connection;
    this.#reply = reply;
    this.#cutter = reply.top === undefined ? undefined : new TopCutter(reply.top);
    this.#encoder = reply.letter.dotted === false ? undefined : new DotEncoder();
  }

  put(chunk: Uint8Array): void {
    const octets = this.#cutter ? this.#cutter.cut(chunk) : chunk;
    this.done = this.#cutter?.done ?? false;
    const length = octets.length;
    if (length === 0) return;
    this.sent += length;
    this.#tail = ((length > 1 ? octets[length - 2]! : this.#tail & 255) << 8) | octets[length - 1]!;
    this.#connection.write(this.#encoder ? this.#encoder.encode(octets) : octets);
  }

  /** The missing CRLF, seen from the octets: a promise that does not hold must not hide the end of the reply. */
  end(): void {
    const empty = this.sent === 0 && this.#reply.octets === 2;
    const unterminated = this.#tail !== 0x0d0a || empty;
    if (unterminated) this.sent += 2;
    this.#connection.write(unterminated ? '\r\n.\r\n' : '.\r\n');
  }
}
