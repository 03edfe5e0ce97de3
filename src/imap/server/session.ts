// One session: takes a command, answers it, and so on. Its state is which table it is in (RFC 9051 §3): not
// authenticated, authenticated or selected. Knows neither sockets nor mail.

import type { Connection, tooLong } from '../../wire/index.ts';
import type { Account } from '../backend.ts';
import type { SessionEnd, Tally } from '../event.ts';
import { ImapRefusal } from '../refusal.ts';
import type { BadCommand, Command, Verb } from '../syntax/command.ts';
import { CommandReader } from '../syntax/command-reader.ts';
import type { Dialect } from '../syntax/cursor.ts';
import { readLimitsBeforeLogin } from '../syntax/limits.ts';
import { type Answer, bad, formatAnswer, no, printable } from './answer.ts';
import { answerBad } from './bad-command.ts';
import { formatCapabilities } from './capability.ts';
import { Departure } from './departure.ts';
import { highestModSeq, tellNews } from './news.ts';
import type { Selected } from './selected.ts';
import type { Surroundings } from './surroundings.ts';
import { notAuthenticated, type Table } from './tables.ts';
import { texts } from './texts.ts';

/** Milliseconds that one session may work in one turn before others get theirs. */
const turn = 5;
/** RFC 8446 §5.1: a handshake record of any version. */
const tlsHello = Uint8Array.of(22, 3);

export class Session {
  readonly number: number;
  readonly connection: Connection;
  readonly reader: CommandReader;
  readonly surroundings: Surroundings;
  readonly tally: Tally = { commands: 0, fetched: 0, appended: 0, expunged: 0 };
  table: Table = notAuthenticated;
  account: Account | undefined;
  selected: Selected | undefined;
  /** What the client asked for (RFC 5161); `rev2`: IMAP4rev2, `utf8`: UTF8=ACCEPT. Nothing turns it off again. */
  readonly enabled = { rev2: false, utf8: false, condstore: false, qresync: false };
  /** The login under way, or the last one. */
  attempt: { name: string; mechanism: string } | undefined;
  /** Aborts the login under way when the client goes. */
  opening: AbortController | undefined;
  /** Set: the session ends after this answer. */
  leaving: SessionEnd | undefined;
  /** Set by STARTTLS: TLS right behind the answer. */
  beginsTls = false;
  /** The beginning of a response was written, its end not: nothing else may be said. */
  insideResponse = false;
  /** The tag of the command that is being answered; a bad one may have none. */
  tag = '*';
  readonly #began: number;
  #turnBegan: number;
  #finishing = false;
  #expunge = true;
  #badCommands = 0;
  #failedLogins = 0;
  #stopping = false;

  constructor(number: number, connection: Connection, surroundings: Surroundings) {
    this.number = number;
    this.connection = connection;
    this.reader = new CommandReader(connection);
    this.surroundings = surroundings;
    this.#began = this.#turnBegan = surroundings.now();
    connection.onClosed(() => this.opening?.abort());
  }

  /** Whether a secret may come over this connection as it is now. */
  get allowsPlaintext(): boolean {
    return this.connection.secure || this.surroundings.allowPlaintext(this.connection.ends.remoteAddress);
  }

  /** How names are written, both ways. RFC 9051 §5.1, RFC 9755 §3 */
  get dialect(): Dialect {
    const { rev2, utf8 } = this.enabled;
    return { utf8Names: rev2 || utf8, utf8Accept: utf8 };
  }

  /** Lets the command under way finish, then says BYE. */
  stop(): void {
    this.#stopping = true;
    this.connection.interrupt();
  }

