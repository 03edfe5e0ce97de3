// An ordinary POP3 session over a remote maildrop, up to what its behaviour does otherwise. RFC 1939, 2449, 5034

import type { Behaviour, SessionView } from './behaviour.ts';
import type { Octets, RemoteLetter, RemoteMaildrop } from './maildrop.ts';
import { letterReply, lines, type Reply, say } from './reply.ts';
import type { Command } from './transcript.ts';

export type SessionOptions = {
  maildrop: RemoteMaildrop;
  behaviour: Behaviour;
  connection: number;
  password: string;
  /** Takes the maildrop's lock; false: another session has it. */
  lock: () => boolean;
};

const ordinary = ['USER', 'UIDL', 'TOP', 'PIPELINING', 'RESP-CODES', 'AUTH-RESP-CODE', 'SASL PLAIN'];
const bearers = /^AUTH (XOAUTH2|OAUTHBEARER)/i;

export class Session implements SessionView {
  readonly connection: number;
  readonly retrieved = new Set<RemoteLetter>();
  readonly deleted = new Set<RemoteLetter>();
  seen: readonly RemoteLetter[] = [];
  loggedIn = false;
  /** Whether QUIT was done. */
  quit = false;
  readonly #options: SessionOptions;
  /** The mechanism whose response is the next line. */
  #awaited: string | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.connection = options.connection;
  }

  get greeting(): string {
    return this.#options.behaviour.greeting ?? '+OK ready';
  }

  /** What a line is, before anything is done about it. */
  read(line: string, at: number): Command {
    const [word = '', ...words] = line.split(' ');
    const argument = words.join(' ');
    const verb = this.#awaited === undefined ? word.toUpperCase() : '(response)';
    const letter = /^\d+(\s|$)/.test(argument) ? this.seen[Number.parseInt(argument, 10) - 1] : undefined;
    return { connection: this.connection, at, line, verb, argument, letter };
  }

  async answer(command: Command): Promise<Reply> {
    const { behaviour } = this.#options;
    const instead = await behaviour.instead?.(command, this);
    if (instead !== undefined) return instead;
    const reply = this.#ordinary(command);
    return behaviour.alter?.(command, reply, this) ?? reply;
  }

  #ordinary(command: Command): Reply {
    if (this.#awaited !== undefined) return this.#response(command.line);
    const { verb, argument } = command;
    switch (verb) {
      case 'CAPA': {
        const { capabilities } = this.#options.behaviour;
        const known = capabilities === undefined ? ordinary : capabilities(this);
        return known === undefined ? say('-ERR unknown command') : lines(known);
      }
      case 'STLS':
        return say('+OK begin', 'tls');
      case 'QUIT':
        return this.#end();
      case 'NOOP':
      case 'UTF8':
        return say('+OK');
      case 'USER':
        return say('+OK');
      case 'PASS':
        return this.#logIn(argument);
      case 'AUTH':
        return this.#authenticate(command.line);
      default:
        return this.loggedIn ? this.#transaction(command) : say('-ERR log in first');
    }
  }

  #transaction({ verb, argument, letter }: Command): Reply {
    const { behaviour } = this.#options;
    switch (verb) {
      case 'STAT': {
        const there = this.seen.filter((each) => !this.deleted.has(each));
        return say(`+OK ${there.length} ${there.reduce((sum, { octets }) => sum + octets.length, 0)}`);
      }
      case 'LIST':
        return this.#listing(
          letter,
          argument,
          (each) => String(behaviour.size?.(each) ?? each.octets.length),
          behaviour.list,
        );
      case 'UIDL':
        return this.#listing(letter, argument, ({ uidl }) => uidl, behaviour.uidl);
      case 'RSET':
        this.deleted.clear();
        return say('+OK');
    }
    if (!/^(RETR|TOP|DELE)$/.test(verb)) return say('-ERR unknown command');
    if (letter === undefined || this.deleted.has(letter)) return say('-ERR no such message');
    if (verb === 'DELE') {
      this.deleted.add(letter);
      return say('+OK marked');
    }
    const octets = behaviour.retrieve?.(letter, this) ?? letter.octets;
    if (verb === 'TOP') {
      const count = Number(argument.split(' ')[1] ?? 0);
      return letterReply((behaviour.top ?? topOf)(octets, count), { status: '+OK' });
    }
    this.retrieved.add(letter);
    if (octets !== letter.octets) letter.given.push(octets);
    return letterReply(octets);
  }

  #listing(
    letter: RemoteLetter | undefined,
    argument: string,
    value: (letter: RemoteLetter) => string,
    change: ((lines: string[], session: SessionView) => string[] | undefined) | undefined,
  ): Reply {
    if (argument !== '') {
      const refused = letter === undefined || this.deleted.has(letter) || change?.([], this) === undefined;
      if (change !== undefined && refused) return say('-ERR no such message');
      return letter === undefined
        ? say('-ERR no such message')
        : say(`+OK ${Number.parseInt(argument, 10)} ${value(letter)}`);
    }
    const listing: string[] = [];
    this.seen.forEach((each, index) => {
      if (!this.deleted.has(each)) listing.push(`${index + 1} ${value(each)}`);
    });
    const changed = change === undefined ? listing : change(listing, this);
    return changed === undefined ? say('-ERR unknown command') : lines(changed);
  }

  #logIn(password: string): Reply {
    const { maildrop, behaviour, lock } = this.#options;
    if (password !== this.#options.password) return say('-ERR [AUTH] wrong name or password');
    if (!lock()) return say('-ERR [IN-USE] another session holds the maildrop');
    this.loggedIn = true;
    const there = maildrop.letters.filter(({ hidden }) => !hidden);
    this.seen = behaviour.sees?.(there, this) ?? there;
    return say(`+OK ${this.seen.length} messages`);
  }

  #authenticate(line: string): Reply {
    const [, mechanism = '', initial] = line.split(' ');
    this.#awaited = bearers.test(line) ? 'token' : mechanism.toUpperCase();
    return initial === undefined ? say('+ ') : this.#response(initial);
  }

  #response(base64: string): Reply {
    const mechanism = this.#awaited;
    this.#awaited = undefined;
    if (base64 === '*') return say('-ERR cancelled');
    const text = Buffer.from(base64, 'base64').toString('utf8');
    if (mechanism === 'token') return this.#logIn(/auth=Bearer ([^\x01]*)/i.exec(text)?.[1] ?? '');
    if (mechanism === 'PLAIN') return this.#logIn(text.split('\0')[2] ?? '');
    return say('-ERR unknown mechanism');
  }

  /** RFC 1939 §6 */
  #end(): Reply {
    this.quit = true;
    if (this.loggedIn) this.#options.maildrop.remove(this.deleted);
    return say('+OK bye', 'close');
  }
}

/** The header, the empty line, and so many lines. RFC 1939 §7 */
export function topOf({ pieces }: Octets, count: number): Octets {
  const text = Buffer.concat([...pieces()]).toString('latin1');
  const header = text.indexOf('\r\n\r\n');
  if (header < 0) return wholeText(text);
  let end = header + 4;
  for (let line = 0; line < count && end < text.length; line++) {
    const next = text.indexOf('\r\n', end);
    end = next < 0 ? text.length : next + 2;
  }
  return wholeText(text.slice(0, end));
}

/** One character an octet. */
export function wholeText(text: string): Octets {
  const octets = Buffer.from(text, 'latin1');
  return { length: octets.length, pieces: () => [octets] };
}
