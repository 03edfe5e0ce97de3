// A fuzzer of the POP3 session: lines of a corpus, mutated, said in every state. What must hold whatever is said: the
// session ends, nothing is a fault of ours, every reply is one, the maildrop is closed, and only QUIT deletes.

import assert from 'node:assert/strict';
import { type Box, memoryMaildrops } from './memory-maildrop.ts';
import { speak } from './memory-session.ts';

const corpus = [
  'CAPA',
  'STLS',
  'QUIT',
  'STAT',
  'NOOP',
  'RSET',
  'USER mrose',
  'PASS secret',
  'PASS  two  words',
  'USER',
  'PASS',
  'AUTH',
  'AUTH PLAIN',
  'AUTH PLAIN =',
  'AUTH PLAIN AG1yb3NlAHNlY3JldA==',
  'AUTH PLAIN AAAA',
  'AG1yb3NlAHNlY3JldA==',
  '*',
  '=',
  '====',
  'AUTH X-NONE',
  'LIST',
  'LIST 1',
  'LIST 0',
  'LIST -1',
  'UIDL',
  'UIDL 2',
  'RETR 1',
  'RETR 2',
  'RETR 3',
  'RETR 99999999999999999999',
  'DELE 1',
  'DELE 2',
  'DELE 4294967297',
  'TOP 1 0',
  'TOP 2 1',
  'TOP 3 99999999999999999999',
  'GET / HTTP/1.1',
  'Host: dewey',
  'HELO dewey',
  'a1 LOGIN mrose secret',
  '\x16\x03\x01\x02\x00\x01',
  '',
  ' ',
  '.',
  '\0',
  'PA\xdf secret',
  '\xff\xfe',
  'APOP mrose c4c9334bac560ecc979e58001b3e22fb',
  'XTND XMIT',
  'LAST',
  '+OK',
  '-ERR [AUTH] no',
];

/** What is said before: the ways into each state. */
const states: Record<string, string> = {
  authorization: '',
  'after USER': 'USER mrose\r\n',
  'in AUTH': 'AUTH PLAIN\r\n',
  'after a failed login': 'USER mrose\r\nPASS wrong\r\n',
  transaction: 'USER mrose\r\nPASS secret\r\n',
  'with marks': 'USER mrose\r\nPASS secret\r\nDELE 1\r\nDELE 3\r\n',
};

const letters = ['a: b\r\n\r\n.one\r\n..\r\n', '', 'no end\r\n.\r\nstill no end'];

export type FuzzOptions = { seed: number /** Sessions in each state. */; rounds: number };

/** Returns how many sessions and lines were tried. Throws with seed, state and script of what went wrong. */
export async function fuzzPop3({ seed, rounds }: FuzzOptions): Promise<{ sessions: number; lines: number }> {
  const random = generator(seed);
  let sessions = 0;
  let lines = 0;
  for (const [state, before] of Object.entries(states))
    for (let round = 0; round < rounds; round++) {
      const script = Array.from({ length: 1 + random(12) }, () =>
        mutated(corpus[random(corpus.length)]!, random),
      );
      sessions++;
      lines += script.length;
      try {
        await attempt(before + script.join(''), random);
      } catch (cause) {
        throw new Error(`seed ${seed}, round ${round}, ${state}: ${JSON.stringify(script)}`, { cause });
      }
    }
  return { sessions, lines };
}

async function attempt(script: string, random: (below: number) => number): Promise<void> {
  const box: Box = {
    secret: 'secret',
    letters: letters.map((text, at) => ({ uidl: `u${at}`, octets: Buffer.from(text) })),
    locked: false,
  };
  const octets = Buffer.from(script, 'latin1');
  const pieces: Buffer[] = [];
  for (let at = 0; at < octets.length; ) {
    const size = 1 + random(random(4) === 0 ? 3 : 200);
    pieces.push(octets.subarray(at, at + size));
    at += size;
  }
  const limits = { command: 80, response: 120, overlong: 2000, badCommands: 6, failedLogins: 3 };
  const { text, faults } = await speak(pieces, { open: memoryMaildrops(new Map([['mrose', box]])), limits });
  assert.deepEqual(faults, [], 'no fault of ours');
  assert.equal(box.locked, false, 'the maildrop is closed');
  assert.ok(text.startsWith('+OK '), 'a greeting');
  assert.ok(text.endsWith('\r\n'), 'whole lines only');
  if (!text.includes('signing off')) assert.equal(box.letters.length, letters.length, 'only QUIT deletes');
  for (const line of text.slice(0, -2).split('\r\n')) assert.ok(!line.includes('\n'), 'no bare LF of ours');
  const said = script.split('\n').length - 1;
  const replies = text.split('\r\n').filter((line) => /^(\+OK|-ERR|\+ )/.test(line)).length - 1;
  assert.ok(replies <= said + 1, `${replies} replies to ${said} lines`);
}

function mutated(line: string, random: (below: number) => number): string {
  const end = random(12) === 0 ? '\n' : random(20) === 0 ? '' : '\r\n';
  const at = random(line.length + 1);
  switch (random(8)) {
    case 0:
      return line.slice(0, at) + String.fromCharCode(random(256)) + line.slice(at) + end;
    case 1:
      return line.slice(0, at) + line.slice(at + 1) + end;
    case 2:
      return line.toLowerCase() + end;
    case 3:
      return line + 'x'.repeat(random(300)) + end;
    case 4:
      return line.slice(0, at) + String.fromCharCode(random(256)) + line.slice(at + 1) + end;
    default:
      return line + end;
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
