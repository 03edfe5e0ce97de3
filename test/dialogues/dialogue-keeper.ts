// The keeper of a dialogue: a memory maildrop whose letters can vanish and whose answers can fail, as the dialogue says.

import assert from 'node:assert/strict';
import {
  type Letter,
  type Maildrop,
  type OpenMaildrop,
  Pop3Refusal,
  type RefusalCode,
} from '../../src/pop3/index.ts';
import { type Box, type KeptLetter, memoryMaildrops } from './memory-maildrop.ts';

export type Call = 'open' | 'retrieve' | 'body' | 'update' | 'close';

export class DialogueKeeper {
  readonly letters: KeptLetter[] = [];
  readonly box: Box = { secret: 'secret', letters: [], locked: false };
  name = 'mrose';
  /** Octets of the chunks that letters come in; 0: whole. */
  chunk = 0;
  /** Whether letters come asynchronously, and say that no line begins with a dot when none does. */
  streamed = false;
  /** What a call throws: a refusal, or a fault. */
  readonly failures = new Map<Call, RefusalCode | 'fault'>();
  opened = 0;
  closed = 0;

  add(octets: Buffer, uidl = `uid${this.letters.length + 1}`): void {
    const letter = { uidl, octets };
    this.letters.push(letter);
    this.box.letters.push(letter);
  }

  /** Somebody else removes a message. */
  remove(message: number): void {
    this.box.letters = this.box.letters.filter((letter) => letter !== this.letters[message - 1]);
  }

  /** Message-numbers of what is left. */
  left(): number[] {
    return this.box.letters.map((letter) => this.letters.indexOf(letter) + 1);
  }

  readonly open: OpenMaildrop = async (login) => {
    this.#mayFail('open');
    const maildrop = await memoryMaildrops(new Map([[this.name, this.box]]))(login);
    this.opened++;
    return this.#failing(maildrop);
  };

  #failing(maildrop: Maildrop): Maildrop {
    return {
      count: maildrop.count,
      octets: maildrop.octets,
      uidl: maildrop.uidl,
      retrieve: async (index) => {
        this.#mayFail('retrieve');
        const letter = await maildrop.retrieve(index);
        return letter && this.#shaped(letter);
      },
      update: async (indexes) => {
        this.#mayFail('update');
        await maildrop.update(indexes);
      },
      close: async () => {
        this.closed++;
        await maildrop.close();
        this.#mayFail('close');
      },
    };
  }

  #shaped({ body }: Letter): Letter {
    const octets = [...(body as Iterable<Uint8Array>)][0]!;
    const chunks = this.#chunks(octets);
    if (!this.streamed) return { body: chunks };
    const dotted = /(^|\r\n)\./.test(Buffer.from(octets).toString('latin1'));
    return { dotted, body: asynchronous(chunks) };
  }

  *#chunks(octets: Uint8Array): Generator<Uint8Array> {
    const size = this.chunk || octets.length || 1;
    for (let at = 0; at < octets.length; at += size) {
      if (at > 0) this.#mayFail('body');
      yield octets.subarray(at, at + size);
    }
  }

  #mayFail(call: Call): void {
    const failure = this.failures.get(call);
    if (failure === 'fault') throw new Error(`the dialogue says that ${call} fails`);
    if (failure !== undefined) throw new Pop3Refusal(failure);
  }

  /** Each maildrop that was opened was closed, once, and the lock is free. */
  assertClosed(): void {
    assert.equal(this.closed, this.opened, 'maildrops closed, of those opened');
    assert.equal(this.box.locked, false, 'the lock is free');
  }
}

async function* asynchronous(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
