// How a running office is asked over its local socket: each request names a method of Administration, each answer is
// its value or its refusal.

import { connectLocal, type LocalListener, type LocalPeer, listenLocal } from '../wire/index.ts';
import { type Administration, type AdministrationCode, AdministrationError } from './administration.ts';
import { controlPath, groupId, removeStaleSocket } from './control-socket.ts';
import { type Line, LineClosed, openLine } from './line.ts';

type Method = Exclude<keyof Administration, symbol>;
const methods: readonly Method[] = [
  'addAccount',
  'addAccounts',
  'listAccounts',
  'setPassword',
  'setQuota',
  'removeAccount',
  'verify',
];
type Reply = { value: unknown } | { refused: AdministrationCode; subject: string };
type ServerCalls = { ask(request: { method: Method; input: unknown[] }): Promise<Reply> };
type ClientCalls = { progress(at: { done: number; total: number }): void };

/** Answers requests on the local socket of `directory` until closed. The caller owns the directory. */
export async function listenForControl(
  directory: string,
  access: { mode: number; group: string },
  administration: Administration,
): Promise<LocalListener> {
  const path = controlPath(directory, true);
  removeStaleSocket(path);
  const group = groupId(access.group);
  return listenLocal(path, { mode: access.mode, ...(group === undefined ? {} : { group }) }, (peer) => {
    const line: Line<ClientCalls> = openLine<ClientCalls>(peer, {
      ask: async ({ method, input }: { method: Method; input: unknown[] }): Promise<Reply> => {
        if (!methods.includes(method)) throw new Error(`no method ${method}`);
        const ask = administration[method] as (...input: unknown[]) => Promise<unknown>;
        const progress = (done: number, total: number) =>
          void line.call('progress', { done, total }).catch(() => {});
        try {
          return { value: await ask(...input, ...(method === 'verify' ? [progress] : [])) };
        } catch (error) {
          if (!(error instanceof AdministrationError)) throw error;
          return { refused: error.code, subject: error.subject };
        }
      },
    });
    void peer.closed.then(() => line.close());
  });
}

/** Asks the office that runs in `directory`; undefined when none listens there. */
export async function askRunningOffice(directory: string): Promise<Administration | undefined> {
  let peer: LocalPeer;
  try {
    peer = await connectLocal(controlPath(directory));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return undefined;
    throw new AdministrationError('unavailable', directory, { cause: error });
  }
  let heard: ((done: number, total: number) => void) | undefined;
  const line = openLine<ServerCalls>(peer, {
    progress: ({ done, total }: { done: number; total: number }) => heard?.(done, total),
  });
  void peer.closed.then(() => line.close());
  const ask = async (method: Method, ...input: unknown[]): Promise<never> => {
    const reply = await line.call('ask', { method, input }).catch((cause: Error) => {
      const code = cause instanceof LineClosed ? 'unavailable' : 'internal';
      throw new AdministrationError(code, directory, { cause });
    });
    if ('refused' in reply) throw new AdministrationError(reply.refused, reply.subject);
    return reply.value as never;
  };
  return {
    addAccount: (name, secret) => ask('addAccount', name, secret),
    addAccounts: (lines) => ask('addAccounts', lines),
    listAccounts: () => ask('listAccounts'),
    setPassword: (name, secret) => ask('setPassword', name, secret),
    setQuota: (name, octets) => ask('setQuota', name, octets),
    removeAccount: (name) => ask('removeAccount', name),
    verify: (progress) => {
      heard = progress;
      return ask('verify');
    },
    [Symbol.asyncDispose]: async () => peer.close(),
  };
}
