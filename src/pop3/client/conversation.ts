// Commands out, replies in, over one connection: which octets are whose. Knows lines and texts, not what they mean.
// Once anything breaks it is broken for ever, as nobody can tell any more where a reply begins.

import { DotDecoder, LineReader, tooLong, WireError } from '../../wire/index.ts';
import { Pop3ClientError } from './error.ts';
import type { Pop3ClientEvent, Quirk } from './event.ts';
import type { ClientLimits } from './limits.ts';
import { type Pace, steady, wholeWithin } from './pace.ts';
import type { Redaction } from './redaction.ts';
import { parseStatus, type Status } from './status.ts';
import { Text } from './text.ts';
import type { Transport } from './transport.ts';

/** Keep-alives that may wait for their replies: a caller that is gone for good need not be kept. */
const mostKeepAlives = 30;

export type ConversationOptions = {
  transport: Transport;
  limits: ClientLimits;
  redaction: Redaction;
  log: (event: Pop3ClientEvent) => void;
  /** Milliseconds, from any origin. */
  now: () => number;
};

export class Conversation {
  readonly limits: ClientLimits;
  readonly redaction: Redaction;
  readonly quirks = new Set<Quirk>();
  readonly #transport: Transport;
  readonly #log: (event: Pop3ClientEvent) => void;
  readonly #now: () => number;
  #reader: LineReader;
  /** For each reply to come, whether it is that of a keep-alive, which nobody waits for. */
  #expected: boolean[] = [];
  #keepAlives = 0;
  #keepAlive: NodeJS.Timeout | undefined;
  #failure: Pop3ClientError | undefined;

  constructor({ transport, limits, redaction, log, now }: ConversationOptions) {
    this.#transport = transport;
    this.#log = log;
    this.#now = now;
    this.limits = limits;
    this.redaction = redaction;
    this.#reader = new LineReader(limits.line);
  }

  /** What ended the session, or undefined. */
  get failure(): Pop3ClientError | undefined {
    return this.#failure;
  }

  /** Octets that came and belong to no reply that anybody read. */
  get unread(): number {
    return this.#reader.length;
  }

  note(event: Pop3ClientEvent): void {
    this.#log(event);
  }

  noteQuirk(quirk: Quirk): void {
    if (this.quirks.has(quirk)) return;
    this.quirks.add(quirk);
    this.#log({ event: 'quirk', quirk });
  }

