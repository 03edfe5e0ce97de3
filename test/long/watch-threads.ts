// Loaded into a server that is tested (node --import): it measures how long each protocol thread is busy at a time,
// and SIGUSR2 ends one of them as if it had died. The server itself knows nothing of this.

import { writeSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { BroadcastChannel, isMainThread, threadName, type Worker } from 'node:worker_threads';

/** Milliseconds that the loop of one thread was busy between two waits, over its turns. */
export type Busy = { thread: string; turns: number; p50: number; p99: number; p999: number; max: number };

/** Milliseconds of a thread's start, which compiles its modules and serves nobody. */
const start = 2_000;
const reportEvery = 500;

const channel = new BroadcastChannel('busy');
channel.unref();
const isWatched = (name: string | null): name is string => name?.startsWith('protocol-') === true;

const milliseconds = (nanoseconds: number) => Math.round(nanoseconds / 1e4) / 100;

if (isMainThread) watch();
else if (isWatched(threadName)) measure(threadName);

function watch(): void {
  const threads = new Map<string, Worker>();
  const busy = new Map<string, Busy>();
  let next = 0;
  process.on('worker', (worker: Worker) => {
    if (isWatched(worker.threadName)) threads.set(worker.threadName, worker);
  });
  process.on('SIGUSR2', () => {
    const names = [...threads.keys()];
    void threads.get(names[next++ % names.length]!)!.terminate();
  });
  channel.onmessage = ({ data }: MessageEvent) => void busy.set(data.thread, data);
  process.on('exit', () => writeSync(2, `${JSON.stringify({ busy: [...busy.values()] })}\n`));
}

function measure(thread: string): void {
  const turns = monitorEventLoopDelay({ samplePerIteration: true });
  setTimeout(() => turns.enable(), start).unref();
  const at = (percentile: number) => milliseconds(turns.percentile(percentile));
  setInterval(() => {
    const { count, max } = turns;
    const busy = { thread, turns: count, p50: at(50), p99: at(99), p999: at(99.9), max: milliseconds(max) };
    channel.postMessage(busy satisfies Busy);
  }, reportEvery).unref();
}
