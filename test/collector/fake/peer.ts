// The server's end of one connection: lines with the moment at which they came, octets that wait for the client, TLS.

import { once } from 'node:events';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { type CertificatePair, openSecureContext } from '../../../src/wire/index.ts';
import type { Reply } from './reply.ts';

export type HeardLine = { text: string; at: number };

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Peer {
  readonly #plain: Socket;
  #socket: Socket;
  #heard: HeardLine[] = [];
  #rest = '';
  #ended = false;
  #wake: (() => void) | undefined;
  readonly #now: () => number;

  constructor(socket: Socket, now: () => number) {
    this.#plain = socket;
    this.#socket = socket;
    this.#now = now;
    socket.setNoDelay(true);
    this.#attach();
  }

  /** Lines that came and were not taken. */
  get waiting(): number {
    return this.#heard.length;
  }

  /** The next line, without its end; undefined when the client is gone. */
  async line(): Promise<HeardLine | undefined> {
    while (this.#heard.length === 0 && !this.#ended)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    return this.#heard.shift();
  }

  /** Resolves when the client has taken what was sent, or is gone; with how many octets were sent. */
  async send({ pieces, cut = Number.POSITIVE_INFINITY, drip }: Reply): Promise<number> {
    let sent = 0;
    this.#socket.cork();
    for (const whole of pieces) {
      const piece = whole.subarray(0, Math.max(0, cut - sent));
      sent += piece.length;
      if (drip !== undefined) await this.#drip(piece, drip);
      else if (!this.#socket.write(piece)) await this.#drained();
      if (this.#socket.destroyed || sent >= cut) break;
    }
    this.#socket.uncork();
    return sent;
  }

  /** Resolves when the client is gone. */
  async gone(): Promise<void> {
    while (!this.#ended) {
      this.#heard = [];
      await this.line();
    }
  }

  async startTls(pair: CertificatePair): Promise<void> {
    this.#plain.off('data', this.#onData).off('end', this.#onEnd);
    const secured = new TLSSocket(this.#plain, { isServer: true, secureContext: openSecureContext(pair) });
    this.#socket = secured;
    this.#attach();
    await Promise.race([once(secured, 'secure'), once(secured, 'close'), once(secured, '_tlsError')]);
  }

  close(): void {
    this.#socket.end();
  }

  /** As a network does that breaks: what was sent before is let through. */
  async reset(): Promise<void> {
    await new Promise<void>((resolve) => this.#socket.write('', () => resolve()));
    this.#plain.resetAndDestroy();
  }

  /** Whatever is under way. */
  destroy(): void {
    this.#socket.destroy();
    this.#plain.destroy();
    this.#onEnd();
  }

  async #drip(piece: Uint8Array, milliseconds: number): Promise<void> {
    this.#socket.uncork();
    for (const octet of piece) {
      if (this.#ended || !this.#socket.writable) return;
      this.#socket.write(Buffer.of(octet));
      await sleep(milliseconds);
    }
  }

  async #drained(): Promise<void> {
    this.#socket.uncork();
    const socket = this.#socket;
    if (socket.destroyed || !socket.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        socket.off('drain', done).off('close', done);
        resolve();
      };
      socket.on('drain', done).on('close', done);
    });
    socket.cork();
  }

  #attach(): void {
    const socket = this.#socket.on('data', this.#onData).on('end', this.#onEnd);
    socket.on('close', this.#onEnd).on('error', this.#onEnd).on('_tlsError', this.#onEnd);
  }

  readonly #onEnd = () => {
    this.#ended = true;
    this.#wake?.();
  };

  readonly #onData = (octets: Buffer) => {
    const parts = (this.#rest + octets.toString('latin1')).split('\n');
    this.#rest = parts.pop()!;
    const at = this.#now();
    for (const part of parts) this.#heard.push({ text: part.replace(/\r$/, ''), at });
    if (parts.length > 0) this.#wake?.();
  };
}
