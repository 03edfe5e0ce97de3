// One connection: octets in as lines, octets out joined into few writes, deadlines, and a way to TLS. Knows no
// protocol. A peer that vanishes, stalls or breaks off is an answer of `wait` and `ready`, never an exception.

import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { Deadline } from './deadline.ts';
import { LineReader, type tooLong } from './line-reader.ts';
import { Output } from './output.ts';
import { acceptTls, type ChooseContext } from './tls.ts';

/** What reading a command counts in octets written, so that many empty commands end a turn too. */
const commandOctets = 1024;
/** Octets of input that may wait while we are busy; the kernel holds the rest. */
const inputBlock = 64 * 1024;

/** Who is at both ends. Addresses are plain (see plainAddress). */
export type Ends = { remoteAddress: string; remotePort: number; localAddress: string; localPort: number };

/** Why `wait` returned. 'ended': the peer will send no more, or is gone. 'interrupted', 'nudged': somebody called that. */
export type Woke = 'data' | 'ended' | 'timeout' | 'interrupted' | 'nudged';

export class Connection {
  readonly ends: Ends;
  /** Octets read, before TLS. */
  octetsIn = 0;
  readonly #reader: LineReader;
  readonly #output: Output;
  #socket: Duplex;
  #secured: TLSSocket | undefined;
  /** Octets came since takeLine or takeOctets last found too few. */
  #fresh = false;
  #ended = false;
  #closed = false;
  #ending = false;
  #interrupted = false;
  #nudged = false;
  #wake: (() => void) | undefined;
  readonly #onClosed: (() => void)[] = [];
  readonly #deadline = new Deadline(() => (this.#ending ? this.destroy() : this.#wake?.()));

  /** `lineLimit`: octets of the longest line, without its line end. */
  constructor(socket: Duplex, ends: Ends, lineLimit: number) {
    this.ends = ends;
    this.#reader = new LineReader(lineLimit);
    this.#output = new Output(socket);
    this.#socket = socket;
    this.#attach(socket);
  }

  /** The TLS session, or undefined while the octets travel in the clear. */
  get tls(): { protocol: string; cipher: string } | undefined {
    const secured = this.#secured;
    return secured && { protocol: secured.getProtocol() ?? '', cipher: secured.getCipher()?.name ?? '' };
  }

