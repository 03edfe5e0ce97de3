// A POP3 session without sockets: octets in, octets out. For properties, which need thousands of sessions.

import { duplexPair } from 'node:stream';
import { defaultLimits, type Limits } from '../../src/pop3/limits.ts';
import { Listings } from '../../src/pop3/listings.ts';
import type { OpenMaildrop } from '../../src/pop3/maildrop.ts';
import { Session } from '../../src/pop3/session.ts';
import { plain, type ServerMechanism } from '../../src/sasl/index.ts';
import { Connection } from '../../src/wire/index.ts';

export type Spoken = { text: string; faults: unknown[] };

type Given = { open: OpenMaildrop; limits?: Partial<Limits>; mechanisms?: readonly ServerMechanism[] };

/** Says the pieces, each in a packet of its own, then that there is no more, and hears everything. */
export async function speak(
  pieces: readonly Uint8Array[],
  { open, limits, mechanisms = [plain] }: Given,
): Promise<Spoken> {
  const [socket, peer] = duplexPair({ allowHalfOpen: true });
  const faults: unknown[] = [];
  const connection = new Connection(
    socket,
    { remoteAddress: '127.0.0.1', remotePort: 1, localAddress: '127.0.0.1', localPort: 110 },
    limits?.response ?? defaultLimits.response,
  );
  const session = new Session(1, connection, {
    open,
    limits: { ...defaultLimits, ...limits },
    listings: { scan: new Listings(1e6), uids: new Listings(1e6) },
    hostName: 'dewey',
    implementation: 'Casilla',
    mechanisms,
    allowPlaintext: () => true,
    log: () => {},
    fault: (error) => `${faults.push(error)}`,
    now: () => 0,
  });
  const chunks: Buffer[] = [];
  peer.on('data', (chunk: Buffer) => chunks.push(chunk));
  peer.on('error', () => {});
  const ended = new Promise<void>((resolve) => peer.on('end', resolve).on('close', resolve));
  const run = session.run();
  for (const piece of pieces) {
    peer.write(piece);
    if (piece.length > 0 && piece[0]! % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  peer.end();
  await run;
  await ended;
  connection.destroy();
  peer.destroy();
  return { text: Buffer.concat(chunks).toString('latin1'), faults };
}

/** The octets in pieces of these sizes, over and over. */
export function split(octets: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, turn = 0; at < octets.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    pieces.push(octets.subarray(at, at + size));
    at += size;
  }
  return pieces;
}
