// A thread's line to the writer: asks, waits for the answer, and never has more than its share of octets under way.

import type { MessagePort, Transferable } from 'node:worker_threads';
import { StoreRefusal } from '../../refusal.ts';
import type { Notice } from '../../store.ts';
import { Budget } from './budget.ts';
import type { Answer, Answers, Request } from './conversation.ts';

type Asked = { resolve: (answer: unknown) => void; reject: (error: Error) => void; octets: number };
type Question = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

/** Octets that may wait for the writer from one thread: four threads together make 64 MiB. */
const share = 16 * 2 ** 20;

export class WriterLine {
  readonly #port: MessagePort;
  readonly #asked = new Map<number, Asked>();
  readonly #heard = new Set<(notice: Notice) => void>();
  readonly #budget = new Budget(share);
  #lastId = 0;
  #begun = 0;
  #open = true;
  #dead = false;
  #idle: (() => void) | undefined;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (answers: Answers) => this.#hear(answers));
    port.on('close', () => this.#closed());
    // Waiting for an answer keeps the thread alive; having a line does not.
    port.unref();
  }

  /** `octets`: how much memory the question takes until it is answered. */
  async ask(question: Question, octets: number, transfer: Transferable[] = []): Promise<unknown> {
    if (!this.#open) throw new StoreRefusal('unavailable', 'the store is closed');
    this.#begun++;
    try {
      const turn = this.#budget.take(octets);
      if (turn !== undefined) await turn;
      if (this.#dead) throw new Error('the writer of the store died');
      return await new Promise((resolve, reject) => {
        const id = ++this.#lastId;
        this.#asked.set(id, { resolve, reject, octets });
        if (this.#asked.size === 1) this.#port.ref();
        this.#port.postMessage({ ...question, id }, transfer);
      });
    } finally {
      this.#budget.give(octets);
      if (--this.#begun === 0) this.#idle?.();
    }
  }

  onNotice(heard: (notice: Notice) => void): () => void {
    if (this.#heard.size === 0) this.#port.postMessage({ say: 'listen' } satisfies Request);
    // Wrapped, so that the same function may listen twice.
    const listener = (notice: Notice) => heard(notice);
    this.#heard.add(listener);
    return () => void this.#heard.delete(listener);
  }

  /** Waits for the answers that are due. */
  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    if (this.#begun > 0) await new Promise<void>((idle) => (this.#idle = idle));
    this.#port.close();
  }

  #hear({ answers, notices }: Answers): void {
    for (const answer of answers) this.#settle(answer);
    for (const notice of notices) for (const heard of this.#heard) heard(notice);
  }

  #settle(answer: Answer): void {
    const asked = this.#asked.get(answer.id)!;
    this.#asked.delete(answer.id);
    if (this.#asked.size === 0) this.#port.unref();
    if (answer.say === 'done') asked.resolve(answer.answer);
    else if (answer.say === 'refused') asked.reject(new StoreRefusal(answer.code, answer.message));
    else asked.reject(answer.error);
  }

  /** The writer is gone: whether what was under way is done, nobody here knows. */
  #closed(): void {
    this.#open = false;
    this.#dead = true;
    for (const { reject } of this.#asked.values()) reject(new Error('the writer of the store died'));
    this.#asked.clear();
  }
}