  /** The session from greeting to end. Never rejects. */
  async run(): Promise<void> {
    const { connection, surroundings } = this;
    const { remoteAddress, remotePort, localPort } = connection.ends;
    const { secure } = connection;
    surroundings.log({
      event: 'connected',
      session: this.number,
      remoteAddress,
      remotePort,
      localPort,
      secure,
    });
    connection.write(
      `* OK [CAPABILITY ${formatCapabilities(this)}] ${texts.greeting(surroundings.hostName)}\r\n`,
    );
    const end = await this.#converse();
    await this.#release();
    // A response that is cut off must not look whole.
    if (end === 'stalled' || this.insideResponse) connection.destroy();
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

  /**
   * Undefined: write on. Otherwise what must be awaited first: the client takes what waits for it, or others get their turn.
   * To be asked after every slice of work, a millisecond at most. Rejects with what ends the session.
   */
  ready(): Promise<void> | undefined {
    const { limits, now } = this.surroundings;
    const wait = this.connection.ready(limits.stall);
    if (wait !== undefined) return this.#waitReady(wait);
    if (now() - this.#turnBegan < turn) return undefined;
    this.connection.flush();
    return this.#waitReady(new Promise((resolve) => setImmediate(() => resolve(!this.connection.closed))));
  }

  /** Waits for octets of the client; `milliseconds` at most, by default until the autologout. Rejects with what ends the session. */
  async input(milliseconds = this.#patience()): Promise<void> {
    const woke = await this.connection.wait(milliseconds);
    this.#turnBegan = this.surroundings.now();
    if (woke === 'ended') throw new Departure('lost');
    if (woke === 'timeout') throw new Departure('idle', this.account ? texts.autologout : texts.loginTimeout);
    if (woke === 'interrupted') throw new Departure('stopped', texts.stopping);
  }

  /** The next line as it is: what a client sends that was asked to go on. */
  async line(): Promise<string | typeof tooLong> {
    for (;;) {
      const line = this.connection.takeLine();
      if (line !== undefined) return line;
      if (this.connection.skipped > readLimitsBeforeLogin.overlong)
        throw new Departure('abuse', texts.tooLong);
      await this.input();
    }
  }

  /** From here on FETCH responses tell mod-sequences. Told in the selected state, the client hears from where. RFC 7162 §3.1 */
  enableCondstore(): void {
    if (this.enabled.condstore) return;
    this.enabled.condstore = true;
    if (this.selected) this.connection.write(highestModSeq(this.selected));
  }

  /** Lets go of the mailbox, if there is one. */
  unselect(): void {
    const { selected } = this;
    this.selected = undefined;
    selected?.mailbox.release();
  }

  async #release(): Promise<void> {
    const { account } = this;
    this.account = undefined;
    try {
      this.unselect();
      await account?.close();
    } catch (error) {
      this.#fault(error);
    }
  }

  async #converse(): Promise<SessionEnd> {
    let refused: Answer | undefined;
    for (;;) {
      try {
        if (refused) {
          const answer = refused;
          refused = undefined;
          const end = await this.#finish(answer);
          if (end !== undefined) return end;
        }
        if (this.connection.closed) return 'lost';
        if (this.#stopping) return this.#sayBye('stopped', texts.stopping);
        if (this.#isTlsHello()) return this.#sayBye('abuse', texts.notTls);
        const taken = this.reader.take(this.dialect);
        if (taken === undefined) {
          await this.input();
          continue;
        }
        if (taken === 'overflow') return this.#sayBye('abuse', texts.tooMuch);
        this.tally.commands++;
        this.tag = taken.tag ?? '*';
        const { command } = taken;
        const end = await this.#finish(
          command.verb === 'bad' ? this.#bad(command) : await this.#act(command),
        );
        if (end !== undefined) return end;
      } catch (error) {
        const failed = this.#failed(error);
        if (typeof failed === 'string') return failed;
        refused = failed;
      }
    }
  }

  #act(command: Command): Answer | Promise<Answer> {
    const act = this.table[command.verb] as
      | ((session: Session, command: Command) => Answer | Promise<Answer>)
      | undefined;
    if (act === undefined)
      return this.#countBad(bad(this.account ? texts.notNow(command.verb) : texts.logInFirst));
    this.#badCommands = 0;
    // RFC 9051 §7.5.1: what went is not told while numbers are in use; the UID forms use none.
    this.#expunge = !('by' in command && command.by === 'sequence' && usesNumbers.has(command.verb));
    return act(this, command);
  }

