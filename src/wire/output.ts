// What goes out of one connection: gathered into few calls to the kernel, and held back while the peer does not take
// it. At most one block, and what the writer adds to it, waits in memory for a peer that never reads.

import type { Duplex } from 'node:stream';
import { Deadline } from './deadline.ts';

/** Octets that are gathered before they go to the kernel: a few letters of mean size, one call. */
const block = 64 * 1024;
/** Octets written without a pause after which other connections get their turn, though this one's peer keeps up. */
const turn = 256 * 1024;

/** Octets up to which a piece is joined with its neighbours as text: to the kernel, two pieces are dearer than one. */
const short = 2048;

export class Output {
  /** Octets written, before TLS. */
  octets = 0;
  #socket: Duplex;
  #pending: (string | Uint8Array)[] = [];
  #pendingOctets = 0;
  #sinceTurn = 0;
  #closed = false;
  #drained: (() => void) | undefined;
  #expired = false;
  readonly #deadline = new Deadline(() => {
    this.#expired = true;
    this.#drained?.();
  });

  constructor(socket: Duplex) {
    this.#socket = socket;
    socket.on('drain', this.#onDrain);
  }

  /** Goes on over another socket; what was gathered must have been sent. */
  moveTo(socket: Duplex): void {
    this.#socket.removeListener('drain', this.#onDrain);
    this.#socket = socket;
    socket.on('drain', this.#onDrain);
  }

  /** Gathers text (Latin-1) or octets, which must not change any more. */
  write(octets: string | Uint8Array): void {
    const piece = typeof octets !== 'string' && octets.length <= short ? latin1(octets) : octets;
    const last = this.#pending.length - 1;
    if (typeof piece === 'string' && typeof this.#pending[last] === 'string') this.#pending[last] += piece;
    else this.#pending.push(piece);
    this.#pendingOctets += octets.length;
    this.#sinceTurn += octets.length;
    this.octets += octets.length;
    if (this.#pendingOctets >= block) this.flush();
  }

  /** Counts work that writes little, so that many small answers end a turn too. */
  spend(octets: number): void {
    this.#sinceTurn += octets;
  }

  /** Hands what is gathered to the kernel: the parts of a reply, and pipelined replies, in one call. */
  flush(): void {
    const pending = this.#pending;
    if (pending.length === 0) return;
    this.#pending = [];
    this.#pendingOctets = 0;
    if (this.#closed || this.#socket.writableEnded) return;
    if (pending.length === 1) {
      this.#send(pending[0]!);
      return;
    }
    this.#socket.cork();
    for (const octets of pending) this.#send(octets);
    this.#socket.uncork();
  }

  #send(octets: string | Uint8Array): void {
    if (typeof octets === 'string') this.#socket.write(octets, 'latin1');
    else this.#socket.write(octets);
  }

  /**
   * Undefined: write on. Otherwise what must be awaited first: the peer takes what waits for it, or others get their
   * turn. False: the connection is gone, or the peer did not take one block in `milliseconds`.
   */
  ready(milliseconds: number): Promise<boolean> | undefined {
    if (this.#closed) return Promise.resolve(false);
    if (this.#socket.writableLength >= this.#socket.writableHighWaterMark) return this.#drain(milliseconds);
    if (this.#sinceTurn < turn) return undefined;
    this.flush();
    this.#sinceTurn = 0;
    return new Promise((resolve) => setImmediate(() => resolve(!this.#closed)));
  }

  async #drain(milliseconds: number): Promise<boolean> {
    this.#sinceTurn = 0;
    this.#expired = false;
    this.#deadline.set(milliseconds);
    await new Promise<void>((resolve) => {
      this.#drained = resolve;
    });
    this.#drained = undefined;
    return !this.#expired && !this.#closed;
  }

  /** A wait for the peer is a turn for the others. */
  endTurn(): void {
    this.#sinceTurn = 0;
  }

  /** Resolves when the kernel has everything, or `milliseconds` passed: then false. */
  async sent(milliseconds: number): Promise<boolean> {
    this.flush();
    if (this.#socket.writableLength === 0) return true;
    return new Promise((resolve) => {
      const deadline = setTimeout(() => resolve(false), milliseconds);
      this.#socket.write('', (error) => {
        clearTimeout(deadline);
        resolve(!error);
      });
    });
  }

  /** The connection is gone: frees whoever waits. */
  close(): void {
    this.#closed = true;
    this.#deadline.clear();
    this.#drained?.();
  }

  readonly #onDrain = (): void => this.#drained?.();
}

function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}
