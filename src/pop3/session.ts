// One session: takes a line, answers it, and so on. Its state is which table it is in (RFC 1939 §3): authorization or
// transaction; the UPDATE state is the one line of QUIT. Knows neither sockets nor mail.

import type { ServerExchange } from '../sasl/index.ts';
import { type Connection, tooLong } from '../wire/index.ts';
import { answerResponse } from './auth.ts';
import { authorization } from './authorization.ts';
import { type BadCommand, type Command, parseCommand, type Verb } from './command.ts';
import type { Drop } from './drop.ts';
import type { SessionEnd, Tally } from './event.ts';
import type { Maildrop } from './maildrop.ts';
import { Pop3Refusal } from './refusal.ts';
import { error, formatError, formatOk, printable, type Reply } from './reply.ts';
import type { Surroundings } from './surroundings.ts';
import { texts } from './texts.ts';
import { writeReply } from './write-reply.ts';

/** The commands of one state. A verb that has no row there is known, but may not be given now. */
export type Table = {
  readonly [V in Verb]?: (session: Session, command: Extract<Command, { verb: V }>) => Reply | Promise<Reply>;
};

/** RFC 8446 §5.1: a handshake record of any version. */
const tlsHello = Uint8Array.of(22, 3);
const httpRequest = /^[A-Z]+ \S+ HTTP\/\d/;

export class Session {
  readonly number: number;
  readonly connection: Connection;
  readonly surroundings: Surroundings;
  readonly tally: Tally = { commands: 0, retrieved: 0, retrievedOctets: 0, tops: 0, deleted: 0 };
  table: Table = authorization;
  /** What USER said, until the next command: PASS follows at once or not at all (RFC 1939 §7). */
  userName: string | undefined;
  /** The AUTH exchange whose next response the next line is. */
  exchange: { mechanism: string; server: ServerExchange } | undefined;
  /** The login under way, or the last one. */
  attempt: { name: string; mechanism: string } | undefined;
  drop: Drop | undefined;
  /** Set: the session ends after this reply. */
  leaving: SessionEnd | undefined;
  /** Aborts the login under way when the client goes. */
  opening: AbortController | undefined;
  /** In the UPDATE state, which nothing cuts short. */
  updating = false;
  readonly #began: number;
  #maildrop: Maildrop | undefined;
  #badCommands = 0;
  #failedLogins = 0;
  /** The first line of a reply was written, its end not: no other reply may begin. */
  #insideReply = false;
  #stopping = false;

  constructor(number: number, connection: Connection, surroundings: Surroundings) {
    this.number = number;
    this.connection = connection;
    this.surroundings = surroundings;
    this.#began = surroundings.now();
    connection.onClosed(() => this.opening?.abort());
  }

  /** Whether a secret may come over this connection as it is now. */
  get allowsPlaintext(): boolean {
    return this.connection.secure || this.surroundings.allowPlaintext(this.connection.ends.remoteAddress);
  }

  /** Lets the command under way finish, then ends without deleting. */
  stop(): void {
    this.#stopping = true;
    this.connection.interrupt();
  }

