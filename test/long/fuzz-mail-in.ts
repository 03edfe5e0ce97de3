// A fuzzer of SMTP and LMTP over real sockets: lines of a corpus, mutated, said in every state, in any packets. What
// must hold whatever is said: the connection ends, nothing is a fault of ours, every reply is one, nothing is
// acknowledged that is not stored, and every letter that was begun is stored or forgotten.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Overheard, optionsFor } from '../../src/smtp/conversation.suite.ts';
import {
  createLmtpReceiver,
  createSmtpReceiver,
  type Envelope,
  type LetterIn,
  type Protocol,
  type Receiver,
} from '../../src/smtp/index.ts';
import { createRandom, type Random } from '../interop/mime-oracle/random.ts';

const corpus = [
  'EHLO client.test',
  'LHLO client.test',
  'HELO client.test',
  'EHLO [127.0.0.1]',
  'EHLO',
  'MAIL FROM:<a@b.c>',
  'MAIL FROM:<>',
  'MAIL FROM:<a@b.c> SIZE=100 BODY=8BITMIME',
  'MAIL FROM:<a@b.c> SIZE=99999999999999999999',
  'MAIL FROM:<a@b.c> SMTPUTF8',
  'MAIL FROM:<\xc3\xb1@b.c>',
  'MAIL FROM: <a@b.c>',
  'MAIL FROM:a@b.c',
  'MAIL',
  'RCPT TO:<ana@test>',
  'RCPT TO:<"a b"@test>',
  'RCPT TO:<unknown@test>',
  'RCPT TO:<@x,@y:ana@test>',
  'RCPT TO:<ana>',
  'RCPT TO:<>',
  'RCPT TO:<ana@test> NOTIFY=NEVER',
  'DATA',
  'DATA',
  'BDAT 10 LAST',
  'RSET',
  'NOOP',
  'NOOP \xff',
  'VRFY ana',
  'EXPN list',
  'HELP',
  'QUIT',
  'STARTTLS',
  'AUTH PLAIN AGEAYg==',
  'PROXY TCP4 1.2.3.4 5.6.7.8 9 10',
  'GET / HTTP/1.1',
  '\x16\x03\x01\x02\x00\x01',
  'Subject: letter',
  'Received: from a by b',
  'a line of a letter',
  '',
  ' ',
  '.',
  '.',
  '..',
  '.a',
  '\0',
  'x'.repeat(5_000),
];

const hello: Record<Protocol, string> = { smtp: 'EHLO client.test\r\n', lmtp: 'LHLO client.test\r\n' };

/** What is said before: the ways into each state, behind the hello. */
const states: Record<string, string | undefined> = {
  greeted: undefined,
  'after hello': '',
  'after MAIL': 'MAIL FROM:<a@b.c>\r\n',
  'after RCPT': 'MAIL FROM:<a@b.c>\r\nRCPT TO:<ana@test>\r\n',
  'in DATA': 'MAIL FROM:<a@b.c>\r\nRCPT TO:<ana@test>\r\nRCPT TO:<"a b"@test>\r\nDATA\r\n',
};

export type FuzzOptions = { protocol: Protocol; seed: number /** Sessions in each state. */; rounds: number };
export type Fuzzed = { sessions: number; lines: number; begun: number; stored: number };

/** Sessions at once: SMTP greets after 100 ms. */
const atOnce = 64;
/** Milliseconds after which a connection that was ended and is still there hangs. */
const patience = 20_000;

