// How a running office is asked over its local socket: each request names a method of Administration, Letters or Sources, each
// answer is its value or its refusal.

import type { LettersMethod } from '../transfer/index.ts';
import { connectLocal, type LocalListener, type LocalPeer, listenLocal } from '../wire/index.ts';
import { type Administration, AdministrationError } from './administration.ts';
import { controlPath, groupId, removeStaleSocket } from './control-socket.ts';
import type { LettersRequest } from './letters-desk.ts';
import { lettersThrough, type OpenLetters } from './letters-through.ts';
import { type Line, LineClosed, openLine } from './line.ts';
import { type Reply, replyOf, valueIn } from './reply.ts';
import type { HearProgress, SourcesMethod } from './sources.ts';
import type { SourcesRelay } from './sources-relay.ts';
import { type OpenSources, sourcesThrough } from './sources-through.ts';

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
type ServerCalls = {
  ask(request: { method: Method; input: unknown[] }): Promise<Reply>;
  letters(request: { method: LettersMethod; input: unknown }): Promise<Reply>;
  /** `number`: the client's own, by which the request's progress finds back. */
  sources(request: { number: number; method: SourcesMethod; input: unknown }): Promise<Reply>;
};
type ClientCalls = {
  progress(at: { done: number; total: number }): void;
  sourcesProgress(at: { number: number; progress: Parameters<HearProgress>[0] }): void;
};

/** Who answers what is asked; a client is a number. */
export type Desks = {
  administration: Administration;
  letters: { ask(request: LettersRequest): Promise<Reply> };
  sources: Pick<SourcesRelay, 'ask'>;
  left(client: number): Promise<void>;
};

/** Answers requests on the local socket of `directory` until closed. The caller owns the directory. */
export async function listenForControl(
  directory: string,
  access: { mode: number; group: string },
  { administration, letters, sources, left }: Desks,
): Promise<LocalListener> {
  const path = controlPath(directory, true);
  removeStaleSocket(path);
  const group = groupId(access.group);
  let clients = 0;
  return listenLocal(path, { mode: access.mode, ...(group === undefined ? {} : { group }) }, (peer) => {
    const client = ++clients;
    const line: Line<ClientCalls> = openLine<ClientCalls>(peer, {
      ask: async ({ method, input }: { method: Method; input: unknown[] }): Promise<Reply> => {
        if (!methods.includes(method)) throw new Error(`no method ${method}`);
        const ask = administration[method] as (...input: unknown[]) => Promise<unknown>;
        const progress = (done: number, total: number) =>
          void line.call('progress', { done, total }).catch(() => {});
        return replyOf(() => ask(...input, ...(method === 'verify' ? [progress] : [])));
      },
      letters: ({ method, input }: { method: LettersMethod; input: unknown }) =>
        letters.ask({ client, method, input }),
      sources: ({ number, method, input }: Parameters<ServerCalls['sources']>[0]) =>
        sources.ask(
          { client, method, input },
          (progress) => void line.call('sourcesProgress', { number, progress }).catch(() => {}),
        ),
    });
    void peer.closed.then(() => {
      line.close();
      // A thread that is gone has no conversation left to end.
      left(client).catch(() => {});
    });
  });
}

export type RunningOffice = {
  administration(): Administration;
  letters(): OpenLetters;
  sources(): OpenSources;
};

/** Asks the office that runs in `directory`; undefined when none listens there. Rejects with AdministrationError. */
export async function askRunningOffice(directory: string): Promise<RunningOffice | undefined> {
  let peer: LocalPeer;
  try {
    peer = await connectLocal(controlPath(directory));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return undefined;
    const refused = code === 'EACCES' || code === 'EPERM' ? 'forbidden' : 'unavailable';
    throw new AdministrationError(refused, directory, { cause: error });
  }
  let heard: ((done: number, total: number) => void) | undefined;
  const hearing = new Map<number, HearProgress>();
  let last = 0;
  const line = openLine<ServerCalls>(peer, {
    progress: ({ done, total }: { done: number; total: number }) => heard?.(done, total),
    sourcesProgress: ({ number, progress }: Parameters<ClientCalls['sourcesProgress']>[0]) =>
      hearing.get(number)?.(progress),
  });
  void peer.closed.then(() => line.close());
  const answered = async (reply: Promise<Reply>): Promise<unknown> =>
    valueIn(
      await reply.catch((cause: Error) => {
        const code = cause instanceof LineClosed ? 'unavailable' : 'internal';
        throw new AdministrationError(code, directory, { cause });
      }),
    );
  const dispose = { [Symbol.asyncDispose]: async () => peer.close() };
  return {
    administration: () =>
      administrationOver(
        (method, ...input) => answered(line.call('ask', { method, input })) as Promise<never>,
        (listener) => {
          heard = listener;
        },
        dispose,
      ),
    letters() {
      // One after the other: what is asked later must not overtake what waits for the socket.
      let turn: Promise<void> = Promise.resolve();
      return {
        ...lettersThrough((method, input) => {
          turn = turn.then(() => peer.drained());
          return answered(turn.then(() => line.call('letters', { method, input })));
        }),
        ...dispose,
      };
    },
    sources: () => ({
      ...sourcesThrough((method, input, heard) => {
        const number = ++last;
        if (heard) hearing.set(number, heard);
        return answered(line.call('sources', { number, method, input })).finally(() =>
          hearing.delete(number),
        );
      }),
      ...dispose,
    }),
  };
}

function administrationOver(
  ask: (method: Method, ...input: unknown[]) => Promise<never>,
  hear: (heard: ((done: number, total: number) => void) | undefined) => void,
  dispose: AsyncDisposable,
): Administration {
  return {
    addAccount: (name, secret) => ask('addAccount', name, secret),
    addAccounts: (lines) => ask('addAccounts', lines),
    listAccounts: () => ask('listAccounts'),
    setPassword: (name, secret) => ask('setPassword', name, secret),
    setQuota: (name, octets) => ask('setQuota', name, octets),
    removeAccount: (name) => ask('removeAccount', name),
    verify: (progress) => {
      hear(progress);
      return ask('verify');
    },
    ...dispose,
  };
}
