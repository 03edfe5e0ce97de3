// What a scripted server answers: octets, and what else happens to the connection. RFC 1939 §3

import type { Octets } from './maildrop.ts';

export type Reply = {
  pieces: Iterable<Uint8Array>;
  /** Only so many octets of it are sent. */
  cut?: number;
  /** One octet each so many milliseconds. */
  drip?: number;
  /** What becomes of the connection behind it. 'hang': no later command is answered. */
  behind?: 'close' | 'reset' | 'hang' | 'tls';
};

const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** One line, without its CRLF. */
export const say = (line: string, behind?: Reply['behind']): Reply => ({
  pieces: [latin1(`${line}\r\n`)],
  ...(behind !== undefined && { behind }),
});

/** Nothing at all. */
export const silence = (behind?: Reply['behind']): Reply => ({
  pieces: [],
  ...(behind !== undefined && { behind }),
});

export const lines = (listing: readonly string[], status = '+OK'): Reply => ({
  pieces: [latin1([status, ...listing, '.', ''].join('\r\n'))],
});

/** A listing that never ends. */
export const endless = (line: string): Reply => ({
  pieces: (function* () {
    const many = latin1(`${line}\r\n`.repeat(1_000));
    yield latin1('+OK\r\n');
    for (;;) yield many;
  })(),
});

export type Ending = {
  status?: string;
  /** What the reply ends with, behind the letter's octets as they are. */
  end?: string;
  /** Whether dots are doubled. RFC 1939 §3 */
  stuff?: boolean;
};

/** A letter, its missing CRLF added, its dots doubled, and the end of the reply. */
export function letterReply(octets: Octets, { status, end, stuff = true }: Ending = {}): Reply {
  return {
    pieces: (function* () {
      yield latin1(`${status ?? `+OK ${octets.length} octets`}\r\n`);
      let before = '\r\n';
      for (const piece of octets.pieces()) {
        yield stuff ? stuffed(piece, before) : piece;
        before = (before + Buffer.from(piece.subarray(-2)).toString('latin1')).slice(-2);
      }
      yield latin1(end ?? (before === '\r\n' ? '.\r\n' : '\r\n.\r\n'));
    })(),
  };
}

function stuffed(piece: Uint8Array, before: string): Uint8Array {
  if (piece.indexOf(0x2e) < 0) return piece;
  const text = before + Buffer.from(piece).toString('latin1');
  return latin1(text.replace(/\r\n\./g, '\r\n..').slice(2));
}