/** Throws with seed, state and script of what went wrong. */
export async function fuzzMailIn({ protocol, seed, rounds }: FuzzOptions): Promise<Fuzzed> {
  const overheard: Overheard = { events: [], internalErrors: [] };
  const receiver = new CountingReceiver();
  const create = protocol === 'smtp' ? createSmtpReceiver : createLmtpReceiver;
  const server = create(receiver, optionsFor(overheard, { letterLimit: 2_000, hops: 3, heard: () => {} }));
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  const random = createRandom(seed);
  const sessions = Object.entries(states).flatMap(([state, before]) =>
    Array.from({ length: rounds }, () => makeSession(state, before, protocol, random)),
  );
  let lines = 0;
  let acknowledged = 0;
  try {
    const waiting = sessions.values();
    const worker = async () => {
      for (const session of waiting) {
        lines += session.lines;
        try {
          acknowledged += await attempt(port, session.pieces);
          assert.deepEqual(overheard.internalErrors, [], 'no fault of ours');
        } catch (cause) {
          const said = Buffer.concat(session.pieces).toString('latin1');
          throw new Error(`seed ${seed}, ${protocol}, ${session.state}: ${JSON.stringify(said)}`, { cause });
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  } finally {
    await server.stop({ graceful: 0 });
  }
  assert.ok(acknowledged > 0, 'nothing was acknowledged: the test saw nothing');
  assert.ok(acknowledged <= receiver.stored, `${acknowledged} acknowledged, ${receiver.stored} stored`);
  assert.equal(receiver.open.size, 0, 'every letter is stored or forgotten');
  return { sessions: sessions.length, lines, begun: receiver.begun, stored: receiver.stored };
}

/** Keeps nothing but count. */
class CountingReceiver implements Receiver<string> {
  begun = 0;
  /** One for each recipient. */
  stored = 0;
  readonly open = new Set<LetterIn>();

  async recipient(address: string) {
    return address.startsWith('unknown')
      ? ({ kind: 'refused', code: 550, enhanced: '5.1.1', text: 'No such mailbox here' } as const)
      : ({ kind: 'accepted', mailbox: address } as const);
  }

  receive({ recipients }: Envelope<string>): LetterIn {
    this.begun++;
    const letter: LetterIn = {
      write: async () => assert.ok(this.open.has(letter), 'octets of a letter that is over'),
      finish: async () => {
        assert.ok(this.open.delete(letter), 'a letter ends once');
        this.stored += recipients.length;
        return recipients.map(() => ({ kind: 'stored' as const }));
      },
      abort: async () => void this.open.delete(letter),
    };
    this.open.add(letter);
    return letter;
  }
}

type Session = { state: string; pieces: Buffer[]; lines: number };

function makeSession(state: string, before: string | undefined, protocol: Protocol, random: Random): Session {
  const script = Array.from({ length: 1 + random.below(14) }, () => mutated(random.pick(corpus), random));
  const octets = Buffer.from(
    (before === undefined ? '' : hello[protocol] + before) + script.join(''),
    'latin1',
  );
  const pieces: Buffer[] = [];
  for (let at = 0; at < octets.length; ) {
    const size = 1 + random.below(random.once(4) ? 3 : 3_000);
    pieces.push(octets.subarray(at, at + size));
    at += size;
  }
  return { state, pieces, lines: script.length };
}

/** Says everything, ends its side, hears everything. Returns how many letters were acknowledged. */
async function attempt(port: number, pieces: readonly Buffer[]): Promise<number> {
  const socket = createConnection({ host: '127.0.0.1', port, noDelay: true, allowHalfOpen: true });
  const heard: Buffer[] = [];
  socket.on('data', (octets: Buffer) => heard.push(octets));
  socket.on('error', () => {}); // The server may be the first to go.
  const closed = once(socket, 'close');
  await Promise.race([once(socket, 'data'), closed]);
  for (const piece of pieces) {
    if (!socket.writable) break;
    socket.write(piece);
    if (piece.length < 4) await new Promise(setImmediate);
  }
  socket.end();
  const hangs = sleep(patience, 'hangs', { ref: false });
  if ((await Promise.race([closed, hangs])) === 'hangs') {
    socket.destroy();
    assert.fail('the connection does not end');
  }
  return countAcknowledged(Buffer.concat(heard).toString('latin1'));
}

function countAcknowledged(text: string): number {
  assert.match(text, /^220 /, 'a greeting');
  const replies = text.split('\r\n');
  assert.equal(replies.pop(), '', 'whole lines only');
  for (const reply of replies) assert.match(reply, /^[2-5]\d\d[ -][\x20-\x7e\x80-\xff]*$/, 'a reply');
  return replies.filter((reply) => reply === '250 2.6.0 Stored').length;
}

function mutated(line: string, random: Random): string {
  const end = random.once(12) ? random.pick(['\n', '\r', '']) : '\r\n';
  const at = random.below(line.length + 1);
  const odd = String.fromCharCode(random.below(256));
  switch (random.below(10)) {
    case 0:
      return line.slice(0, at) + odd + line.slice(at) + end;
    case 1:
      return line.slice(0, at) + line.slice(at + 1) + end;
    case 2:
      return line.toLowerCase() + end;
    case 3:
      return line.slice(0, at) + odd + line.slice(at + 1) + end;
    default:
      return line + end;
  }
}
