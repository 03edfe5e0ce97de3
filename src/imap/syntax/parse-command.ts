// One command: its tag, its verb, and its arguments as values. Never throws: a bad one is an answer too. RFC 9051 §2.2.1, §9

import type { BadCommand, Command, Verb } from './command.ts';
import { Cursor, type Dialect } from './cursor.ts';
import { syntaxLimits as limits } from './limits.ts';
import { takeMailboxName } from './mailbox-name.ts';
import { takeList, takeLsub } from './take-list.ts';
import { takeAuthenticate, takeEnable, takeId, takeLogin } from './take-login.ts';
import { takeCreate, takeSelect, takeStatus } from './take-mailbox.ts';
import { takeCopy, takeExpunge, takeFetch, takeStore } from './take-messages.ts';
import { takeSearch } from './take-search.ts';

/** `tag` undefined: what stands there is none that an answer could repeat. */
export type ParsedCommand =
  | { tag: string; command: Command | BadCommand }
  | { tag: undefined; command: BadCommand };

/** Reads the arguments, with the space before them. `name`: with UID where that stands before it. */
type TakeArguments = (cursor: Cursor, name: string) => Command | undefined;

const httpRequest = /^[A-Z]+ +[^ ]+ +HTTP\/\d/;

const unknown: BadCommand = { verb: 'bad', why: 'unknown' };

const alone: TakeArguments = (_, name) => ({ verb: name }) as Command;

const oneMailbox: TakeArguments = (cursor, name) => {
  const mailbox = cursor.space() ? takeMailboxName(cursor) : undefined;
  return mailbox === undefined ? undefined : ({ verb: name, mailbox } as Command);
};

const twoMailboxes: TakeArguments = (cursor) => {
  const mailbox = cursor.space() ? takeMailboxName(cursor) : undefined;
  const to = mailbox !== undefined && cursor.space() ? takeMailboxName(cursor) : undefined;
  return mailbox === undefined || to === undefined ? undefined : { verb: 'RENAME', mailbox, to };
};

const quotaRoot: TakeArguments = (cursor) => {
  const root = cursor.space() ? cursor.astringText() : undefined;
  return root === undefined ? undefined : { verb: 'GETQUOTA', root };
};

/** The commands, and what their arguments are. APPEND's are command-reader.ts's: its messages are not part of the text. */
const commands = new Map<string, TakeArguments>([
  ['APPEND', () => undefined],
  ['AUTHENTICATE', takeAuthenticate],
  ['CAPABILITY', alone],
  ['CHECK', alone],
  ['CLOSE', alone],
  ['COPY', takeCopy],
  ['CREATE', takeCreate],
  ['DELETE', oneMailbox],
  ['ENABLE', takeEnable],
  ['EXAMINE', takeSelect],
  ['EXPUNGE', alone],
  ['FETCH', takeFetch],
  ['GETQUOTA', quotaRoot],
  ['GETQUOTAROOT', oneMailbox],
  ['ID', takeId],
  ['IDLE', alone],
  ['LIST', takeList],
  ['LOGIN', takeLogin],
  ['LOGOUT', alone],
  ['LSUB', takeLsub],
  ['MOVE', takeCopy],
  ['NAMESPACE', alone],
  ['NOOP', alone],
  ['RENAME', twoMailboxes],
  ['SEARCH', takeSearch],
  ['SELECT', takeSelect],
  ['STARTTLS', alone],
  ['STATUS', takeStatus],
  ['STORE', takeStore],
  ['SUBSCRIBE', oneMailbox],
  ['UID COPY', takeCopy],
  ['UID EXPUNGE', takeExpunge],
  ['UID FETCH', takeFetch],
  ['UID MOVE', takeCopy],
  ['UID SEARCH', takeSearch],
  ['UID STORE', takeStore],
  ['UNSELECT', alone],
  ['UNSUBSCRIBE', oneMailbox],
]);

// ASTRING-CHAR without '+', which begins what the server says. RFC 9051 §9 tag
const tagCharacters = /[^\x00-\x20\x7f-\xff(){%*"\\+]+/y;

/** `text`: one character per octet, without the last CRLF; literals stand in it as they came. */
export function parseCommand(text: string, dialect: Dialect): ParsedCommand {
  const cursor = new Cursor(text, dialect);
  const tag = takeTag(cursor);
  if (tag === undefined) return { tag, command: unknown };
  const name = takeName(cursor);
  const takeArguments = commands.get(name ?? '');
  if (name === undefined || takeArguments === undefined)
    return { tag, command: httpRequest.test(text) ? { verb: 'bad', why: 'http' } : unknown };
  const command = takeArguments(cursor, name);
  // Against RFC 9051 §9, as other servers do: a space at the end of a line does no harm, and clients exist that send one.
  cursor.space();
  if (command !== undefined && cursor.done) return { tag, command };
  return { tag, command: { verb: 'bad', why: command ? 'arguments' : cursor.fault, of: verbOf(name) } };
}

/** The tag of what is no command, where there is one: its answer should find its way. */
export function parseTag(text: string): string | undefined {
  return takeTag(new Cursor(text, { utf8Names: false, utf8Accept: false }));
}

/** The tag, with the space behind it where there is more. */
export function takeTag(cursor: Cursor): string | undefined {
  const tag = cursor.match(tagCharacters);
  if (tag === undefined || tag.length > limits.tag) return undefined;
  return cursor.space() || cursor.done ? tag : undefined;
}

/** In upper case, UID before it where that stands there. */
function takeName(cursor: Cursor): string | undefined {
  const word = cursor.word();
  if (word !== 'UID') return word;
  const second = cursor.space() ? cursor.word() : undefined;
  return second && `UID ${second}`;
}

function verbOf(name: string): Verb {
  return name.replace(/^UID /, '') as Verb;
}
