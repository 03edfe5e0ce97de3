// Runs one IMAP dialogue over real sockets against a server of its own. Before the first spoken line the directives say
// what there is:
//
//   mailbox NAME [\Special] [subscribed] [uidvalidity N] [modseq N] [horizon N]     INBOX is always there
//   account NAME SECRET                                 default: mrose secret
//   quota octets|messages N
//   pieces N                                            the client sends N octets a packet
//   starttls  ·  implicit                               TLS on request · from the first octet
//   plaintext refused                                   passwords need TLS
//   limit NAME N                                        see limits.ts
//
// and anywhere they say what happens, or what must be so. A NAME is a JSON string where it has a space.
//
//   letter "Subject: a\r\n\r\nhello\r\n" [in NAME] [uid N] [flags \Seen,$Junk] [date 17-Jul-1996]    a letter arrives
//   letters N [in NAME]                                 N letters of a few octets
//   gone UID… [in NAME]                                 somebody else removes messages
//   flags UID \Seen,$Junk [in NAME]                     somebody else sets their flags
//   delete NAME · rename NAME TO                        somebody else's, too
//   CALL fails CODE|fault                               that call of backend.ts, or login; CALL works: no longer
//   left N [in NAME]                                    how many messages there are now
//   until TAG OK                                        the server's next lines, up to one that begins so
//   logged in [ENABLE …] · selected NAME [ENABLE …]     short for greeting, LOGIN (and ENABLE and SELECT), answers included
//   TLS                                                 the client begins TLS
//   filler N                                            the client sends that many octets "x", and no line end
//   half-close · reset                                  the client sends no more · breaks off
//   closed                                              the server has ended, and said nothing more
//   cut off                                             the server has ended in the middle of a response
//   stop                                                the server is told to stop
//   faults N                                            internal errors at the end (default 0)

import assert from 'node:assert/strict';
import {
  createImapServer,
  defaultLimits,
  type ImapServer,
  type Limits,
  type RefusalCode,
} from '../../src/imap/index.ts';
import { testContext } from './certificate.ts';
import { DialogueClient } from './dialogue-client.ts';
import { happen } from './imap-happenings.ts';
import { ImapKeeper } from './imap-keeper.ts';
import { readDialogue, type Step } from './read-dialogue.ts';

export async function runImapDialogue(text: string): Promise<void> {
  const dialogue = new Dialogue();
  try {
    for (const step of readDialogue(text)) await dialogue.step(step);
    await dialogue.finish();
  } finally {
    await dialogue.destroy();
  }
}

class Dialogue {
  readonly #keeper = new ImapKeeper();
  readonly #clients = new Map<1 | 2, DialogueClient>();
  readonly #limits: Partial<Limits> = {};
  #server: ImapServer | undefined;
  #port = 0;
  #tls: 'none' | 'starttls' | 'implicit' = 'none';
  #plaintext = true;
  #pieces: number | undefined;
  #faults = 0;
  #stopped: Promise<void> | undefined;

