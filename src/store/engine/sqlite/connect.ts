// The store as one thread sees it: own read-only connections, own line to the writer.

import { setImmediate } from 'node:timers/promises';
import { readChunks } from '../../bodies/read-chunks.ts';
import type { IncomingLetter, ReceivedLetter } from '../../incoming.ts';
import type { Operation, Reply, SliceEnd } from '../../operation.ts';
import { type ReadInput, type ReadName, type ReadOutput, reads } from '../../read/index.ts';
import type { Maildrop } from '../../read/list-maildrop.ts';
import { MaildropCache } from '../../read/maildrop-cache.ts';
import type { BodyName, MailboxId, Notice, ReceiveOptions, Store } from '../../store.ts';
import { receiveLetter } from '../../take-in/receive-letter.ts';
import type { WriteInput, WriteName, WriteOutput } from '../../write/index.ts';
import { ChangeCounters } from './change-counters.ts';
import type { StorePort } from './conversation.ts';
import type { Database } from './database.ts';
import { drive } from './drive.ts';
import { type OpenFiles, openForReading } from './files.ts';
import { unnamedBodies } from './unnamed-bodies.ts';
import { WriterLine } from './writer-line.ts';

/** Opens the store in this thread. The port is used up. */
export function connectStore({ directory, counters, port }: StorePort): Store {
  return new ConnectedStore(openForReading(directory), new ChangeCounters(counters), new WriterLine(port));
}

/** Octets of listings that a thread remembers: some 60 maildrops of 100,000 letters. */
const maildropsOctets = 64 * 2 ** 20;

type Whole = (input: unknown) => Operation<unknown>;
type Parts = {
  begin(input: unknown): unknown;
  slice(input: unknown, state: unknown): Operation<SliceEnd<unknown, unknown>>;
};

class ConnectedStore implements Store {
  readonly #files: OpenFiles;
  readonly #counters: ChangeCounters;
  readonly #line: WriterLine;
  readonly #maildrops = new MaildropCache(maildropsOctets);
  #closed: Promise<void> | undefined;

  constructor(files: OpenFiles, counters: ChangeCounters, line: WriterLine) {
    this.#files = files;
    this.#counters = counters;
    this.#line = line;
  }

  async write<N extends WriteName>(name: N, input: WriteInput<N>): Promise<WriteOutput<N>> {
    return (await this.#line.ask({ say: 'write', name, input }, weigh(input))) as WriteOutput<N>;
  }

  async read<N extends ReadName>(name: N, input: ReadInput<N>): Promise<ReadOutput<N>> {
    if (name !== 'listMaildrop') return (await this.#drive(name, input)) as ReadOutput<N>;
    const { account } = input as ReadInput<'listMaildrop'>;
    const known = this.#maildrops.get(account);
    const maildrop = (await this.#drive(name, { account, known })) as Maildrop;
    this.#maildrops.put(account, maildrop);
    return maildrop as ReadOutput<N>;
  }

  receive(options: ReceiveOptions): IncomingLetter {
    return receiveLetter(
      options,
      async ({ body, seq, octets }) => {
        const question = { say: 'chunk', body, seq, octets } as const;
        await this.#line.ask(question, octets.length, [octets.buffer]);
      },
      (body) => this.write('forgetLetter', { body }),
    );
  }

  body(letter: BodyName, range?: { from: number; length: number }): AsyncIterable<Uint8Array> {
    return readChunks(this.#files.bodies, letter, range);
  }

  changeCount(mailbox: MailboxId): number {
    return this.#counters.read(mailbox);
  }

  onNotice(heard: (notice: Notice) => void): () => void {
    return this.#line.onNotice(heard);
  }

  async check(): Promise<string[]> {
    const found = [
      ...this.#files.index.all('PRAGMA integrity_check').map(([text]) => `index.db: ${text}`),
      ...this.#files.bodies.all('PRAGMA integrity_check').map(([text]) => `bodies.db: ${text}`),
    ].filter((text) => !text.endsWith(': ok'));
    for await (const body of unnamedBodies(this.#files)) {
      found.push(`bodies.db: nothing names the octets of ${Buffer.from(body).toString('hex')}`);
    }
    return found;
  }

  async #drive(name: ReadName, input: unknown): Promise<unknown> {
    // The registry's types are in the signature of read; inside, every operation is driven the same way.
    const operation = reads[name] as unknown as Whole | Parts;
    if (typeof operation === 'function') return snapshot(this.#files.index, operation(input));
    for (let state = operation.begin(input); ; ) {
      const end = snapshot(this.#files.index, operation.slice(input, state));
      if (end.at === 'done') return end.answer;
      state = end.state;
      await setImmediate();
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#line.close().then(() => {
      this.#files.index.close();
      this.#files.bodies.close();
    });
    return this.#closed;
  }
}

/** Runs a read operation on one snapshot. */
function snapshot<T>(db: Database, operation: Operation<T>): T {
  db.all('BEGIN');
  try {
    return drive(db, operation, notInReads);
  } finally {
    if (db.isTransaction) db.all('COMMIT');
  }
}

function notInReads(step: { kind: string }): Reply {
  throw new Error(`a read operation cannot ask for ${step.kind}`);
}

type Weighed = {
  letter?: ReceivedLetter;
  letters?: readonly { letter: ReceivedLetter }[];
  uids?: readonly number[] | null;
};

/** Octets of memory that a write takes until it is answered, roughly. */
function weigh(input: object): number {
  const { letter, letters = [], uids } = input as Weighed;
  let octets = 2048 + 8 * (uids?.length ?? 0);
  if (letter !== undefined) octets += weighLetter(letter);
  for (const each of letters) octets += weighLetter(each.letter);
  return octets;
}

function weighLetter({ derived, tail }: ReceivedLetter): number {
  const { envelope, bodyStructure, parts } = derived;
  return (tail.chunks[0]?.length ?? 0) + envelope.length + bodyStructure.length + parts.length;
}
