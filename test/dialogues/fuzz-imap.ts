// A fuzzer of the IMAP session: commands of a corpus, mutated, said in every state. What must hold whatever is said: the session
// ends, nothing is a fault of ours, every response is one, no command is answered twice, and all that was opened is closed.

import assert from 'node:assert/strict';
import { duplexPair } from 'node:stream';
import { defaultLimits } from '../../src/imap/limits.ts';
import { Session } from '../../src/imap/server/session.ts';
import { readLimitsBeforeLogin } from '../../src/imap/syntax/limits.ts';
import { plain } from '../../src/sasl/index.ts';
import { Connection } from '../../src/wire/index.ts';
import { badCommands } from './imap-bad-commands.ts';
import { goodCommands } from './imap-good-commands.ts';
import { splitResponses } from './imap-responses.ts';
import { MemoryAccount, memoryAccounts } from './memory-account.ts';

/** What real sessions say more often than chance would. */
const usual = [
  'LOGIN ana secret',
  'SELECT INBOX',
  'SELECT Archive (CONDSTORE)',
  'SELECT INBOX (QRESYNC (3857529045 1 1:9))',
  'ENABLE IMAP4rev2',
  'ENABLE UTF8=ACCEPT QRESYNC',
  'IDLE\r\nDONE',
  'IDLE\r\nNOOP',
  'AUTHENTICATE PLAIN\r\nAGFuYQBzZWNyZXQ=',
  'AUTHENTICATE PLAIN\r\n*',
  'AUTHENTICATE PLAIN AGFuYQB3cm9uZw==',
  'FETCH 1:* (FLAGS UID ENVELOPE BODYSTRUCTURE BODY[] BINARY[1] RFC822.HEADER)',
  'FETCH 1:3 BODY.PEEK[HEADER.FIELDS (SUBJECT)]<1.9>',
  'UID FETCH 1:* (MODSEQ FLAGS) (CHANGEDSINCE 1 VANISHED)',
  'STORE 1:* +FLAGS.SILENT (\\Deleted $Junk)',
  'STORE 1 (UNCHANGEDSINCE 0) FLAGS \\Seen',
  'UID SEARCH RETURN (SAVE) ALL',
  'UID MOVE $ Archive',
  'COPY 1:* Archive',
  'SEARCH OR TEXT hello NOT 1:2',
  'EXPUNGE',
  'APPEND INBOX (\\Seen) {12+}\r\na: b\r\n\r\nhi\r\n',
  'APPEND INBOX {4}\r\nab\r\n {4+}\r\ncd\r\n',
  'APPEND INBOX UTF8 (~{4+}\r\nab\r\n)',
  'APPEND Nowhere {9+}\r\nz NOOP\r\n.',
  'APPEND INBOX {0+}\r\n',
  'APPEND INBOX {99999999}',
  'LOGIN {99999}\r\nx',
  'LOGIN {99999+}\r\nx',
  'CREATE a/b/c/',
  'DELETE a/b',
  'RENAME INBOX old',
  'RENAME a b',
  'LIST (SUBSCRIBED RECURSIVEMATCH) "" % RETURN (STATUS (MESSAGES))',
  'STATUS Archive (MESSAGES UNSEEN SIZE MAILBOXID DELETED)',
  'STARTTLS',
  'DONE',
  '* BYE',
  '+ OK',
  '\x16\x03\x01\x02\x00\x01',
];

const texts = (commands: readonly (readonly [string, unknown])[]) =>
  commands.map(([text]) => text).filter((text) => text.length < 3000);
const good = texts(goodCommands);
const bad = texts(badCommands);

/** Half of them usual, and more of the good than of the bad: whoever says nothing right is soon left. */
function chosen(random: (below: number) => number): string {
  const kind = random(20);
  const corpus = kind < 11 ? usual : kind < 18 ? good : bad;
  return corpus[random(corpus.length)]!;
}

/** What is said before: the ways into each state. */
const states: Record<string, string> = {
  'not authenticated': '',
  authenticated: 'x LOGIN ana secret\r\n',
  selected: 'x LOGIN ana secret\r\nx SELECT INBOX\r\n',
  'selected, read only': 'x LOGIN ana secret\r\nx EXAMINE INBOX (CONDSTORE)\r\n',
  IMAP4rev2: 'x LOGIN ana secret\r\nx ENABLE IMAP4rev2\r\nx SELECT INBOX\r\n',
  'UTF-8 and QRESYNC': 'x LOGIN ana secret\r\nx ENABLE UTF8=ACCEPT QRESYNC\r\nx SELECT INBOX\r\n',
  'in AUTHENTICATE': 'x AUTHENTICATE PLAIN\r\n',
  'in IDLE': 'x LOGIN ana secret\r\nx SELECT INBOX\r\nx IDLE\r\n',
  'in a literal': 'x LOGIN ana secret\r\nx SELECT {30}\r\nIN',
  'in a letter': 'x LOGIN ana secret\r\nx APPEND INBOX {60}\r\nab',
  'in a letter nobody wants': 'x APPEND INBOX {60+}\r\nab',
};

