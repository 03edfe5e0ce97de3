// A server whose threads are watched, and may be ended one by one.

import { fileURLToPath } from 'node:url';
import { type RunningServer, startServer } from '../rig/server.ts';
import type { Busy } from './watch-threads.ts';

const watcher = fileURLToPath(new URL('./watch-threads.ts', import.meta.url));

export type WatchedServer = RunningServer & {
  /** Ends the next protocol thread, as if it had died. */
  endThread(): void;
  /** After stop(): one for each protocol thread that was there in the end, since it began. */
  busy(): Busy[];
};

export async function startWatchedServer(
  data: string,
  settings: readonly string[] = [],
): Promise<WatchedServer> {
  const server = await startServer(data, settings, { NODE_OPTIONS: `--import=${watcher}` });
  return {
    ...server,
    endThread: () => server.signal('SIGUSR2'),
    busy: () => JSON.parse(server.log.findLast((line) => line.startsWith('{"busy":'))!).busy,
  };
}

/** For the report: one line. */
export function formatBusy(busy: readonly Busy[]): string {
  return busy
    .map(
      ({ thread, turns, p50, p99, p999, max }) =>
        `${thread}: ${turns} turns, p50 ${p50}, p99 ${p99}, p99.9 ${p999}, max ${max} ms`,
    )
    .join('; ');
}
