// The client of a dialogue: sends octets, reads lines with a time limit. Shares no code with the server it tests.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Milliseconds until a silent server fails the test. */
const patience = 5_000;

export class DialogueClient {
  #socket: Socket;
  #received = Buffer.alloc(0);
  #ended = false;
  #changed: (() => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen(socket);
  }

  static async connect(port: number): Promise<DialogueClient> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    await once(socket, 'connect');
    return new DialogueClient(socket);
  }

  /** `pieceOctets`: sends so many at a time, each in a packet of its own. */
  async say(octets: Buffer, pieceOctets?: number): Promise<void> {
    for (let at = 0; at < octets.length; at += pieceOctets ?? octets.length) {
      this.#socket.write(octets.subarray(at, at + (pieceOctets ?? octets.length)));
      if (pieceOctets !== undefined) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Exactly so many octets, or fewer when the server ends or stays silent. */
  async hear(length: number): Promise<Buffer> {
    await this.#until(() => this.#received.length >= length);
    return this.#take(length);
  }

  /** Up to and including the next LF. */
  async hearLine(): Promise<Buffer> {
    await this.#until(() => this.#received.includes(10));
    const end = this.#received.indexOf(10);
    return this.#take(end < 0 ? this.#received.length : end + 1);
  }

  /** Everything until the server ends; undefined when it does not. */
  async hearEnd(): Promise<Buffer | undefined> {
    await this.#until(() => this.#ended);
    return this.#ended ? this.#take(this.#received.length) : undefined;
  }

  async startTls(): Promise<void> {
    this.#socket.removeAllListeners();
    this.#socket.on('error', () => {});
    const secured = connectTls({ socket: this.#socket, rejectUnauthorized: false });
    await once(secured, 'secureConnect');
    this.#socket = secured;
    this.#listen(secured);
  }

  halfClose(): void {
    this.#socket.end();
  }

  reset(): void {
    this.#socket.resetAndDestroy();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #listen(socket: Socket): void {
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#changed?.();
    });
    const ended = () => {
      this.#ended = true;
      this.#changed?.();
    };
    socket.on('end', ended).on('close', ended).on('error', ended);
  }

  #take(length: number): Buffer {
    const taken = this.#received.subarray(0, length);
    this.#received = this.#received.subarray(taken.length);
    return taken;
  }

  async #until(there: () => boolean): Promise<void> {
    const deadline = setTimeout(() => this.#changed?.(), patience);
    const end = Date.now() + patience;
    while (!there() && !this.#ended && Date.now() < end)
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    clearTimeout(deadline);
  }
}
