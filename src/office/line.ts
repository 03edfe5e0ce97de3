// Questions and answers between two threads over a message port: each side names what it answers, and calls what the
// other side answers. An answer is a value; a call rejects only when the other side failed or went away.

import type { Transferable } from 'node:worker_threads';

/** What either end of a port looks like: a MessagePort, a Worker, or a worker's parentPort. */
export interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  on(event: 'message', heard: (message: unknown) => void): unknown;
}

export type Calls = { [name: string]: (input: never) => unknown };
type Message =
  | { line: 'call'; id: number; name: string; input: unknown }
  | { line: 'answer'; id: number; value: unknown }
  | { line: 'fault'; id: number; message: string; stack: string | undefined };

export class LineClosed extends Error {}

export interface Line<Theirs extends Calls> {
  call<N extends keyof Theirs & string>(
    name: N,
    input: Parameters<Theirs[N]>[0],
    /** What is given away to another thread instead of copied. */
    transfer?: Transferable[],
  ): Promise<Awaited<ReturnType<Theirs[N]>>>;
  /** Rejects every call that still waits: the other side is gone. */
  close(): void;
}

/** Opens a line over `port`; `ours` answers the other side's calls. */
export function openLine<Theirs extends Calls>(port: Port, ours: Calls): Line<Theirs> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let next = 1;
  let closed = false;

  const answer = async (message: Extract<Message, { line: 'call' }>) => {
    try {
      const value = await ours[message.name]!(message.input as never);
      port.postMessage({ line: 'answer', id: message.id, value } satisfies Message);
    } catch (error) {
      const { message: text, stack } = error as Error;
      port.postMessage({ line: 'fault', id: message.id, message: text, stack } satisfies Message);
    }
  };

  port.on('message', (raw) => {
    const message = raw as Message;
    if (message.line === 'call') return void answer(message);
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.line === 'answer') caller?.resolve(message.value);
    else caller?.reject(new Error(message.message, { cause: message.stack }));
  });

  return {
    call: (name, input, transfer) =>
      new Promise<never>((resolve, reject) => {
        if (closed) return reject(new LineClosed());
        const id = next++;
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        port.postMessage({ line: 'call', id, name, input } satisfies Message, transfer);
      }),
    close() {
      closed = true;
      for (const { reject } of waiting.values()) reject(new LineClosed());
      waiting.clear();
    },
  };
}
