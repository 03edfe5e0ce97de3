// The property of the IMAP server: whatever several clients do to the same mailboxes, each is told exactly what the model
// says, in its own numbering, and mod-sequences grow with every change.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Act, clients, type Key, type Range, type Step, steps } from './act.ts';
import type { Expected, Line } from './expected.ts';
import { type Kind, letterOf, ModelSession } from './model-session.ts';
import { expand, type Read, readResponse } from './read-response.ts';
import { type Message, World } from './world.ts';

/** A client that is logged in. */
export type ModelTalk = {
  /** Says it with a tag; what came before the answer, and the answer without its tag. */
  try(command: string): Promise<{ untagged: string[]; answer: string }>;
  end(): void | Promise<void>;
};

/** An account with the empty mailboxes INBOX and Other. */
export type ModelServer = AsyncDisposable & { connect(): Promise<ModelTalk> };

type Options = { runs: number; seed?: number; start(): Promise<ModelServer> };

/** Tries so many histories; rejects with the shortest that goes wrong. Without a seed: new ones each time. */
export async function checkImapModel({ runs, seed, start }: Options): Promise<void> {
  const history = fc.asyncProperty(steps, async (made) => {
    await using server = await start();
    await new History(server).run(made);
  });
  await fc.assert(history, {
    numRuns: runs,
    ...(seed !== undefined && { seed }),
    includeErrorInReport: true,
  });
}

const kinds: readonly Kind[] = ['rev1', 'qresync', 'rev2'];

class Client {
  readonly kind: Kind;
  readonly talk: ModelTalk;
  readonly model: ModelSession;
  /** What SELECT said of each mailbox, and when. */
  readonly selects = new Map<string, { known: string; high: number; at: number }>();

  constructor(kind: Kind, talk: ModelTalk, world: World) {
    this.kind = kind;
    this.talk = talk;
    this.model = new ModelSession(world, kind);
  }

  get high(): number {
    return this.selects.get(this.model.selected!.mailbox.name)!.high;
  }
}

class History {
  readonly #server: ModelServer;
  readonly #world = new World();
  readonly #clients: Client[] = [];
  /** The mod-sequence of each message as of its last change that anybody was told. */
  readonly #modseqs = new Map<Message, { at: number; modseq: number }>();

  constructor(server: ModelServer) {
    this.#server = server;
  }

