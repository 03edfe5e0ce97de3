// A local socket (a file) that carries messages as lines of JSON. Who may connect is the file's mode. It looks like a
// message port, so the same calls go over it as between threads.

import { chmod, chown } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';

/** Longest message, in UTF-16 units: what comes is from our own user, but a mistake must not eat the memory. */
const longest = 32 * 1024 * 1024;

/** One end of a local connection. */
export interface LocalPeer {
  postMessage(message: unknown): void;
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

function peerOf(socket: Socket): LocalPeer {
  let heard: ((message: unknown) => void) | undefined;
  let pieces: string[] = []; // of a message whose end has not come; joined once
  let waiting = 0;
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (text: string) => {
    const lines = text.split('\n');
    const rest = lines.pop()!;
    if (lines.length > 0) {
      lines[0] = pieces.join('') + lines[0];
      pieces = [];
      waiting = 0;
    }
    pieces.push(rest);
    waiting += rest.length;
    if (waiting > longest) return void socket.destroy();
    for (const line of lines) {
      const message = parseMessage(line);
      if (message === undefined) return void socket.destroy();
      heard?.(message.value);
    }
  });
  return {
    postMessage: (message) => void socket.write(`${JSON.stringify(message)}\n`),
    on: (_event, listener) => {
      heard = listener;
    },
    closed: new Promise((resolve) => socket.on('close', () => resolve())),
    close: () => void socket.end(),
  };
}

function parseMessage(line: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(line) };
  } catch {
    return undefined;
  }
}
