// Passes what clients ask about sources to the thread that collects, and what it says of its progress back to them.

import type { Reply } from './reply.ts';
import type { HearProgress } from './sources.ts';
import type { SourcesRequest } from './sources-desk.ts';

/** A request with a number by which its progress finds back. */
export type NumberedRequest = SourcesRequest & { number: number };

export class SourcesRelay {
  readonly #call: (request: NumberedRequest) => Promise<Reply>;
  readonly #hearing = new Map<number, HearProgress>();
  #last = 0;

  constructor(call: (request: NumberedRequest) => Promise<Reply>) {
    this.#call = call;
  }

  async ask(request: SourcesRequest, heard: HearProgress): Promise<Reply> {
    const number = ++this.#last;
    this.#hearing.set(number, heard);
    try {
      return await this.#call({ ...request, number });
    } finally {
      this.#hearing.delete(number);
    }
  }

  /** Of a request that was answered meanwhile: nobody hears it. */
  hear(number: number, progress: Parameters<HearProgress>[0]): void {
    this.#hearing.get(number)?.(progress);
  }
}
