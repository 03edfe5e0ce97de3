// IMAP sessions without sockets, over any keeper of mail: what is said to one comes back as responses.

import { type Duplex, duplexPair } from 'node:stream';
import type { OpenAccount } from '../../src/imap/index.ts';
import { defaultLimits } from '../../src/imap/limits.ts';
import { Session } from '../../src/imap/server/session.ts';
import { readLimitsBeforeLogin } from '../../src/imap/syntax/limits.ts';
import { plain } from '../../src/sasl/index.ts';
import { Connection } from '../../src/wire/index.ts';
import type { ModelTalk } from './check-imap-model.ts';

/** A session that is logged in. `fault`: called for each fault of ours. */
export async function speak(open: OpenAccount, fault: (error: unknown) => void): Promise<ModelTalk> {
  const [socket, peer] = duplexPair({ allowHalfOpen: true });
  const ends = { remoteAddress: '127.0.0.1', remotePort: 1, localAddress: '127.0.0.1', localPort: 143 };
  const session = new Session(1, new Connection(socket, ends, readLimitsBeforeLogin.line), {
    open,
    limits: defaultLimits,
    hostName: 'dewey',
    implementation: { name: 'Casilla' },
    mechanisms: [plain],
    allowPlaintext: () => true,
    log: () => {},
    fault: (error) => {
      fault(error);
      return 'here';
    },
    now: () => performance.now(),
  });
  const run = session.run();
  const talk = new Spoken(peer);
  await talk.response();
  const { answer } = await talk.try('LOGIN ana secret');
  if (!answer.startsWith('OK')) throw new Error(answer);
  return {
    try: (command) => talk.try(command),
    async end() {
      peer.end();
      await run;
      peer.destroy();
      socket.destroy();
    },
  };
}

class Spoken {
  readonly #peer: Duplex;
  #heard = '';
  #ended = false;
  #wake: (() => void) | undefined;
  #tags = 0;

  constructor(peer: Duplex) {
    this.#peer = peer;
    peer.on('data', (octets: Buffer) => {
      this.#heard += octets.toString('latin1');
      this.#wake?.();
    });
    const ended = () => {
      this.#ended = true;
      this.#wake?.();
    };
    peer.on('end', ended).on('close', ended).on('error', ended);
  }

  async try(command: string): Promise<{ untagged: string[]; answer: string }> {
    const tag = `a${++this.#tags}`;
    this.#peer.write(`${tag} ${command}\r\n`, 'latin1');
    for (const untagged: string[] = []; ; ) {
      const response = await this.response();
      if (response.startsWith(`${tag} `)) return { untagged, answer: response.slice(tag.length + 1) };
      untagged.push(response);
    }
  }

  /** With its literals, without its last CRLF. */
  async response(): Promise<string> {
    for (let from = 0; ; ) {
      const end = this.#heard.indexOf('\r\n', from);
      const literal = end < 0 ? undefined : /\{(\d+)\}$/.exec(this.#heard.slice(0, end))?.[1];
      if (end >= 0 && literal === undefined) return this.#take(end);
      const wanted = end < 0 ? this.#heard.length + 1 : end + 2 + Number(literal);
      while (this.#heard.length < wanted) {
        if (this.#ended) throw new Error(`the session ended after ${JSON.stringify(this.#heard)}`);
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      if (end >= 0) from = wanted;
    }
  }

  #take(end: number): string {
    const response = this.#heard.slice(0, end);
    this.#heard = this.#heard.slice(end + 2);
    return response;
  }
}
