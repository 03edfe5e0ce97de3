// Takes whole commands off a connection: lines and the literals in them, each asked for where the client waits for that. Whatever
// it refuses, it stays in step: the octets of a literal are never read as commands. Holds no message of APPEND: the session takes
// its octets as they come. RFC 9051 §4.3, RFC 7888

import { type Connection, tooLong } from '../../wire/index.ts';
import { takeAppendHead, takeAppendMessage } from './append-message.ts';
import type { AppendMessage, BadCommand } from './command.ts';
import { Cursor, type Dialect, type Fault } from './cursor.ts';
import { type ReadLimits, readLimits, readLimitsBeforeLogin } from './limits.ts';
import { type Announced, announcedLiteral } from './literal.ts';
import { type ParsedCommand, parseCommand, parseTag, takeTag } from './parse-command.ts';
import { RefusedCommand } from './refused-command.ts';

/** 'overflow': more than anybody should have to throw away; only BYE is left to say. */
export type TakenCommand = ParsedCommand | 'overflow';
/** 'end': the APPEND is whole. A bad command: it is not, and what comes of it is passed over. */
export type NextMessage = AppendMessage | 'end' | BadCommand | 'overflow';

const proceed = '+ OK\r\n';
const append = /^[^ ]+ +append /i;
const takesMailbox = /^append +\{\d+\+?\}$/i;
const badAppend = (why: Fault): BadCommand => ({ verb: 'bad', why, of: 'APPEND' });

export class CommandReader {
  readonly #connection: Connection;
  #limits: ReadLimits = readLimitsBeforeLogin;
  /** The command so far, and its octets. */
  #pieces: string[] = [];
  #held = 0;
  #literals = 0;
  /** Octets of an argument's literal that are still to come. */
  #literal = 0;
  #message: { head: AppendMessage; accepted: boolean; left: number } | undefined;
  #refused: RefusedCommand | undefined;

  /** Of a connection whose lines may be as long as readLimitsBeforeLogin says. */
  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** After login longer lines and literals are let in. */
  loggedIn(): void {
    this.#limits = readLimits;
    this.#connection.limitLines(readLimits.line);
  }

  /**
   * The next command, or undefined when it is not complete yet: wait for octets, then ask again. Behind an APPEND come its
   * messages: those that nobody took are refused by asking for the next command.
   */
  take(dialect: Dialect): TakenCommand | undefined {
    this.#refuseMessage();
    for (;;) {
      if (this.#refused !== undefined) {
        const passed = this.#refused.pass();
        if (passed !== 'in step') return passed;
        this.#refused = undefined;
      }
      const line = this.#takeLine();
      if (line === undefined || line === 'overflow') return line;
      const taken = line === tooLong ? this.#refuseLine() : this.#takeCommand(line, dialect);
      if (taken !== undefined) return taken;
    }
  }

  /** Octets of the message that are still to come. */
  get messageLeft(): number {
    return this.#message?.left ?? 0;
  }

  /** Lets the message come whose head take or takeNext answered last. */
  acceptMessage(): void {
    const message = this.#message;
    if (message === undefined || message.accepted) return;
    message.accepted = true;
    if (message.head.synchronizing) this.#connection.write(proceed);
  }

  /** Octets of the accepted message that are here, at least one; undefined: none, or it is whole. */
  takeMessage(): Uint8Array | undefined {
    const message = this.#message;
    if (message === undefined || !message.accepted) return undefined;
    const octets = this.#connection.takeOctets(message.left);
    if (octets !== undefined) message.left -= octets.length;
    return octets;
  }

