// Takes a port for a moment, alone: listeners that share a port between threads would also share it with a second
// server, so somebody must look first.

import { createServer } from 'node:net';

export interface TakenPort {
  /** What was asked for; 0 became a free one. */
  port: number;
  release(): Promise<void>;
}

/** Binds `host:port` exclusively until released. Rejects with the system's error. */
export function takePort({ host, port }: { host: string; port: number }): Promise<TakenPort> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () =>
      resolve({
        port: (server.address() as { port: number }).port,
        release: () => new Promise((released) => server.close(() => released())),
      }),
    );
  });
}