export const fuzzedStates = Object.keys(states).length;
export type FuzzOptions = { seed: number /** Sessions in each state. */; rounds: number };

/** Returns how many sessions and commands were tried. Throws with seed, state and script of what went wrong. */
export async function fuzzImap({
  seed,
  rounds,
}: FuzzOptions): Promise<{ sessions: number; commands: number }> {
  const random = generator(seed);
  let sessions = 0;
  let commands = 0;
  for (const [state, before] of Object.entries(states))
    for (let round = 0; round < rounds; round++) {
      const script = Array.from(
        { length: 1 + random(10) },
        (_, at) => `t${at} ${mutated(chosen(random), random)}`,
      );
      sessions++;
      commands += script.length;
      try {
        await attempt(before, script.join(''), random);
      } catch (cause) {
        throw new Error(`seed ${seed}, round ${round}, ${state}: ${JSON.stringify(script)}`, { cause });
      }
    }
  return { sessions, commands };
}

async function attempt(before: string, script: string, random: (below: number) => number): Promise<void> {
  const account = new MemoryAccount('secret');
  account.add('Archive', '\\Archive');
  const letters = [
    'Subject: hello\r\n\r\nhi\r\n',
    '',
    'a: \xe9\r\n\r\n\0',
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n',
  ];
  account.find('INBOX')!.add(
    letters.map((text) => ({
      letter: account.letter(Buffer.from(text, 'latin1')),
      flags: 0,
      keywords: [],
      internalDate: 0,
      saveDate: 0,
    })),
  );
  const { text, faults } = await speak(pieces(Buffer.from(before + script, 'latin1'), random), account);
  assert.deepEqual(faults, [], 'no fault of ours');
  assert.deepEqual([account.open, account.selected], [0, 0], 'all that was opened is closed');
  const { responses, rest } = splitResponses(text);
  assert.equal(rest, '', 'whole responses only');
  assert.match(responses[0] ?? '', /^\* OK \[CAPABILITY /, 'a greeting');
  for (const response of responses) {
    assert.match(response, /^(\* |\+ |[^ ]+ (OK|NO|BAD) )/, 'a response');
    assert.doesNotMatch(response.replace(/\{\d+\}\r\n.*/s, ''), /[\r\n\0]/, 'one line');
  }
  const tags = responses.flatMap((response) => /^t\d+(?= (?:OK|NO|BAD) )/.exec(response) ?? []);
  for (const tag of new Set(tags)) {
    const said = script.split(`${tag} `).length - 1;
    assert.ok(tags.filter((one) => one === tag).length <= said, `${tag} is answered once`);
  }
}

async function speak(
  said: readonly Buffer[],
  account: MemoryAccount,
): Promise<{ text: string; faults: unknown[] }> {
  const [socket, peer] = duplexPair({ allowHalfOpen: true });
  const ends = { remoteAddress: '127.0.0.1', remotePort: 1, localAddress: '127.0.0.1', localPort: 143 };
  const connection = new Connection(socket, ends, readLimitsBeforeLogin.line);
  const faults: unknown[] = [];
  const session = new Session(1, connection, {
    open: memoryAccounts(new Map([['ana', account]])),
    limits: { ...defaultLimits, badCommands: 8, failedLogins: 3, message: 100 },
    hostName: 'dewey',
    implementation: { name: 'Casilla' },
    mechanisms: [plain],
    allowPlaintext: () => true,
    log: () => {},
    fault: (error) => `${faults.push(error)}`,
    now: () => 0,
  });
  const heard: Buffer[] = [];
  peer.on('data', (octets: Buffer) => heard.push(octets));
  peer.on('error', () => {});
  const ended = new Promise<void>((resolve) => peer.on('end', resolve).on('close', resolve));
  const run = session.run();
  for (const piece of said) {
    peer.write(piece);
    if (piece[0]! % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  peer.end();
  await run;
  await ended;
  connection.destroy();
  peer.destroy();
  return { text: Buffer.concat(heard).toString('latin1'), faults };
}

function pieces(octets: Buffer, random: (below: number) => number): Buffer[] {
  const cut: Buffer[] = [];
  for (let at = 0; at < octets.length; ) {
    const size = 1 + random(random(4) === 0 ? 3 : 200);
    cut.push(octets.subarray(at, at + size));
    at += size;
  }
  return cut;
}

function mutated(text: string, random: (below: number) => number): string {
  const end = random(12) === 0 ? '\n' : random(20) === 0 ? '' : '\r\n';
  const at = random(text.length + 1);
  switch (random(16)) {
    case 0:
      return text.slice(0, at) + String.fromCharCode(random(256)) + text.slice(at) + end;
    case 1:
      return text.slice(0, at) + text.slice(at + 1) + end;
    case 2:
      return text.toLowerCase() + end;
    case 3:
      return `${text} ${chosen(random)}${end}`;
    case 4:
      return text.slice(0, at) + String.fromCharCode(random(256)) + text.slice(at + 1) + end;
    case 5:
      return text.replaceAll('+}', '}') + end;
    default:
      return text + end;
  }
}

/** Mulberry32: the same numbers for the same seed, everywhere. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