  /** What follows a message that is whole, or undefined when that is not complete yet. RFC 3502 §6.3.11 */
  takeNext(dialect: Dialect): NextMessage | undefined {
    const message = this.#message;
    if (message === undefined) return 'end';
    const line = this.#takeLine();
    if (line === undefined || line === 'overflow') return line;
    this.#message = undefined;
    this.#forget();
    const literal = announcedLiteral(line === tooLong ? this.#connection.overlong.end : line);
    if (line === tooLong) return this.#refuse(literal, { verb: 'bad', why: 'too-long' });
    const cursor = new Cursor(line, dialect);
    if (message.head.utf8 && !cursor.take(')')) return this.#refuse(literal, badAppend('arguments'));
    if (literal === undefined) {
      cursor.space();
      return cursor.done ? 'end' : badAppend('arguments');
    }
    const head = takeAppendMessage(cursor);
    if (head === undefined) return this.#refuse(literal, badAppend(cursor.fault));
    return this.#expect(head);
  }

  /** The rest of the literal under way, then the line behind it. */
  #takeLine(): string | typeof tooLong | 'overflow' | undefined {
    while (this.#literal > 0) {
      const octets = this.#connection.takeOctets(this.#literal);
      if (octets === undefined) return undefined;
      this.#pieces.push(Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1'));
      this.#literal -= octets.length;
    }
    const line = this.#connection.takeLine();
    if (line === undefined) return this.#connection.skipped > this.#limits.overlong ? 'overflow' : undefined;
    return line;
  }

  /** Undefined: there is more of it to come. */
  #takeCommand(line: string, dialect: Dialect): TakenCommand | undefined {
    this.#pieces.push(line);
    this.#held += line.length;
    const literal = announcedLiteral(line);
    if (literal === undefined) return parseCommand(this.#forget(), dialect);
    // A message is the first literal or, where the mailbox is one too, the second: others need not be looked at.
    if (++this.#literals <= 2 && append.test(this.#pieces[0]!)) {
      const taken = this.#takeAppend(literal, dialect);
      if (taken !== undefined) return taken;
    }
    if (this.#held + literal.octets > this.#limits.command) {
      const tag = parseTag(this.#pieces[0]!);
      return { tag, command: this.#refuse(literal, { verb: 'bad', why: 'literal' }) };
    }
    this.#literal = literal.octets;
    this.#held += literal.octets;
    this.#pieces.push('\r\n');
    if (literal.synchronizing) this.#connection.write(proceed);
    return undefined;
  }

  /** Undefined: the literal is not a message, but the name of the mailbox. */
  #takeAppend(literal: Announced, dialect: Dialect): TakenCommand | undefined {
    const cursor = new Cursor(this.#pieces.join(''), dialect);
    const tag = takeTag(cursor);
    if (tag === undefined || takesMailbox.test(cursor.text.slice(cursor.at))) return undefined;
    const head = takeAppendHead(cursor);
    if (head === undefined) return { tag, command: this.#refuse(literal, badAppend(cursor.fault)) };
    this.#forget();
    this.#expect(head.message);
    return { tag, command: { verb: 'APPEND', ...head } };
  }

  #expect(head: AppendMessage): AppendMessage {
    this.#message = { head, accepted: false, left: head.octets };
    return head;
  }

  /** A message that is under way, or not wanted: a client that waits to be asked for it will not send it. */
  #refuseMessage(): void {
    const message = this.#message;
    if (message === undefined) return;
    this.#message = undefined;
    const synchronizing = message.head.synchronizing && !message.accepted;
    this.#refuse({ octets: message.left, synchronizing }, undefined);
  }

  #refuseLine(): TakenCommand {
    const { start, end } = this.#connection.overlong;
    const tag = parseTag(this.#pieces[0] ?? start);
    return { tag, command: this.#refuse(announcedLiteral(end), { verb: 'bad', why: 'too-long' }) };
  }

  /** Answers `answer`, with what comes of the command's literal to be passed over. */
  #refuse<Answer>(literal: Announced | undefined, answer: Answer): Answer {
    if (literal !== undefined && !literal.synchronizing)
      this.#refused = new RefusedCommand(this.#connection, this.#limits, literal.octets);
    this.#forget();
    return answer;
  }

  /** The text so far, which is no longer held. */
  #forget(): string {
    const text = this.#pieces.length === 1 ? this.#pieces[0]! : this.#pieces.join('');
    this.#pieces = [];
    this.#held = 0;
    this.#literals = 0;
    return text;
  }
}
