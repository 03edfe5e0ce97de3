// A connection that we opened: octets in as they come, octets out at once, never both waiting for each other. Knows no
// protocol. What breaks it is thrown by `read`, once and for ever.

import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type ConnectTlsOptions, connectTls } from './connect-tls.ts';
import { Deadline } from './deadline.ts';
import type { PeerCertificate } from './peer-certificate.ts';
import { WireError, type WireFailure } from './wire-error.ts';

/** Octets of input that may wait while nobody reads; the kernel holds the rest. */
const inputBlock = 256 * 1024;

export class Outgoing {
  octetsIn = 0;
  octetsOut = 0;
  #socket: Socket;
  #tls: { socket: TLSSocket; certificate: PeerCertificate } | undefined;
  #chunks: Buffer[] = [];
  #held = 0;
  #ended = false;
  #error: WireError | undefined;
  #wake: (() => void) | undefined;
  #expired = false;
  readonly #deadline = new Deadline(() => {
    this.#expired = true;
    this.#wake?.();
  });

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#attach(socket);
  }

  get remoteAddress(): string {
    return this.#socket.remoteAddress ?? '';
  }

  /** The TLS session, or undefined while the octets travel in the clear. */
  get tls(): { protocol: string; cipher: string; certificate: PeerCertificate } | undefined {
    if (this.#tls === undefined) return undefined;
    const { socket, certificate } = this.#tls;
    return { protocol: socket.getProtocol() ?? '', cipher: socket.getCipher()?.name ?? '', certificate };
  }

  /** What only the two ends of this TLS session know (RFC 9266 §2); undefined below TLS 1.3, where it may not be unique. */
  get channelBinding(): Uint8Array | undefined {
    if (this.#tls?.socket.getProtocol() !== 'TLSv1.3') return undefined;
    return this.#tls.socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0));
  }

  /**
   * The next octets; undefined when the peer will send no more. One caller at a time. Rejects with WireError:
   * 'timeout-idle' after so many `milliseconds` without any (then one may go on reading), or what broke the connection.
   */
  async read(milliseconds: number): Promise<Uint8Array | undefined> {
    if (this.#chunks.length === 0 && !this.#ended && this.#error === undefined) {
      this.#expired = false;
      this.#deadline.set(milliseconds);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      this.#held -= chunk.length;
      if (this.#held < inputBlock && this.#socket.isPaused()) this.#socket.resume();
      return chunk;
    }
    if (this.#error !== undefined) throw this.#error;
    if (this.#ended) return undefined;
    if (!this.#expired) throw new Error('two callers read one connection');
    throw new WireError('timeout-idle', `nothing came for ${milliseconds} ms`);
  }

  /**
   * Sends text (Latin-1). Never waits: whoever writes and reads nothing meanwhile could wait for a peer that waits for
   * him. The caller bounds what it writes by what it has read.
   */
  write(text: string): void {
    if (this.#error !== undefined || !this.#socket.writable) return;
    this.octetsOut += text.length;
    this.#socket.write(text, 'latin1');
  }

  /**
   * Goes on in TLS. Rejects as connectTls does, the connection gone; with 'tls-proto' when octets came that nobody took:
   * what was said in the clear must never be read as if it had come through TLS.
   */
  async startTls(options: ConnectTlsOptions): Promise<void> {
    const plain = this.#socket;
    plain.pause();
    if (this.#error !== undefined) throw this.#error;
    if (this.#held > 0 || plain.readableLength > 0) {
      this.fail('tls-proto', 'octets came before TLS began');
      throw this.#error!;
    }
    this.#detach(plain);
    try {
      this.#tls = await connectTls(plain, options);
    } catch (error) {
      this.#error =
        error instanceof WireError ? error : new WireError('tls-proto', 'no TLS', { cause: error });
      throw error;
    }
    this.#socket = this.#tls.socket;
    this.#attach(this.#socket);
  }

  /** Breaks the connection off; a `read` under way, and every later one, rejects with this. */
  fail(reason: WireFailure, message: string, cause?: unknown): void {
    this.#error ??= new WireError(reason, message, cause === undefined ? {} : { cause });
    this.#chunks = [];
    this.#held = 0;
    this.#close();
  }

  /** Says goodbye; breaks off when the peer has not closed its side within `milliseconds`. */
  async end(milliseconds: number): Promise<void> {
    if (this.#socket.destroyed) return;
    this.#socket.end();
    this.#socket.resume();
    await new Promise<void>((resolve) => {
      const deadline = setTimeout(resolve, milliseconds);
      this.#socket.once('close', () => {
        clearTimeout(deadline);
        resolve();
      });
    });
    this.fail('reset', 'the connection is closed');
  }

  #close(): void {
    this.#socket.destroy();
    this.#deadline.clear();
    this.#wake?.();
  }

  #attach(socket: Socket): void {
    socket
      .on('data', this.#onData)
      .on('end', this.#onEnd)
      .on('error', this.#onError)
      .on('close', this.#onEnd);
    socket.resume();
  }

  /** 'error' stays heard: a socket under TLS may still fail, and an unheard error ends the process. */
  #detach(socket: Socket): void {
    socket.removeListener('data', this.#onData).removeListener('end', this.#onEnd);
    socket.removeListener('close', this.#onEnd);
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#error !== undefined) return;
    this.octetsIn += chunk.length;
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    if (this.#held >= inputBlock) this.#socket.pause();
    this.#wake?.();
  };

  readonly #onEnd = (): void => {
    this.#ended = true;
    this.#wake?.();
  };

  /** What came before it broke is still read: a last reply may be in it. */
  readonly #onError = (error: NodeJS.ErrnoException): void => {
    const reason = /SSL|TLS/.test(error.code ?? '') ? 'tls-proto' : 'reset';
    this.#error ??= new WireError(reason, `the connection broke: ${error.code ?? error.message}`, {
      cause: error,
    });
    this.#close();
  };
}
