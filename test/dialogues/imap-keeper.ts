// The keeper of an IMAP dialogue: a memory account whose calls can fail, as the dialogue says.

import assert from 'node:assert/strict';
import { ImapRefusal, type OpenAccount, type RefusalCode } from '../../src/imap/index.ts';
import { MemoryAccount, memoryAccounts } from './memory-account.ts';

export class ImapKeeper {
  name = 'mrose';
  readonly account = new MemoryAccount('secret');
  /** What a call throws, by the name it has in backend.ts, or 'login': a refusal, or a fault. */
  readonly failures = new Map<string, RefusalCode | 'fault'>();

  readonly open: OpenAccount = async (login) => {
    this.#mayFail('login');
    const account = await memoryAccounts(new Map([[this.name, this.account]]))(login);
    return this.#failing(account);
  };

  /** Every account that was opened was closed, every mailbox released. */
  assertClosed(): void {
    assert.equal(this.account.open, 0, 'accounts that are still open');
    assert.equal(this.account.selected, 0, 'mailboxes that are still open');
  }

  #failing<Target extends object>(target: Target): Target {
    return new Proxy(target, {
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function' || typeof name !== 'string') return value;
        return (...given: unknown[]) => this.#call(name, () => Reflect.apply(value, target, given));
      },
    });
  }

  #call(name: string, call: () => unknown): unknown {
    if (name === 'octets') return this.#octets(call() as AsyncIterable<Uint8Array>);
    if (this.failures.has(name)) return Promise.reject(this.#failure(name));
    const answer = call();
    // What the keeper opens fails too, when the dialogue says so.
    if (name === 'open' || name === 'receive')
      return (answer as Promise<object>).then((opened) => this.#failing(opened));
    return answer;
  }

  /** Fails behind the first chunk: in the middle of a response. */
  async *#octets(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      yield chunk;
      this.#mayFail('octets');
    }
  }

  #mayFail(name: string): void {
    if (this.failures.has(name)) throw this.#failure(name);
  }

  #failure(name: string): Error {
    const failure = this.failures.get(name)!;
    return failure === 'fault' ? new Error(`the dialogue says that ${name} fails`) : new ImapRefusal(failure);
  }
}
