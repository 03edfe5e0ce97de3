// A raw IMAP client: sends what it is told, reads responses with their literals. What a response means the test says.

import { Dialogue } from './dialogue.ts';

export class ImapClient {
  readonly dialogue: Dialogue;
  #tags = 0;

  private constructor(dialogue: Dialogue) {
    this.dialogue = dialogue;
  }

  /** Connects and logs in. Throws with the server's words when it says no. */
  static async login(port: number, name: string, password: string): Promise<ImapClient> {
    const client = new ImapClient(new Dialogue(port));
    await client.response();
    await client.ask(`LOGIN ${name} "${password}"`);
    return client;
  }

  /** Sends a command; returns the untagged responses before its answer. Throws unless that is OK. */
  async ask(command: string): Promise<string[]> {
    const { untagged, answer } = await this.try(command);
    if (!answer.startsWith('OK ')) throw new Error(`${command}: ${answer}`);
    return untagged;
  }

  /** Sends a command; returns what came, and its answer without the tag. */
  try(command: string): Promise<{ untagged: string[]; answer: string }> {
    const tag = `a${++this.#tags}`;
    this.dialogue.send(`${tag} ${command}\r\n`);
    return this.#until(tag);
  }

  /** Begins IDLE; responses are read with `response`, and what `end` returns came before its answer. */
  async idle(): Promise<{ end(): Promise<string[]> }> {
    const tag = `a${++this.#tags}`;
    this.dialogue.send(`${tag} IDLE\r\n`);
    const answer = await this.response();
    if (!answer.startsWith('+')) throw new Error(`IDLE: ${answer}`);
    return {
      end: async () => {
        this.dialogue.send('DONE\r\n');
        return (await this.#until(tag)).untagged;
      },
    };
  }

  /** APPEND of one letter. */
  async append(mailbox: string, how: string, letter: string): Promise<string[]> {
    return this.ask(`APPEND ${mailbox} ${how}{${Buffer.byteLength(letter, 'latin1')}+}\r\n${letter}`);
  }

  /** The next response, with its literals, without its last CRLF, Latin-1. */
  async response(): Promise<string> {
    for (let response = ''; ; ) {
      const line = await this.dialogue.line();
      if (line === undefined) throw new Error(`the connection ended after "${response}"`);
      response += line;
      const literal = /\{(\d+)\}$/.exec(line);
      if (literal === null) return response;
      const octets = await this.dialogue.octets(Number(literal[1]));
      response += `\r\n${octets.toString('latin1')}`;
    }
  }

  end(): void {
    this.dialogue.end();
  }

  async #until(tag: string): Promise<{ untagged: string[]; answer: string }> {
    for (const untagged: string[] = []; ; ) {
      const response = await this.response();
      if (response.startsWith(`${tag} `)) return { untagged, answer: response.slice(tag.length + 1) };
      untagged.push(response);
    }
  }
}