  /** What is new is told before the answer; then the answer. */
  async #finish(answer: Answer): Promise<SessionEnd | undefined> {
    this.#finishing = true;
    if (this.selected) await tellNews(this, this.#expunge);
    this.#finishing = false;
    this.#expunge = true;
    if (this.beginsTls) return this.#startTls(answer);
    this.connection.write(formatAnswer(this.tag, answer));
    if (this.leaving === 'abuse') return this.#sayBye('abuse', answer.text);
    const wait = this.ready();
    if (wait) await wait;
    return this.leaving;
  }

  #bad(command: BadCommand): Answer {
    if (command.why === 'http') this.leaving = 'abuse';
    return this.#countBad(answerBad(command));
  }

  #countBad(answer: Answer): Answer {
    if (++this.#badCommands < this.surroundings.limits.badCommands) return answer;
    this.leaving = 'abuse';
    return bad(texts.badCommands);
  }

  #isTlsHello(): boolean {
    return this.tally.commands === 0 && !this.connection.secure && this.connection.startsWith(tlsHello);
  }

  async #startTls(answer: Answer): Promise<SessionEnd | undefined> {
    const { tls, limits, log } = this.surroundings;
    this.beginsTls = false;
    if (!(await this.connection.startTls(formatAnswer(this.tag, answer), tls!, limits.handshake)))
      return 'tls-failed';
    log({ event: 'tls', session: this.number, ...this.connection.tls! });
    return undefined;
  }

  #sayBye(end: SessionEnd, text: string): SessionEnd {
    this.connection.write(`* BYE ${text}\r\n`);
    return end;
  }

  #patience(): number {
    const { limits, now } = this.surroundings;
    return this.account ? limits.idle : Math.max(1, limits.login - (now() - this.#began));
  }

  async #waitReady(wait: Promise<boolean>): Promise<void> {
    const goesOn = await wait;
    this.#turnBegan = this.surroundings.now();
    if (!goesOn) throw new Departure(this.connection.closed ? 'lost' : 'stalled');
  }

  /** A refusal is answered and the session goes on; anything else is a fault, and ends it. */
  #failed(thrown: unknown): SessionEnd | Answer {
    if (thrown instanceof Departure) {
      if (thrown.bye !== undefined && !this.insideResponse) this.#sayBye(thrown.end, thrown.bye);
      return thrown.end;
    }
    // A keeper that gave up because the client is gone has done what the signal asked for.
    if (this.connection.closed && thrown instanceof Error && thrown.name === 'AbortError') return 'lost';
    if (!(thrown instanceof ImapRefusal) || this.#finishing) return this.#sayFault(thrown);
    // Only the end of the connection tells the client that the response is not whole.
    if (this.insideResponse) return 'response-broken';
    return this.#refused(thrown);
  }

  #refused({ code, message }: ImapRefusal): Answer {
    const text = printable(message) || texts.refused[code];
    if (this.account === undefined && this.attempt) {
      const { remoteAddress } = this.connection.ends;
      this.surroundings.log({
        event: 'login-refused',
        session: this.number,
        ...this.attempt,
        code,
        remoteAddress,
      });
      if (code === 'AUTHENTICATIONFAILED' && ++this.#failedLogins >= this.surroundings.limits.failedLogins) {
        this.leaving = 'abuse';
        return no(texts.failedLogins, code);
      }
    }
    return no(text, code);
  }

  #sayFault(error: unknown): SessionEnd {
    const reference = this.#fault(error);
    if (this.insideResponse) return 'fault';
    this.connection.write(formatAnswer(this.tag, no(texts.internal(reference), 'SERVERBUG')));
    return this.#sayBye('fault', texts.internal(reference));
  }

  #fault(error: unknown): string {
    const reference = this.surroundings.fault(error);
    this.surroundings.log({ event: 'fault', session: this.number, reference });
    return reference;
  }
}

const usesNumbers: ReadonlySet<Verb> = new Set(['FETCH', 'STORE', 'SEARCH']);
