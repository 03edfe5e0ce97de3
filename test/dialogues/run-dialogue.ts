// Runs one POP3 dialogue over real sockets against a server of its own. Before the first spoken line the directives say
// what there is:
//
//   letter "Subject: a\r\n\r\nhello\r\n" [uidl UIDL]     a letter, its octets as a JSON string (\xHH too)
//   letter 120 octets [uidl UIDL]                         a letter of so many octets
//   account NAME SECRET                                   default: mrose secret
//   chunks N  ·  streamed                                 letters come in chunks of N octets · asynchronously
//   pieces N                                              the client sends N octets a packet
//   stls  ·  implicit                                     TLS on request · from the first octet
//   plaintext refused                                     passwords need TLS
//   limit NAME N                                          see limits.ts
//
// and anywhere they say what happens, or what must be so:
//
//   gone N                    somebody else removes message N
//   in use  ·  free           somebody else holds the maildrop · no longer
//   CALL fails CODE|fault     the keeper's open, retrieve, body, update or close throws; CALL works: no longer
//   left N … · left none      the messages that are there now
//   TLS                       the client begins TLS
//   half-close · reset        the client sends no more · breaks off
//   closed                    the server has ended, and said nothing more
//   cut off                   the server has ended in the middle of a reply: it does not look whole
//   logged in                 short for AUTH and its answer, greeting included
//   stop                      the server is told to stop
//   faults N                  internal errors that the server must have counted at the end (default 0)

import assert from 'node:assert/strict';
import {
  createPop3Server,
  defaultLimits,
  type Limits,
  type Pop3Server,
  type RefusalCode,
} from '../../src/pop3/index.ts';
import { testContext } from './certificate.ts';
import { DialogueClient } from './dialogue-client.ts';
import { type Call, DialogueKeeper } from './dialogue-keeper.ts';
import { octetsOf, readDialogue, type Step } from './read-dialogue.ts';

export async function runDialogue(text: string): Promise<void> {
  const dialogue = new Dialogue();
  try {
    for (const step of readDialogue(text)) await dialogue.step(step);
    await dialogue.finish();
  } finally {
    await dialogue.destroy();
  }
}

class Dialogue {
  readonly #keeper = new DialogueKeeper();
  readonly #clients = new Map<1 | 2, DialogueClient>();
  #server: Pop3Server | undefined;
  #port = 0;
  #tls: 'none' | 'starttls' | 'implicit' = 'none';
  #plaintext = true;
  readonly #limits: Partial<Limits> = {};
  #pieces: number | undefined;
  #faults = 0;
  #stopped: Promise<void> | undefined;

