// A POP3 server of a few lines, whose every reply a test may replace: for clients, so it is kind where nobody looks.

import type { TestContext } from 'node:test';
import { stuffed } from './memory-transport.ts';
import { type Peer, type Scripted, scripted } from './scripted-server.ts';

export type PlainServerOptions = {
  letters?: readonly Uint8Array[];
  greeting?: string;
  /** Lines of CAPA; undefined: it is refused. */
  capabilities?: readonly string[] | undefined;
  /** The reply to a line, instead of the ordinary one; undefined: the ordinary one. */
  reply?: (
    line: string,
    peer: Peer,
    connection: number,
  ) => string | Uint8Array | undefined | Promise<string | undefined>;
};

export const ordinary = ['USER', 'UIDL', 'TOP', 'PIPELINING', 'RESP-CODES'];

export function plainServer(t: TestContext, options: PlainServerOptions = {}): Promise<Scripted> {
  const { letters = [] } = options;
  return scripted(t, async (peer, connection) => {
    peer.say(options.greeting ?? '+OK ready\r\n');
    for (let line = await peer.line(); line !== undefined; line = await peer.line()) {
      const replaced = await options.reply?.(line, peer, connection);
      peer.say(
        replaced ?? ordinaryReply(line, letters, 'capabilities' in options ? options.capabilities : ordinary),
      );
      if (/^QUIT$/i.test(line)) return;
    }
  });
}

function ordinaryReply(
  line: string,
  letters: readonly Uint8Array[],
  capabilities: readonly string[] | undefined,
): string | Uint8Array {
  const [verb, parameter] = line.split(' ');
  const many = (lines: readonly string[]) => `+OK\r\n${lines.map((each) => `${each}\r\n`).join('')}.\r\n`;
  const letter = letters[Number(parameter) - 1];
  switch (verb) {
    case 'CAPA':
      return capabilities === undefined ? '-ERR unknown\r\n' : many(capabilities);
    case 'STAT':
      return `+OK ${letters.length} ${letters.reduce((sum, { length }) => sum + length, 0)}\r\n`;
    case 'LIST':
      return many(letters.map(({ length }, index) => `${index + 1} ${length}`));
    case 'UIDL':
      if (parameter !== undefined) return `+OK ${parameter} u${parameter}\r\n`;
      return many(letters.map((_, index) => `${index + 1} u${index + 1}`));
    case 'RETR':
    case 'TOP':
      return letter === undefined
        ? '-ERR no such message\r\n'
        : Buffer.concat([Buffer.from(`+OK ${letter.length} octets\r\n`), stuffed(letter)]);
    default:
      return '+OK\r\n';
  }
}