  get secure(): boolean {
    return this.#secured !== undefined;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Octets written, before TLS. */
  get octetsOut(): number {
    return this.#output.octets;
  }

  /** Octets that came and were not taken. */
  get buffered(): number {
    return this.#reader.length + this.#socket.readableLength;
  }

  /** Octets of the overlong line that is being thrown away. */
  get skipped(): number {
    return this.#reader.skipped;
  }

  /** How the last line that was too long began and ended. See LineReader.overlong. */
  get overlong(): { readonly start: string; readonly end: string } {
    return this.#reader.overlong;
  }

  /** Octets of the longest line from the next one on: whoever logged in may say more. */
  limitLines(octets: number): void {
    this.#reader.limit = octets;
  }

  /** Calls back once the connection is gone; at once when it is already. */
  onClosed(callback: () => void): void {
    if (this.#closed) callback();
    else this.#onClosed.push(callback);
  }

  /** The next complete line, without waiting. See LineReader.takeLine. */
  takeLine(): string | typeof tooLong | undefined {
    const line = this.#reader.takeLine();
    if (line === undefined) this.#wantMore();
    else this.#output.spend(commandOctets);
    return line;
  }

  /** Up to `most` octets that are here, without waiting: the way of literals. */
  takeOctets(most: number): Uint8Array | undefined {
    const octets = this.#reader.takeOctets(most);
    if (octets === undefined) this.#wantMore();
    return octets;
  }

  startsWith(octets: Uint8Array): boolean {
    return this.#reader.startsWith(octets);
  }

  /** Sends what is gathered, then waits for octets, the peer's end, an interruption, or `milliseconds` to pass. */
  async wait(milliseconds: number): Promise<Woke> {
    this.#output.flush();
    this.#output.endTurn();
    if (!this.#fresh && !this.#ended && !this.#interrupted && !this.#nudged) {
      this.#deadline.set(milliseconds);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    if (this.#interrupted) return 'interrupted';
    const nudged = this.#nudged;
    this.#nudged = false;
    if (this.#fresh) return 'data';
    if (this.#ended) return 'ended';
    return nudged ? 'nudged' : 'timeout';
  }

  /** Makes the wait under way, or the next one, return: there is something to say. */
  nudge(): void {
    this.#nudged = true;
    this.#wake?.();
  }

  /** Makes the wait under way, and every later one, return 'interrupted'. */
  interrupt(): void {
    this.#interrupted = true;
    this.#wake?.();
  }

  /** Gathers text (Latin-1) or octets, which must not change any more. */
  write(octets: string | Uint8Array): void {
    this.#output.write(octets);
  }

  /** Sends what is gathered: before a command that may take long, so that earlier answers do not wait for it. */
  flush(): void {
    this.#output.flush();
  }

  /** Undefined: write on; else await it, and stop on false: the peer is gone or took too long. See Output.ready. */
  ready(milliseconds: number): Promise<boolean> | undefined {
    return this.#output.ready(milliseconds);
  }

  /**
   * Sends `reply`, the last octets in the clear, and goes on in TLS. Resolves false, with the connection gone, when
   * the handshake fails or anything came before it: octets from the clear must never be read as if they had come
   * through TLS.
   */
  async startTls(reply: string, choose: ChooseContext, milliseconds: number): Promise<boolean> {
    const plain = this.#socket;
    plain.pause();
    this.#output.write(reply);
    if (!(await this.#output.sent(milliseconds)) || this.buffered > 0 || this.#closed) {
      this.destroy();
      return false;
    }
    this.#detach(plain);
    const secured = await acceptTls(plain, choose, milliseconds);
    if (secured === undefined) {
      this.#close();
      return false;
    }
    this.#socket = this.#secured = secured;
    this.#output.moveTo(secured);
    this.#attach(secured);
    return true;
  }

  /** Says that `socket` went through its handshake before there was a connection. */
  static secured(socket: TLSSocket, ends: Ends, lineLimit: number): Connection {
    const connection = new Connection(socket, ends, lineLimit);
    connection.#secured = socket;
    return connection;
  }

  /**
   * Sends what is gathered and says goodbye. The peer has `milliseconds` to read it and to close its side: to break
   * off at once would let the kernel throw the last reply away while octets of the peer are unread.
   */
  end(milliseconds: number): void {
    if (this.#closed) return;
    this.#output.flush();
    this.#ending = true;
    this.#deadline.set(milliseconds);
    this.#socket.end();
    this.#socket.resume();
  }

  /** Breaks the connection off; what was not sent is lost. */
  destroy(): void {
    this.#socket.destroy();
    this.#close();
  }

  #wantMore(): void {
    this.#fresh = false;
    if (this.#socket.isPaused()) this.#socket.resume();
  }

  #attach(socket: Duplex): void {
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('error', this.#onError);
    socket.on('close', this.#close);
  }

  /** 'error' stays heard: a socket under TLS may still fail, and an unheard error ends the process. */
  #detach(socket: Duplex): void {
    socket.removeListener('data', this.#onData);
    socket.removeListener('end', this.#onEnd);
    socket.removeListener('close', this.#close);
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#ending) return;
    this.octetsIn += chunk.length;
    this.#fresh = true;
    this.#reader.push(chunk);
    if (this.#reader.length >= inputBlock) this.#socket.pause();
    this.#wake?.();
  };

  readonly #onEnd = (): void => {
    this.#ended = true;
    this.#wake?.();
  };

  readonly #onError = (): void => this.destroy();

  readonly #close = (): void => {
    if (this.#closed) return;
    this.#closed = true;
    this.#ended = true;
    this.#deadline.clear();
    this.#output.close();
    this.#wake?.();
    for (const callback of this.#onClosed) callback();
  };
}
