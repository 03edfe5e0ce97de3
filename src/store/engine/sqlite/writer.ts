// The queue of the one who writes: takes what all threads ask, runs whatever waits as one batch, and answers.

import type { MessagePort } from 'node:worker_threads';
import { StoreRefusal } from '../../refusal.ts';
import type { Notice } from '../../store.ts';
import type { Answer, Answers, Request } from './conversation.ts';
import type { GroupCommit } from './group-commit.ts';
import { isWriteName, type Job, type Outcome, octetsOf, operationJob } from './job.ts';

type Waiting = { job: Job; id: number; from: MessagePort };

/** Jobs in one batch, and octets of letters: a batch ends some time, and what comes meanwhile waits for it. */
const jobsPerBatch = 200;
const octetsPerBatch = 8 * 2 ** 20;

export class Writer {
  readonly #commit: GroupCommit;
  readonly #onFault: (name: string, error: Error) => void;
  readonly #listening = new Set<MessagePort>();
  readonly #ports = new Set<MessagePort>();
  #queue: Waiting[] = [];
  #scheduled = false;
  #closing: (() => void) | undefined;

  constructor(commit: GroupCommit, onFault: (name: string, error: Error) => void) {
    this.#commit = commit;
    this.#onFault = onFault;
  }

  connect(port: MessagePort): void {
    this.#ports.add(port);
    port.on('message', (request: Request) => this.#take(request, port));
    port.on('close', () => {
      this.#ports.delete(port);
      this.#listening.delete(port);
    });
  }

  /** Does what waits, refuses what comes or would go on, and ends. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#closing = () => {
        for (const port of this.#ports) port.close();
        resolve();
      };
      this.#schedule();
    });
  }

  #take(request: Request, port: MessagePort): void {
    if (request.say === 'listen') {
      this.#listening.add(port);
      return;
    }
    const { id } = request;
    if (this.#closing !== undefined) {
      post(port, {
        answers: [refused(id, new StoreRefusal('unavailable', 'the store is closing'))],
        notices: [],
      });
    } else if (request.say === 'chunk') {
      const { body, seq, octets } = request;
      this.#queue.push({ job: { kind: 'chunk', body, seq, octets }, id, from: port });
    } else if (request.name === 'unlockHolder') {
      // What the dead holder asked last lies in its port by now, maybe unread: it must not lock after this.
      setImmediate(() => {
        this.#queue.push({ job: operationJob('unlockHolder', request.input), id, from: port });
        this.#schedule();
      });
    } else if (isWriteName(request.name)) {
      this.#queue.push({ job: operationJob(request.name, request.input), id, from: port });
    } else {
      throw new Error(`no write has the name ${request.name}`);
    }
    this.#schedule();
  }

  /** After what came in this turn of the loop: that is how many share a sync. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#runBatch();
      if (this.#queue.length > 0) this.#schedule();
      else this.#closing?.();
    });
  }

  #runBatch(): void {
    const waiting = this.#nextBatch();
    if (waiting.length === 0) return;
    const { outcomes, notices } = this.#commit.run(waiting.map(({ job }) => job));
    const answers = new Map<MessagePort, Answer[]>();
    for (const each of waiting) {
      const answer = this.#answer(each, outcomes.get(each.job)!);
      if (answer === undefined) continue;
      const others = answers.get(each.from);
      if (others === undefined) answers.set(each.from, [answer]);
      else others.push(answer);
    }
    this.#tell(answers, notices);
    for (const { job } of waiting) if (job.kind === 'chunk') free(job.octets);
  }

  #nextBatch(): Waiting[] {
    let octets = 0;
    let count = 0;
    for (const { job } of this.#queue) {
      octets += octetsOf(job);
      if (count > 0 && (count === jobsPerBatch || octets > octetsPerBatch)) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  #answer(waiting: Waiting, outcome: Outcome): Answer | undefined {
    const { id, job } = waiting;
    switch (outcome.at) {
      case 'done':
        return { id, say: 'done', answer: outcome.answer };
      case 'refused':
        return refused(id, outcome.refusal);
      case 'fault':
        this.#onFault(job.kind === 'operation' ? job.name : 'chunk', outcome.error);
        return { id, say: 'fault', error: outcome.error };
      case 'again':
        if (this.#closing !== undefined && job.kind === 'operation' && job.begun) {
          return refused(id, new StoreRefusal('unavailable', 'the store is closing; some of it is done'));
        }
        this.#queue.push(waiting);
        return undefined;
    }
  }

  #tell(answers: Map<MessagePort, Answer[]>, notices: Notice[]): void {
    const told = notices.length === 0 ? answers.keys() : new Set([...answers.keys(), ...this.#listening]);
    for (const port of told) {
      post(port, { answers: answers.get(port) ?? [], notices: this.#listening.has(port) ? notices : [] });
    }
  }
}

/** Chunks come faster than the collector thinks it must run: without this a large letter fills 60 MiB. */
function free({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}

function refused(id: number, { code, message }: StoreRefusal): Answer {
  return { id, say: 'refused', code, message };
}

function post(port: MessagePort, answers: Answers): void {
  port.postMessage(answers);
}
