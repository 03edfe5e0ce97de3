// Reads what a client says with a CommandReader, over a connection without sockets.

import { type Duplex, duplexPair } from 'node:stream';
import { CommandReader, type NextMessage, type TakenCommand } from '../../src/imap/syntax/command-reader.ts';
import { readLimitsBeforeLogin } from '../../src/imap/syntax/limits.ts';
import { Connection } from '../../src/wire/index.ts';

const dialect = { utf8Names: false, utf8Accept: false };
const ends = { remoteAddress: '192.0.2.1', remotePort: 1, localAddress: '192.0.2.2', localPort: 2 };

/** What the reader gives: commands, heads of further messages, and the octets of messages that were accepted. */
type Event = TakenCommand | Exclude<NextMessage, 'overflow'> | { octets: string };
type Read = { events: Event[]; written: string };
type Given = {
  sizes?: readonly number[];
  loggedIn?: boolean;
  /** How many octets of each message in turn are taken; 'all'; 'none': it is not even accepted. */
  messages?: readonly (number | 'all' | 'none')[];
};

/** Each piece in a turn of its own, asked for or not. */
async function say(peer: Duplex, octets: Buffer, sizes: readonly number[]): Promise<void> {
  for (let at = 0, turn = 0; at < octets.length && !peer.destroyed; turn++) {
    const size = sizes[turn % sizes.length]!;
    peer.write(octets.subarray(at, at + size));
    at += size;
    await new Promise((resolve) => setImmediate(resolve));
  }
  peer.end();
}

/** Says the octets in pieces and reads until there is no more. */
export async function readCommands(
  text: string,
  { sizes = [1 << 20], loggedIn = true, messages = [] }: Given = {},
): Promise<Read> {
  const [socket, peer] = duplexPair({ allowHalfOpen: true });
  const connection = new Connection(socket, ends, readLimitsBeforeLogin.line);
  let written = '';
  peer.on('data', (octets: Buffer) => {
    written += octets.toString('latin1');
  });
  const reader = new CommandReader(connection);
  if (loggedIn) reader.loggedIn();
  void say(peer, Buffer.from(text, 'latin1'), sizes);
  const events: Event[] = [];
  const wanted = [...messages];
  const more = async () => (await connection.wait(10_000)) === 'data';
  const takeMessages = async (): Promise<void> => {
    for (;;) {
      const want = wanted.shift() ?? 'all';
      if (want === 'none') return;
      reader.acceptMessage();
      let taken = '';
      while (reader.messageLeft > 0 && (want === 'all' || taken.length < want)) {
        const piece = reader.takeMessage();
        if (piece) taken += Buffer.from(piece).toString('latin1');
        else if (!(await more())) break;
      }
      events.push({ octets: taken });
      if (want !== 'all') return;
      let next: NextMessage | undefined;
      do next = reader.takeNext(dialect);
      while (next === undefined && (await more()));
      if (next === undefined) return;
      events.push(next);
      if (typeof next === 'string' || 'verb' in next) return;
    }
  };
  for (;;) {
    const taken = reader.take(dialect);
    if (taken === undefined) {
      if (await more()) continue;
      break;
    }
    events.push(taken);
    if (taken === 'overflow') break;
    if (taken.command.verb === 'APPEND') await takeMessages();
  }
  connection.flush();
  await new Promise((resolve) => setImmediate(resolve));
  connection.destroy();
  peer.destroy();
  return { events, written };
}
