// A local socket (a file) that carries messages as frames. Who may connect is the file's mode. It looks like a message
// port, so the same calls go over it as between threads.

import { chmod, chown } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { FrameReader, formatFrame } from './frames.ts';

/** Longest message, in octets: what comes is from our own user, but a mistake must not eat the memory. */
const longest = 32 * 1024 * 1024;

/** One end of a local connection. */
export interface LocalPeer {
  postMessage(message: unknown): void;
  /** Resolves when the system has taken nearly all that was posted: whoever posts much waits for it. Never rejects. */
  drained(): Promise<void>;
  on(event: 'message', heard: (message: unknown) => void): void;
  /** Resolves when the connection is gone. */
  closed: Promise<void>;
  close(): void;
}

export interface LocalListener {
  /** Closes the socket and every connection. */
  close(): Promise<void>;
}

/** Listens on a socket file, which must not exist. Rejects with the system's error. */
export async function listenLocal(
  path: string,
  access: { mode: number; group?: number },
  connected: (peer: LocalPeer) => void,
): Promise<LocalListener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    connected(peerOf(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  if (access.group !== undefined) await chown(path, -1, access.group);
  await chmod(path, access.mode);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Connects to a socket file. Rejects with the system's error (`ENOENT`, `ECONNREFUSED`, `EACCES`). */
export function connectLocal(path: string): Promise<LocalPeer> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(peerOf(socket));
    });
  });
}

/** Gives memory back at once: where letters cross by the thousand, the collector would let megabytes of it lie. */
function free(octets: Buffer): void {
  const { buffer, length } = octets;
  // A small Buffer may share its memory with others.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === length) buffer.transfer(0);
}

function peerOf(socket: Socket): LocalPeer {
  let heard: ((message: unknown) => void) | undefined;
  const frames = new FrameReader(longest);
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('error', () => socket.destroy());
  socket.on('data', (piece: Buffer) => {
    const messages = frames.push(piece);
    // Copied by now.
    free(piece);
    if (messages === undefined) return void socket.destroy();
    for (const message of messages) heard?.(message);
  });
  return {
    postMessage(message) {
      socket.cork();
      const [length, octets] = formatFrame(message);
      socket.write(length);
      socket.write(octets, () => free(octets));
      socket.uncork();
    },
    async drained() {
      if (!socket.writableNeedDrain || socket.destroyed) return;
      await Promise.race([new Promise<void>((resolve) => socket.once('drain', resolve)), closed]);
    },
    on: (_event, listener) => {
      heard = listener;
    },
    closed,
    close: () => void socket.end(),
  };
}