  async step(step: Step): Promise<void> {
    const where = `line ${step.at}`;
    if (step.kind === 'directive') return this.#directive(step.words, step.text, where);
    const client = await this.#client(step.connection);
    switch (step.kind) {
      case 'say':
        return client.say(step.octets, this.#pieces);
      case 'hear':
        return assert.equal(shown(await client.hear(step.octets.length)), shown(step.octets), where);
      case 'hear-start': {
        const line = await client.hearLine();
        return assert.equal(shown(line.subarray(0, step.octets.length)), shown(step.octets), where);
      }
      case 'hear-message':
        return assert.fail(`${where}: only POP3 has that`);
    }
  }

  async finish(): Promise<void> {
    for (const client of this.#clients.values()) {
      client.halfClose();
      assert.equal(shown(await client.hearEnd()), '', 'octets that nobody expected at the end');
    }
    await this.#stopped;
    await this.#server?.stop({ graceful: 1000 });
    this.#keeper.assertClosed();
    assert.equal(this.#server?.internalErrors, this.#faults, 'internal errors');
  }

  async destroy(): Promise<void> {
    for (const client of this.#clients.values()) client.destroy();
    await this.#server?.stop();
  }

  async #client(connection: 1 | 2): Promise<DialogueClient> {
    const before = this.#clients.get(connection);
    if (before) return before;
    if (this.#server === undefined) await this.#serve();
    const client = await DialogueClient.connect(this.#port);
    this.#clients.set(connection, client);
    return client;
  }

  async #serve(): Promise<void> {
    const plaintext = this.#plaintext;
    this.#server = createImapServer({
      open: this.#keeper.open,
      hostName: 'dewey',
      implementation: { name: 'Casilla', version: '1.0' },
      listen: [{ host: '127.0.0.1', port: 0, tls: this.#tls }],
      ...(this.#tls !== 'none' && { secureContext: testContext }),
      allowPlaintext: () => plaintext,
      limits: this.#limits,
    });
    this.#port = (await this.#server.start())[0]!.port;
  }

  async #directive(words: readonly string[], text: string, where: string): Promise<void> {
    const [word = '', second = '', third = ''] = words;
    const keeper = this.#keeper;
    if (happen(keeper.account, text)) return;
    if (second === 'fails') return void keeper.failures.set(word, third as RefusalCode | 'fault');
    if (second === 'works') return void keeper.failures.delete(word);
    switch (word) {
      case 'account':
        keeper.name = second;
        keeper.account.secret = third;
        return;
      case 'pieces':
        this.#pieces = Number(second);
        return;
      case 'starttls':
      case 'implicit':
        this.#tls = word;
        return;
      case 'plaintext':
        this.#plaintext = second !== 'refused';
        return;
      case 'limit':
        assert.ok(second in defaultLimits, `${where}: no limit is called ${second}`);
        this.#limits[second as keyof Limits] = Number(third);
        return;
      case 'faults':
        this.#faults = Number(second);
        return;
      case 'stop':
        this.#stopped = this.#server!.stop({ graceful: 2000 });
        return;
    }
    const second2 = /^(TLS|half-close|reset|closed|cut|until|logged|selected)2$/.exec(word);
    await this.#said(await this.#client(second2 ? 2 : 1), second2?.[1] ?? word, words, text, where);
  }

  /** What one client does, or must have heard. A 2 behind the word: the second. */
  async #said(client: DialogueClient, word: string, words: readonly string[], text: string, where: string) {
    const [, second = '', ...rest] = words;
    switch (word) {
      case 'TLS':
        return client.startTls();
      case 'filler':
        return client.say(Buffer.alloc(Number(second), 'x'), this.#pieces);
      case 'half-close':
        return client.halfClose();
      case 'reset':
        return client.reset();
      case 'closed':
        return assert.equal(shown(await client.hearEnd()), '', `${where}: the server has ended`);
      case 'cut':
        return assert.doesNotMatch(shown(await client.hearEnd()) ?? ')\r\n', /\)\r\n$/, `${where}: cut off`);
      case 'until':
        return until(client, text.slice(text.indexOf(' ') + 1), where);
      case 'logged':
        return this.#logIn(client, rest, where);
      case 'selected':
        await this.#logIn(client, rest, where);
        await client.say(Buffer.from(`selected SELECT ${second}\r\n`));
        return until(client, 'selected OK', where);
    }
    assert.fail(`${where}: what is "${text}"?`);
  }

  async #logIn(client: DialogueClient, enable: readonly string[], where: string): Promise<void> {
    await until(client, '* OK', where);
    await client.say(Buffer.from(`login LOGIN ${this.#keeper.name} ${this.#keeper.account.secret}\r\n`));
    await until(client, 'login OK', where);
    if (enable.length === 0) return;
    await client.say(Buffer.from(`enable ${enable.join(' ')}\r\n`));
    await until(client, 'enable OK', where);
  }
}

async function until(client: DialogueClient, start: string, where: string): Promise<void> {
  for (;;) {
    const line = shown(await client.hearLine())!;
    if (line.startsWith(start)) return;
    assert.ok(line.startsWith('* '), `${where}: ${JSON.stringify(line)} before ${start}`);
  }
}

const shown = (octets: Buffer | undefined) => octets?.toString('latin1');
