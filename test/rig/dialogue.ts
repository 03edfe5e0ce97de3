// A raw client: sends octets, reads replies line by line. Knows nothing but lines, so that a test says what is sent.

import { createConnection, type Socket } from 'node:net';

export class Dialogue {
  readonly socket: Socket;
  #buffer: Buffer = Buffer.alloc(0);
  #pieces: Buffer[] = [];
  #closed = false;
  #wake: () => void = () => {};

  constructor(port: number) {
    this.socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
    this.socket.on('data', (octets: Buffer) => {
      this.#pieces.push(octets);
      this.#wake();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.#closed = true;
      this.#wake();
    });
  }

  /** Sends text as Latin-1, or octets. */
  send(what: string | Uint8Array): void {
    this.socket.write(typeof what === 'string' ? Buffer.from(what, 'latin1') : what);
  }

  /** The next line without its CRLF, Latin-1; undefined when the connection ended. */
  async line(): Promise<string | undefined> {
    const octets = await this.#until('\r\n');
    return octets?.toString('latin1', 0, octets.length - 2);
  }

  /** The next octets, exactly so many; throws when the connection ends before. */
  async octets(count: number): Promise<Buffer> {
    if (!(await this.#have(count))) throw new Error(`the connection ended within ${count} octets`);
    const octets = this.#buffer.subarray(0, count);
    this.#buffer = this.#buffer.subarray(count);
    return octets;
  }

  /** The octets up to and without the line that is a dot, stuffing undone; undefined when the connection ended. */
  async untilDot(): Promise<Buffer | undefined> {
    if ((await this.#have(3)) && this.#buffer.toString('latin1', 0, 3) === '.\r\n') {
      this.#buffer = this.#buffer.subarray(3);
      return Buffer.alloc(0);
    }
    const octets = await this.#until('\r\n.\r\n');
    if (octets === undefined) return undefined;
    return Buffer.from(
      octets.toString('latin1', 0, octets.length - 3).replace(/(^|\r\n)\./g, '$1'),
      'latin1',
    );
  }

  /** Sends a line, returns the reply's first line. */
  async ask(command: string): Promise<string> {
    this.send(`${command}\r\n`);
    const reply = await this.line();
    if (reply === undefined) throw new Error(`the connection ended instead of answering ${command}`);
    return reply;
  }

  end(): void {
    this.socket.destroy();
  }

  async #have(count: number): Promise<boolean> {
    while (this.#take().length < count) if (!(await this.#more())) return false;
    return true;
  }

  async #until(mark: string): Promise<Buffer | undefined> {
    for (let from = 0; ; ) {
      const found = this.#take().indexOf(mark, from, 'latin1');
      if (found >= 0) {
        const octets = this.#buffer.subarray(0, found + mark.length);
        this.#buffer = this.#buffer.subarray(found + mark.length);
        return octets;
      }
      from = Math.max(0, this.#buffer.length - mark.length);
      if (!(await this.#more())) return undefined;
    }
  }

  #take(): Buffer {
    if (this.#pieces.length > 0) {
      this.#buffer = Buffer.concat([this.#buffer, ...this.#pieces]);
      this.#pieces = [];
    }
    return this.#buffer;
  }

  async #more(): Promise<boolean> {
    if (this.#pieces.length === 0 && !this.#closed)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    return this.#pieces.length > 0;
  }
}

/** Opens a POP3 session and logs in. Throws with the server's words when it says no. */
export async function loginPop3(port: number, name: string, password: string): Promise<Dialogue> {
  const dialogue = new Dialogue(port);
  const replies = [
    await dialogue.line(),
    await dialogue.ask(`USER ${name}`),
    await dialogue.ask(`PASS ${password}`),
  ];
  const bad = replies.find((reply) => !reply?.startsWith('+OK'));
  if (bad !== undefined || replies.includes(undefined)) {
    dialogue.end();
    throw new Error(`login: ${bad}`);
  }
  return dialogue;
}

/** Opens an LMTP connection, greeted. */
export async function greetLmtp(port: number): Promise<Dialogue> {
  const dialogue = new Dialogue(port);
  await dialogue.line();
  await readReply(dialogue, 'LHLO client.test');
  return dialogue;
}

/** Sends one letter over LMTP to one recipient; returns the last reply. */
export async function deliverLmtp(
  dialogue: Dialogue,
  recipient: string,
  letter: Uint8Array,
): Promise<string> {
  for (const command of ['MAIL FROM:<sender@client.test>', `RCPT TO:<${recipient}>`, 'DATA']) {
    const reply = await readReply(dialogue, command);
    if (!/^[23]/.test(reply)) {
      await readReply(dialogue, 'RSET');
      return reply;
    }
  }
  const text = Buffer.from(letter)
    .toString('latin1')
    .replace(/(^|\r\n)\./g, '$1..');
  return readReply(dialogue, `${text}${text.endsWith('\r\n') ? '' : '\r\n'}.`);
}

async function readReply(dialogue: Dialogue, command: string): Promise<string> {
  let line = await dialogue.ask(command);
  while (line[3] === '-') {
    const next = await dialogue.line();
    if (next === undefined) throw new Error('the connection ended within a reply');
    line = next;
  }
  return line;
}
