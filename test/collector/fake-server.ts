// A POP3 server for the tests of the collector, over real sockets: its maildrop lives on between sessions, it answers
// after a delay that many commands share, it is broken in whatever way a test wants, and it keeps what it heard.

import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { CertificatePair } from '../../src/wire/index.ts';
import type { Behaviour } from './fake/behaviour.ts';
import { RemoteMaildrop } from './fake/maildrop.ts';
import { Peer } from './fake/peer.ts';
import { type Reply, say } from './fake/reply.ts';
import { Session } from './fake/session.ts';
import { type Command, Transcript } from './fake/transcript.ts';

export type FakeOptions = {
  maildrop?: RemoteMaildrop;
  password?: string;
  behaviour?: Behaviour;
  /** Milliseconds from a command to its answer; commands that come together are answered together. */
  delay?: number;
  tls?: 'none' | 'implicit' | 'starttls';
  /** Asked at each handshake. */
  certificate?: () => CertificatePair;
  /** Whether one session at a time holds the maildrop. Default: yes. RFC 1939 §4 */
  exclusive?: boolean;
  /** Keeps nothing of what it heard: for measuring. */
  forgetful?: boolean;
};

type Listener = (command: Command) => void | Promise<void>;

export class FakeServer implements AsyncDisposable {
  readonly maildrop: RemoteMaildrop;
  readonly heard = new Transcript();
  /** May be changed at any time; a session keeps the one it began with. */
  behaviour: Behaviour;
  password: string;
  delay: number;
  /** What went wrong in a listener or in a behaviour: see `assertNoFaults`. */
  readonly faults: unknown[] = [];
  port = 0;
  readonly #options: FakeOptions;
  readonly #server = createServer((socket) => void this.#take(socket));
  readonly #peers = new Set<Peer>();
  readonly #listeners = new Set<Listener>();
  #sessions = 0;
  #connections = 0;

  constructor(options: FakeOptions = {}) {
    this.#options = options;
    this.maildrop = options.maildrop ?? new RemoteMaildrop();
    this.behaviour = options.behaviour ?? {};
    this.password = options.password ?? 'canary-4711';
    this.delay = options.delay ?? 0;
  }

  async open(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** Sessions that are logged in now. */
  get sessions(): number {
    return this.#sessions;
  }

  /** `heard` is called, and waited for, when a command came and before anything is done about it. Returns its end. */
  listen(heard: Listener): () => void {
    this.#listeners.add(heard);
    return () => void this.#listeners.delete(heard);
  }

  /** Throws the first thing that went wrong in a script of the test's. */
  assertNoFaults(): void {
    if (this.faults.length > 0) throw this.faults[0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const peer of this.#peers) peer.destroy();
    await closed;
  }

  async #take(socket: Socket): Promise<void> {
    const connection = ++this.#connections;
    this.heard.connections = connection;
    const peer = new Peer(socket, () => performance.now());
    this.#peers.add(peer);
    socket.on('close', () => this.#peers.delete(peer));
    const { behaviour } = this;
    let locked = false;
    const session = new Session({
      maildrop: this.maildrop,
      behaviour,
      connection,
      password: this.password,
      lock: () => {
        if (this.#sessions > 0 && (this.#options.exclusive ?? true)) return false;
        locked = true;
        this.#sessions++;
        this.heard.mostSessions = Math.max(this.heard.mostSessions, this.#sessions);
        return true;
      },
    });
    const release = () => {
      if (locked) this.#sessions--;
      locked = false;
    };
    try {
      await this.#converse(peer, session, behaviour, release);
    } catch (error) {
      this.faults.push(error);
      peer.close();
    } finally {
      release();
      behaviour.ended?.(session, session.quit);
    }
  }

  async #converse(peer: Peer, session: Session, behaviour: Behaviour, release: () => void): Promise<void> {
    const { tls = 'none', certificate } = this.#options;
    if (tls === 'implicit') await peer.startTls(certificate!());
    await this.#wait(performance.now() + this.delay);
    await peer.send(say(session.greeting));
    let held: Reply[] = [];
    for (;;) {
      const line = await peer.line();
      if (line === undefined) return;
      const command = session.read(line.text, line.at);
      if (!this.#options.forgetful) this.heard.commands.push(command);
      for (const listener of this.#listeners) await listener(command);
      await this.#wait(line.at + this.delay);
      const reply = await session.answer(command);
      // The lock is free before the client reads that it is.
      if (session.quit) release();
      if (behaviour.shuffleReplies && command.verb === 'RETR' && reply.behind === undefined) {
        held.push(reply);
        if (peer.waiting > 0) continue;
        for (const each of held.reverse()) this.heard.octetsOut += await peer.send(each);
        held = [];
        continue;
      }
      this.heard.octetsOut += await peer.send(reply);
      if (reply.behind === 'tls') await peer.startTls(certificate!());
      else if (reply.behind === 'close') return peer.close();
      else if (reply.behind === 'reset') return peer.reset();
      else if (reply.behind === 'hang') return peer.gone();
    }
  }

  async #wait(until: number): Promise<void> {
    const milliseconds = until - performance.now();
    if (this.delay > 0 && milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
}

/** A server that is there; dispose it. */
export const startFake = (options: FakeOptions = {}): Promise<FakeServer> => new FakeServer(options).open();