  async run(made: readonly Step[]): Promise<void> {
    for (const kind of kinds.slice(0, clients)) {
      const client = new Client(kind, await this.#server.connect(), this.#world);
      if (kind !== 'rev1') await client.talk.try(`ENABLE ${kind === 'rev2' ? 'IMAP4rev2' : 'QRESYNC'}`);
      this.#clients.push(client);
    }
    const said: string[] = [];
    try {
      for (const { client, act } of made) await this.#step(client, act, said);
      // Each is told everything in the end.
      for (const client of this.#clients.keys()) await this.#step(client, { act: 'noop' }, said);
    } catch (cause) {
      throw new Error(`${(cause as Error).message}\n${said.join('\n')}`, { cause });
    } finally {
      for (const { talk } of this.#clients) await talk.end();
    }
  }

  async #step(number: number, act: Act, said: string[]): Promise<void> {
    const client = this.#clients[number]!;
    const isAnywhere = ['select', 'examine', 'return', 'append'].includes(act.act);
    if (client.model.selected === undefined && !isAnywhere) return;
    const command = this.#command(client, act);
    said.push(`C${number}: ${JSON.stringify(command)}`);
    // The numbering before: what stands before the news of a command is in it.
    const { untagged, answer } = await client.talk.try(command);
    said.push(...untagged.map((line) => `S${number}: ${JSON.stringify(line)}`), `S${number}: ${answer}`);
    const expected = this.#expected(client, act);
    const read = untagged.map(readResponse).filter((line) => line !== undefined);
    this.#compare(client, read, expected);
    assert.equal(answer.split(' ')[0], expected.status);
    this.#compareCode(answer, expected);
    if (act.act === 'select' || act.act === 'examine' || act.act === 'return')
      this.#noteSelect(client, untagged);
  }

  #command(client: Client, act: Act): string {
    const mailbox = 'mailbox' in act ? this.#world.mailboxes[act.mailbox]!.name : '';
    switch (act.act) {
      case 'select':
      case 'examine':
        return `${act.act.toUpperCase()} ${mailbox}`;
      case 'return': {
        const known = client.kind === 'qresync' ? client.selects.get(mailbox)?.known : undefined;
        return `SELECT ${mailbox}${known === undefined ? '' : ` (QRESYNC (${known}))`}`;
      }
      case 'noop':
      case 'unselect':
      case 'close':
      case 'expunge':
        return act.act.toUpperCase();
      case 'fetch': {
        const items = { flags: 'FLAGS', modseq: '(FLAGS MODSEQ)', body: 'BODY[]', peek: 'BODY.PEEK[]' };
        return this.#numbered(client, 'FETCH', act.range, items[act.what]);
      }
      case 'fetch-changed': {
        const vanished = act.range.by === 'uid' && client.kind === 'qresync' ? ' VANISHED' : '';
        const modifier = `(CHANGEDSINCE ${client.high}${vanished})`;
        return this.#numbered(client, 'FETCH', act.range, `FLAGS ${modifier}`);
      }
      case 'store':
      case 'store-unchanged': {
        const sign = { add: '+', remove: '-', replace: '' }[act.how];
        const silent = act.act === 'store' && act.silent ? '.SILENT' : '';
        const condition = act.act === 'store' ? '' : `(UNCHANGEDSINCE ${client.high}) `;
        const item = `${condition}${sign}FLAGS${silent} (${act.flags.join(' ')})`;
        return this.#numbered(client, 'STORE', act.range, item);
      }
      case 'search': {
        const options = act.options === undefined ? '' : `RETURN (${act.options.join(' ')}) `;
        return `${act.by === 'uid' ? 'UID ' : ''}SEARCH ${options}${this.#key(client, act.key)}`;
      }
      case 'copy':
      case 'move':
        return this.#numbered(client, act.act.toUpperCase(), act.range, mailbox);
      case 'uid-expunge':
        return `UID EXPUNGE ${this.#set(client, { ...act.range, by: 'uid' })}`;
      case 'append': {
        const letter = letterOf(act);
        const one = ` (${act.flags.join(' ')}) {${letter.length}+}\r\n${letter}`;
        return `APPEND ${mailbox}${one.repeat(act.times)}`;
      }
    }
  }

  #numbered(client: Client, verb: string, range: Range, rest: string): string {
    return `${range.by === 'uid' ? 'UID ' : ''}${verb} ${this.#set(client, range)} ${rest}`;
  }