  /** Writes commands, each of which will be answered. `shown` stands in the log for one with a secret in it. */
  send(lines: readonly string[], shown: readonly string[] = lines): void {
    if (this.#failure !== undefined) throw this.#failure;
    for (const line of shown) this.#log({ event: 'sent', line: this.redaction.mask(line) });
    for (const _ of lines) this.#expected.push(false);
    this.#transport.write(`${lines.join('\r\n')}\r\n`);
    this.#keepAlive?.refresh();
  }

  /** Writes a line of an exchange that a command began. */
  sendSecret(line: string): void {
    if (this.#failure !== undefined) throw this.#failure;
    this.redaction.add(line);
    this.#log({ event: 'sent', line: line === '*' || line === '' ? line : '****' });
    this.#transport.write(`${line}\r\n`);
  }

  /** Milliseconds without a command after which NOOP is sent; its reply is passed over. Only in TRANSACTION. */
  keepAlive(milliseconds: number): void {
    this.#keepAlive = setTimeout(() => {
      if (this.#failure !== undefined || this.#keepAlives >= mostKeepAlives) return;
      this.#keepAlives++;
      this.#expected.push(true);
      this.#log({ event: 'sent', line: 'NOOP' });
      this.#transport.write('NOOP\r\n');
      this.#keepAlive?.refresh();
    }, milliseconds);
    this.#keepAlive.unref();
  }

  /** The first line of the reply to the next command that was sent. Rejects with Pop3ClientError, the session gone. */
  async reply(command: string, milliseconds: number): Promise<string> {
    while (this.#expected.shift()) {
      this.#keepAlives--;
      await this.line('NOOP', milliseconds);
    }
    return this.line(command, milliseconds);
  }

  /** The same, which must be a status. */
  async status(command: string, milliseconds = this.limits.command): Promise<Status> {
    return this.statusIn(await this.reply(command, milliseconds), command);
  }

  statusIn(line: string, command: string): Status {
    const status = parseStatus(line);
    if (status === undefined) throw this.#garbage(line, command);
    return { ...status, text: this.redaction.mask(status.text) };
  }

  /** One more line of a reply, whatever it is. */
  async line(command: string, milliseconds: number): Promise<string> {
    const pace = wholeWithin(milliseconds, command);
    const line = await this.#nextLine(command, pace);
    this.#log({ event: 'received', line: this.redaction.mask(line) });
    return line;
  }

  /** The lines behind a status, up to the dot, each given to `take`; more than `most` end the session. */
  async lines(command: string, most: number, take: (line: string) => void): Promise<void> {
    const pace = steady(this.limits, command);
    for (let count = 0; ; count++) {
      const line = this.#lineNow(command) ?? (await this.#nextLine(command, pace));
      if (line === '.') return;
      if (count === most)
        throw this.fail(
          new Pop3ClientError('limit', `more than ${most} lines in reply to ${command}`, { command }),
        );
      take(line.startsWith('.') ? line.slice(1) : line);
    }
  }

  /** The octets behind a status, up to the dot. It must be read, or drained, to its end before anything else. */
  text(command: string): Text {
    const pace = steady(this.limits, command);
    const decoder = new DotDecoder();
    return new Text(this, command, async () => {
      for (;;) {
        const octets = this.#reader.takeOctets(Number.POSITIVE_INFINITY);
        if (octets === undefined) {
          await this.#wait(command, pace);
          continue;
        }
        const { octets: plain, rest } = decoder.decode(octets);
        if (rest !== undefined) this.#reader.push(rest);
        if (plain.length > 0 || rest !== undefined) return { octets: plain, ended: rest !== undefined };
      }
    });
  }

  /** Whether octets are there, or come in so many milliseconds. */
  async hasOctets(milliseconds: number): Promise<boolean> {
    if (this.#reader.length > 0) return true;
    if (this.#failure !== undefined) throw this.#failure;
    try {
      await this.#more(milliseconds);
      return true;
    } catch (error) {
      if (error instanceof WireError && error.reason === 'timeout-idle') return false;
      throw this.broken(error, 'a command');
    }
  }

  /** Breaks the session off; every later call rejects with the first error it was given. */
  fail(error: Pop3ClientError): Pop3ClientError {
    if (this.#failure !== undefined) return this.#failure;
    this.#failure = error;
    clearTimeout(this.#keepAlive);
    this.#transport.fail('reset', error.message);
    this.#log({ event: 'failed', code: error.code, message: error.message });
    return error;
  }

  /** Says goodbye to the connection, in at most so many milliseconds; later calls reject with 'aborted'. */
  async end(milliseconds: number): Promise<void> {
    if (this.#failure !== undefined) return;
    const closed = this.#transport.end(milliseconds);
    this.#close();
    await closed;
  }

  /** Breaks the connection off; later calls reject with 'aborted'. */
  close(): void {
    if (this.#failure !== undefined) return;
    this.#transport.fail('aborted', 'closed by the caller');
    this.#close();
  }

  #close(): void {
    clearTimeout(this.#keepAlive);
    this.#failure = new Pop3ClientError('aborted', 'the session is closed');
    const { octetsIn, octetsOut } = this.#transport;
    this.#log({ event: 'closed', octetsIn, octetsOut });
  }

  /** TLS began: nothing that was said before it may count. RFC 2595 §4 */
  forget(): void {
    this.#reader = new LineReader(this.limits.line);
    this.#expected = [];
  }

  #lineNow(command: string): string | undefined {
    const line = this.#reader.takeLine();
    if (line === tooLong || this.#reader.skipped > 0)
      throw this.fail(
        new Pop3ClientError(
          'limit',
          `a line of more than ${this.limits.line} octets in reply to ${command}`,
          { command },
        ),
      );
    return line;
  }

  async #nextLine(command: string, pace: Pace): Promise<string> {
    for (;;) {
      const line = this.#lineNow(command);
      if (line !== undefined) return line;
      await this.#wait(command, pace);
    }
  }

  /** For octets. */
  async #wait(command: string, pace: Pace): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    const allowance = pace.allowance();
    if (allowance instanceof Pop3ClientError) throw this.fail(allowance);
    const before = this.#now();
    try {
      const came = await this.#more(allowance);
      pace.spend(this.#now() - before, came);
    } catch (error) {
      throw this.broken(error, command);
    }
  }

  async #more(milliseconds: number): Promise<number> {
    const octets = await this.#transport.read(milliseconds);
    if (octets === undefined) throw new WireError('reset', 'the server closed the connection');
    this.#reader.push(octets);
    return octets.length;
  }

  /** What the connection says of its end, as an error of the session. A fault of ours is thrown on. */
  broken(error: unknown, command: string): Pop3ClientError {
    if (!(error instanceof WireError)) throw error;
    const why = `${error.message} (waiting for the reply to ${command})`;
    const details = { command, cause: error, pipelined: this.#expected.includes(false) };
    return this.fail(new Pop3ClientError(error.reason, why, details));
  }

  #garbage(line: string, command: string): Pop3ClientError {
    const shown = this.redaction.mask(line.slice(0, 80));
    const details = { command, reply: shown, pipelined: this.#expected.includes(false) };
    return this.fail(new Pop3ClientError('protocol-garbage', `not a reply to ${command}: ${shown}`, details));
  }
}
