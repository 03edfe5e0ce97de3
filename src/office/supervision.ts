// A supervised thread: started, asked over a line, and started again when it dies on its own.

import { setTimeout as sleep } from 'node:timers/promises';
import { type Transferable, Worker } from 'node:worker_threads';
import { type Calls, type Line, openLine } from './line.ts';

export interface SupervisedThread<Theirs extends Calls> {
  /** Asks the thread; rejects with LineClosed when it dies meanwhile. */
  call: Line<Theirs>['call'];
  /** Ends the thread; it is not started again. */
  end(): Promise<void>;
}

type Options = {
  /** The module that runs in it. */
  entry: URL;
  name: string;
  /** MiB of the memory where its objects begin; the engine's choice where not given. */
  youngGeneration?: number;
  /** What it starts with, made anew for each start: a port can be given away once. */
  give(): { data: unknown; transfer: Transferable[] };
  /** What it may ask. */
  ours: Calls;
  /** After it died on its own, before it is started again. */
  died(error: Error): void | Promise<void>;
  /** After it was started again; when this rejects, it is ended and started once more. */
  revived(): void | Promise<void>;
};

/** Pause before a new start, milliseconds: a thread that dies at once must not spin. */
const pause = 200;

export function superviseThread<Theirs extends Calls>(options: Options): SupervisedThread<Theirs> {
  let ending = false;
  let worker: Worker;
  let line: Line<Theirs>;

  const start = () => {
    const { data, transfer } = options.give();
    let reason: Error | undefined;
    const { youngGeneration } = options;
    worker = new Worker(options.entry, {
      name: options.name,
      workerData: data,
      transferList: transfer,
      ...(youngGeneration === undefined
        ? {}
        : { resourceLimits: { maxYoungGenerationSizeMb: youngGeneration } }),
    });
    line = openLine<Theirs>(worker, options.ours);
    const closed = line.close;
    worker.on('error', (error) => {
      reason = error as Error;
    });
    worker.on('exit', (code) => {
      closed();
      if (!ending) void again(reason ?? new Error(`thread ${options.name} ended with code ${code}`));
    });
  };
  const died = async (reason: Error) => {
    try {
      await options.died(reason);
    } catch {
      // The store is closing, or gone: its owner knows. It must not keep the thread from its new start.
    }
  };
  const again = async (reason: Error) => {
    await died(reason);
    await sleep(pause);
    if (ending) return;
    start();
    const started = worker;
    // One that cannot do its work is as good as dead, and is started again like one.
    await Promise.resolve(options.revived()).catch(() => started.terminate());
  };

  start();
  return {
    call: (name, input, transfer) => line.call(name, input, transfer),
    async end() {
      ending = true;
      await worker.terminate();
    },
  };
}

/** The URL of a module beside `from` that runs in a thread, in a clone (.ts) and in the package (.js). */
export function besideModule(from: string, name: string): URL {
  return new URL(`./${name}${from.endsWith('.ts') ? '.ts' : '.js'}`, from);
}