  #set({ model }: Client, { by, from, to, saved }: Range): string {
    if (saved) return '$';
    if (by === 'uid') return `${from + 1}:${to + 1}`;
    const count = Math.max(1, model.selected!.known.length);
    return `${(from % count) + 1}:${(to % count) + 1}`;
  }

  #key(client: Client, key: Key): string {
    switch (key.key) {
      case 'flag': {
        const not = key.not ? 'UN' : '';
        return key.flag.startsWith('\\')
          ? `${not}${key.flag.slice(1).toUpperCase()}`
          : `${not}KEYWORD ${key.flag}`;
      }
      case 'subject':
      case 'body':
        return `${key.key.toUpperCase()} ${key.text}`;
      case 'numbers':
        return `${key.range.by === 'uid' ? 'UID ' : ''}${this.#set(client, key.range)}`;
      case 'or':
        return `OR (${this.#key(client, key.keys[0])}) (${this.#key(client, key.keys[1])})`;
      case 'and':
        return `(${this.#key(client, key.keys[0])} ${this.#key(client, key.keys[1])})`;
    }
  }

  #expected({ kind, model, selects }: Client, act: Act): Expected {
    const { mailboxes } = this.#world;
    switch (act.act) {
      case 'select':
        return model.select(mailboxes[act.mailbox]!, false);
      case 'examine':
        return model.select(mailboxes[act.mailbox]!, true);
      case 'return': {
        const mailbox = mailboxes[act.mailbox]!;
        const last = kind === 'qresync' ? selects.get(mailbox.name) : undefined;
        return last === undefined ? model.select(mailbox, false) : model.comeBack(mailbox, last.at);
      }
      case 'noop':
        return model.noop();
      case 'unselect':
        return model.unselect();
      case 'close':
        return model.close();
      case 'expunge':
        return model.expunge();
      case 'uid-expunge':
        return model.expunge({ ...act.range, by: 'uid' });
      case 'fetch':
        return model.fetch(act.range, act.what);
      case 'fetch-changed':
        return model.fetchChanged(act.range);
      case 'store':
        return model.store(act.range, act.how, new Set(act.flags), act.silent);
      case 'store-unchanged':
        return model.storeUnchanged(act.range, act.how, new Set(act.flags));
      case 'search':
        return model.search(act.by, act.key, act.options);
      case 'copy':
        return model.copy(act.range, mailboxes[act.mailbox]!);
      case 'move':
        return model.move(act.range, mailboxes[act.mailbox]!);
      case 'append': {
        const { subject, body } = act;
        const one = { flags: new Set(act.flags), subject, body };
        return model.append(
          mailboxes[act.mailbox]!,
          Array.from({ length: act.times }, () => one),
        );
      }
    }
  }

  #compare(client: Client, read: readonly Read[], { lines }: Expected): void {
    assert.deepEqual(
      read.map((line) => spoken(line)),
      lines.map((line) => spoken(line)),
    );
    for (const [at, line] of read.entries()) {
      const wanted = lines[at]!;
      if (line.line === 'search' && client.kind === 'rev2') assert.ok(line.extended, 'ESEARCH for IMAP4rev2');
      if (line.line !== 'fetch' || wanted.line !== 'fetch') continue;
      if (wanted.uid) assert.notEqual(line.uid, undefined, 'the uid is told');
      if (line.uid !== undefined) assert.equal(line.uid, wanted.message.uid);
      if (line.modseq !== undefined) this.#compareModSeq(wanted.message, line.modseq);
    }
  }

  #compareModSeq(message: Message, modseq: number): void {
    const before = this.#modseqs.get(message);
    const at = message.changedAt;
    if (before !== undefined && before.at === at)
      assert.equal(modseq, before.modseq, 'the same as long as nothing changes');
    else if (before !== undefined) assert.ok(modseq > before.modseq, 'a change has a higher mod-sequence');
    this.#modseqs.set(message, { at, modseq });
  }

  #compareCode(answer: string, { code }: Expected): void {
    const found = /^\S+ \[(COPYUID|APPENDUID|MODIFIED) ([^\]]*)\]/.exec(answer);
    if (code === undefined) {
      assert.equal(found, null);
      return;
    }
    const sets = (found?.[2] ?? '').split(' ');
    if (code.name !== 'MODIFIED') sets.shift();
    assert.deepEqual([found?.[1], sets.map(expand)], [code.name, code.sets]);
  }

  #noteSelect({ model, selects }: Client, untagged: readonly string[]): void {
    const number = (code: string) =>
      untagged.map((line) => new RegExp(`^\\* OK \\[${code} (\\d+)\\]`).exec(line)?.[1]).find(Boolean);
    const high = number('HIGHESTMODSEQ');
    const known = `${number('UIDVALIDITY')} ${high}`;
    selects.set(model.selected!.mailbox.name, { known, high: Number(high), at: model.selected!.selectedAt });
  }
}

/** What a line says, as far as it is the same whatever the server chose. */
function spoken(line: Read | Line): string {
  switch (line.line) {
    case 'exists':
      return `exists ${line.count}`;
    case 'expunge':
      return `expunge ${line.seq}`;
    case 'vanished':
      return `vanished ${line.earlier} ${line.uids}`;
    case 'search':
      return `search min ${line.min} max ${line.max} all ${line.all} count ${line.count}`;
    case 'copyuid':
      return `copyuid ${line.from} ${line.to}`;
    case 'fetch': {
      const modseq = typeof line.modseq === 'boolean' ? line.modseq : line.modseq !== undefined;
      return `fetch ${line.seq} flags ${line.flags} modseq ${modseq} octets ${JSON.stringify(line.octets)}`;
    }
  }
}