  /** The session from greeting to end. Never rejects. */
  async run(): Promise<void> {
    const { connection, surroundings } = this;
    const { ends } = connection;
    surroundings.log({
      event: 'connected',
      session: this.number,
      remoteAddress: ends.remoteAddress,
      remotePort: ends.remotePort,
      localPort: ends.localPort,
      secure: connection.secure,
    });
    connection.write(formatOk(texts.greeting(surroundings.hostName)));
    const end = await this.#converse();
    // The lock first: a client that sees its connection end may log in again at once.
    await this.release();
    // A reply that is cut off must not look whole.
    if (end === 'stalled' || this.#insideReply) connection.destroy();
    else connection.end(surroundings.limits.farewell);
    surroundings.log({
      event: 'disconnected',
      session: this.number,
      end,
      milliseconds: Math.round(surroundings.now() - this.#began),
      octetsIn: connection.octetsIn,
      octetsOut: connection.octetsOut,
      ...this.tally,
    });
  }

  /** Takes the maildrop that a login opened; from here on it will be closed. */
  hold(maildrop: Maildrop): void {
    this.#maildrop = maildrop;
  }

  /** Closes the maildrop, once. A fault in that changes nothing of what was answered. */
  async release(): Promise<void> {
    const maildrop = this.#maildrop;
    this.#maildrop = undefined;
    if (maildrop === undefined) return;
    try {
      await maildrop.close();
    } catch (error) {
      this.#fault(error);
    }
  }

  async #converse(): Promise<SessionEnd> {
    for (;;) {
      try {
        if (this.connection.closed) return 'lost';
        if (this.#stopping) return this.#sayStopping();
        const line = this.#isTlsHello() ? tlsHello : this.connection.takeLine();
        if (line === undefined) {
          const end = await this.#listen();
          if (end !== undefined) return end;
          continue;
        }
        const answer = line instanceof Uint8Array ? this.#turnAway(texts.notTls) : this.#answer(line);
        const end = await this.#write(answer instanceof Promise ? await answer : answer);
        if (end !== undefined) return end;
      } catch (error) {
        const end = this.#failed(error);
        if (end !== undefined) return end;
      }
    }
  }

  /** Waits for a line. */
  async #listen(): Promise<SessionEnd | undefined> {
    const { limits, now } = this.surroundings;
    if (this.connection.skipped > limits.overlong) {
      this.connection.write(formatError(texts.tooLong));
      return 'abuse';
    }
    const patience = this.drop ? limits.idle : Math.max(1, limits.login - (now() - this.#began));
    const woke = await this.connection.wait(patience);
    if (woke === 'ended') return 'lost';
    // RFC 1939 §3: no response, no update.
    if (woke === 'timeout') return 'idle';
    return undefined;
  }

  #answer(line: string | typeof tooLong): Reply | Promise<Reply> {
    this.tally.commands++;
    if (this.exchange) return answerResponse(this, line);
    const command: Command | BadCommand =
      line === tooLong
        ? { verb: 'bad', why: 'too-long' }
        : parseCommand(line, this.surroundings.limits.command);
    if (command.verb === 'bad') {
      if (line !== tooLong && httpRequest.test(line)) return this.#turnAway(texts.notHttp);
      return this.#answerBad(command);
    }
    const act = this.table[command.verb] as
      | ((session: Session, command: Command) => Reply | Promise<Reply>)
      | undefined;
    if (act === undefined) return this.#bad(this.drop ? texts.afterLogin : texts.beforeLogin);
    this.#badCommands = 0;
    const reply = act(this, command);
    // So STLS forgets it too: nothing from before TLS counts after it (RFC 2595 §4).
    if (command.verb !== 'USER') this.userName = undefined;
    return reply;
  }

  #answerBad(command: BadCommand): Reply {
    switch (command.why) {
      case 'unknown':
        return this.#bad(texts.unknown);
      case 'octets':
        return this.#bad(texts.badOctets);
      case 'too-long':
        return this.#bad(texts.tooLong);
      case 'arguments':
        return this.#bad(texts.usage(command.of));
    }
  }

  #bad(text: string): Reply {
    this.userName = undefined;
    this.#badCommands++;
    return this.#badCommands > this.surroundings.limits.badCommands
      ? this.#turnAway(texts.badCommands)
      : error(text);
  }

  /** The last reply to somebody who does not speak POP3. */
  #turnAway(text: string): Reply {
    this.leaving = 'abuse';
    return error(text);
  }

  #isTlsHello(): boolean {
    return this.tally.commands === 0 && !this.connection.secure && this.connection.startsWith(tlsHello);
  }

  async #write(reply: Reply): Promise<SessionEnd | undefined> {
    const { limits, tls } = this.surroundings;
    if (reply.kind === 'tls') return this.#startTls(reply.line, tls!);
    this.#insideReply = reply.kind !== 'line';
    const { complete, sent } = await writeReply(this.connection, reply, limits.stall);
    if (!complete) return this.connection.closed ? 'lost' : 'stalled';
    this.#insideReply = false;
    if (reply.kind === 'letter' && reply.top === undefined && sent !== reply.octets)
      this.#fault(new Error(`a letter announced with ${reply.octets} octets had ${sent}`));
    return this.leaving;
  }

  async #startTls(line: string, tls: NonNullable<Surroundings['tls']>): Promise<SessionEnd | undefined> {
    if (!(await this.connection.startTls(line, tls, this.surroundings.limits.handshake))) return 'tls-failed';
    this.surroundings.log({ event: 'tls', session: this.number, ...this.connection.tls! });
    return undefined;
  }

  #sayStopping(): SessionEnd {
    this.connection.write(formatError(texts.stopping, 'SYS/TEMP'));
    return 'stopped';
  }

  /**
   * A refusal is answered and the session goes on; anything else is a fault, and ends it. In the middle of a letter
   * neither can be said: only the end of the connection tells the client that it is not whole.
   */
  #failed(thrown: unknown): SessionEnd | undefined {
    // A keeper that gave up because the client is gone has done what the signal asked for.
    if (this.connection.closed && thrown instanceof Error && thrown.name === 'AbortError') return 'lost';
    if (thrown instanceof Pop3Refusal) {
      if (this.#insideReply) return 'letter-broken';
      const { code } = thrown;
      let text = printable(thrown.message) || texts.refused[code];
      if (this.drop === undefined && this.attempt) this.#logRefused(code, this.attempt);
      if (code === 'AUTH' && ++this.#failedLogins >= this.surroundings.limits.failedLogins) {
        this.leaving = 'abuse';
        text = texts.failedLogins;
      }
      this.connection.write(formatError(text, code));
      return this.leaving;
    }
    const reference = this.#fault(thrown);
    if (!this.#insideReply) this.connection.write(formatError(texts.internal(reference), 'SYS/PERM'));
    return 'fault';
  }

  #logRefused(code: Pop3Refusal['code'], attempt: { name: string; mechanism: string }): void {
    const { remoteAddress } = this.connection.ends;
    this.surroundings.log({ event: 'login-refused', session: this.number, ...attempt, code, remoteAddress });
  }

  #fault(error: unknown): string {
    const reference = this.surroundings.fault(error);
    this.surroundings.log({ event: 'fault', session: this.number, reference });
    return reference;
  }
}
