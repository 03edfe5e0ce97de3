// A conversation over a plain socket, octet for octet: what goes out is what was given, what comes in is handed over
// as it came. It hides nothing and mends nothing, so that a test can say what a peer's library would not let it say.
import { once } from 'node:events';
import { createConnection } from 'node:net';

export type Talk = {
  /** Writes, and waits while the peer is slower than we are. A string is latin1: one octet a character. */
  send(octets: Uint8Array | string): Promise<void>;
  /** The next line without its CRLF, as latin1. Rejects when the peer closes before it is whole. */
  line(): Promise<string>;
  /** Everything up to and with the line that is one dot, as it came (stuffed). The view lasts until the next call. */
  untilDot(): Promise<Buffer>;
  /** Everything that is still to come, until the peer closes. */
  rest(): Promise<Buffer>;
  /** Drops the connection. */
  close(): void;
};

const dotAlone = Buffer.from('\r\n.\r\n');

/** Connects to a port of this machine. `limit` is the longest silence, in milliseconds. */
export async function openTalk(port: number, limit = 60_000): Promise<Talk> {
  const socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  let space = Buffer.allocUnsafeSlow(64 * 1024);
  let start = 0;
  let end = 0;
  let over: Error | undefined;
  let wake: (() => void) | undefined;
  const finish = (error: Error) => {
    over ??= error;
    wake?.();
  };
  socket.setTimeout(limit, () => socket.destroy(new Error(`silent for ${limit} ms`)));
  socket.on('error', finish);
  socket.on('close', () => finish(new Error('the peer closed the connection')));
  socket.on('data', (octets: Buffer) => {
    if (end + octets.length > space.length) {
      const held = end - start;
      const larger =
        held + octets.length > space.length / 2
          ? Buffer.allocUnsafeSlow(2 * (held + octets.length) + space.length)
          : Buffer.allocUnsafeSlow(space.length);
      space.copy(larger, 0, start, end);
      space = larger;
      start = 0;
      end = held;
    }
    octets.copy(space, end);
    end += octets.length;
    wake?.();
  });

  /** Waits until `mark` stands in what came; returns all up to its end. Looks at each octet once. */
  async function upTo(mark: Buffer | string, behind: number): Promise<Buffer> {
    let looked = 0;
    for (;;) {
      const seen = space.subarray(start, end);
      const at = seen.indexOf(mark, looked);
      if (at >= 0) {
        start += at + behind;
        return seen.subarray(0, at + behind);
      }
      looked = Math.max(0, seen.length - behind);
      if (over)
        throw new Error(`${over.message} after ${JSON.stringify(seen.toString('latin1').slice(-200))}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      wake = undefined;
    }
  }

  return {
    async send(octets) {
      const kept = typeof octets === 'string' ? socket.write(octets, 'latin1') : socket.write(octets);
      if (!kept && over === undefined) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    },
    async line() {
      return (await upTo('\r\n', 2)).toString('latin1').slice(0, -2);
    },
    async untilDot() {
      // The first line may be the dot already: an empty listing, or an empty letter.
      while (end - start < 3 && over === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = undefined;
      }
      const first = space.subarray(start, start + 3);
      if (first.equals(dotAlone.subarray(2))) {
        start += 3;
        return first;
      }
      return upTo(dotAlone, dotAlone.length);
    },
    async rest() {
      while (over === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return space.subarray(start, end);
    },
    close: () => socket.destroy(),
  };
}

/** Doubles each dot that begins a line (RFC 5321 §4.5.2); only CRLF ends a line. */
export function stuff(octets: Uint8Array): Buffer {
  const text = Buffer.from(octets).toString('latin1');
  return Buffer.from(text.replace(/(^|\r\n)\./g, '$1..'), 'latin1');
}

/** Takes the closing dot line and the doubled dots away (RFC 1939 §3). */
export function unstuff(octets: Buffer): Buffer {
  const text = octets.toString('latin1', 0, octets.length - 3);
  return Buffer.from(text.replace(/(^|\r\n)\./g, '$1'), 'latin1');
}
