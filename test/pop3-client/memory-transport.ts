// A server whose words are known beforehand, without a socket: they come in the pieces that a test wants.

import { Conversation } from '../../src/pop3/client/conversation.ts';
import { type ClientLimits, defaultClientLimits } from '../../src/pop3/client/limits.ts';
import { Redaction } from '../../src/pop3/client/redaction.ts';
import type { Transport } from '../../src/pop3/client/transport.ts';
import { WireError } from '../../src/wire/index.ts';

export type Talk = { conversation: Conversation; said: string[] };

/** All pieces are there at once; behind them the server closes. */
export function converse(pieces: readonly Uint8Array[], limits: Partial<ClientLimits> = {}): Talk {
  const said: string[] = [];
  let at = 0;
  let failed: WireError | undefined;
  const transport: Transport = {
    octetsIn: 0,
    octetsOut: 0,
    async read() {
      if (failed !== undefined) throw failed;
      return pieces[at++];
    },
    write: (text) => void said.push(text),
    fail: (reason, message) => {
      failed ??= new WireError(reason, message);
    },
    end: async () => {},
  };
  const conversation = new Conversation({
    transport,
    limits: { ...defaultClientLimits, ...limits },
    redaction: new Redaction(),
    log: () => {},
    now: () => 0,
  });
  return { conversation, said };
}

/** The octets cut where `cuts` say, in turn. */
export function cut(octets: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < octets.length; turn++) {
    const size = cuts[turn % cuts.length]!;
    pieces.push(octets.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

/** A letter as a server sends it: dots stuffed, the missing line end added, terminated. */
export function stuffed(letter: Uint8Array): Buffer {
  const text = Buffer.from(letter).toString('latin1');
  const whole = text === '' || text.endsWith('\r\n') ? text : `${text}\r\n`;
  return Buffer.from(
    `${whole.replace(/^\./gm, (dot, at: number) => (at === 0 || whole.slice(at - 2, at) === '\r\n' ? '..' : dot))}.\r\n`,
    'latin1',
  );
}

/** What a client must get of it. */
export function whole(letter: Uint8Array): Buffer {
  const octets = Buffer.from(letter);
  const ended = octets.length === 0 || octets.subarray(-2).equals(Buffer.from('\r\n'));
  return ended ? octets : Buffer.concat([octets, Buffer.from('\r\n')]);
}

export async function collect(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