  async step(step: Step): Promise<void> {
    if (step.kind === 'directive') return this.#directive(step.words, step.text, step.at);
    const client = this.#clients.get(step.connection) ?? (await this.#connect(step.connection));
    const where = `line ${step.at}`;
    switch (step.kind) {
      case 'say':
        return client.say(step.octets, this.#pieces);
      case 'hear':
        return assert.equal(shown(await client.hear(step.octets.length)), shown(step.octets), where);
      case 'hear-start':
        return assert.equal(
          shown((await client.hearLine()).subarray(0, step.octets.length)),
          shown(step.octets),
          where,
        );
      case 'hear-message': {
        const sent = asSent(this.#keeper.letters[step.message - 1]!.octets);
        return assert.equal(shown(await client.hear(sent.length)), shown(sent), where);
      }
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

  async #connect(connection: 1 | 2): Promise<DialogueClient> {
    if (this.#server === undefined) {
      const plaintext = this.#plaintext;
      this.#server = createPop3Server({
        open: this.#keeper.open,
        hostName: 'dewey',
        implementation: 'Shlemazle-Plotz-v302',
        listen: [{ host: '127.0.0.1', port: 0, tls: this.#tls }],
        ...(this.#tls !== 'none' && { secureContext: testContext }),
        allowPlaintext: () => plaintext,
        limits: this.#limits,
      });
      this.#port = (await this.#server.start())[0]!.port;
    }
    const client = await DialogueClient.connect(this.#port);
    this.#clients.set(connection, client);
    return client;
  }

  async #directive(words: readonly string[], text: string, at: number): Promise<void> {
    const [word = '', second = '', third = ''] = words;
    const keeper = this.#keeper;
    switch (word) {
      case 'letter':
        return this.#letter(text);
      case 'account':
        keeper.name = second;
        keeper.box.secret = third;
        return;
      case 'chunks':
        keeper.chunk = Number(second);
        return;
      case 'streamed':
        keeper.streamed = true;
        return;
      case 'pieces':
        this.#pieces = Number(second);
        return;
      case 'stls':
        this.#tls = 'starttls';
        return;
      case 'implicit':
        this.#tls = 'implicit';
        return;
      case 'plaintext':
        this.#plaintext = second !== 'refused';
        return;
      case 'limit':
        assert.ok(second in defaultLimits, `line ${at}: no limit is called ${second}`);
        this.#limits[second as keyof Limits] = Number(third);
        return;
      case 'gone':
        return keeper.remove(Number(second));
      case 'in':
      case 'free':
        keeper.box.locked = word === 'in';
        return;
      case 'left':
        return assert.deepEqual(
          keeper.left(),
          second === 'none' ? [] : words.slice(1).map(Number),
          `line ${at}`,
        );
      case 'faults':
        this.#faults = Number(second);
        return;
      case 'stop':
        this.#stopped = this.#server!.stop({ graceful: 2000 });
        return;
    }
    if (second === 'fails') {
      keeper.failures.set(word as Call, third as RefusalCode | 'fault');
      return;
    }
    if (second === 'works') {
      keeper.failures.delete(word as Call);
      return;
    }
    const client = this.#clients.get(1) ?? (await this.#connect(1));
    switch (word) {
      case 'TLS':
        return client.startTls();
      case 'half-close':
        return client.halfClose();
      case 'reset':
        return client.reset();
      case 'logged':
        assert.match(shown(await client.hearLine())!, /^\+OK/);
        await client.say(Buffer.from(`AUTH PLAIN ${btoa(`\0${keeper.name}\0${keeper.box.secret}`)}\r\n`));
        assert.match(shown(await client.hearLine())!, /^\+OK/, `line ${at}: logged in`);
        return;
      case 'cut':
        assert.doesNotMatch(shown(await client.hearEnd()) ?? '', /(^|\n)\.\r\n$/, `line ${at}: cut off`);
        return;
      case 'closed':
        assert.equal(
          shown(await client.hearEnd()),
          '',
          `line ${at}: the server has ended, and said nothing more`,
        );
        return;
    }
    assert.fail(`line ${at}: what is "${text}"?`);
  }

  #letter(text: string): void {
    const [, quoted, size, uidl] = /^letter (?:(".*")|(\d+) octets)(?: uidl (\S+))?$/.exec(text)!;
    const octets = quoted === undefined ? filler(Number(size)) : octetsOf(quoted);
    this.#keeper.add(octets, uidl);
  }
}

/** A letter of exactly so many octets, at least 24. */
function filler(octets: number): Buffer {
  const header = 'Subject: filler\r\n\r\n';
  return Buffer.from(`${header}${'x'.repeat(octets - header.length - 2)}\r\n`, 'latin1');
}

/** What RETR sends of it, without the last line: every line that begins with a dot has another before it. */
function asSent(octets: Buffer): Buffer {
  const text = octets.toString('latin1').replace(/(^|\r\n)\./g, '$1..');
  return Buffer.from(text === '' || text.endsWith('\r\n') ? text : `${text}\r\n`, 'latin1');
}

const shown = (octets: Buffer | undefined) => octets?.toString('latin1');
