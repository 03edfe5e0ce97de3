// What threads and the writer's thread say to each other. Everything here crosses by postMessage.

import type { MessagePort } from 'node:worker_threads';
import type { StoreRefusalCode } from '../../refusal.ts';
import type { BodyId, Notice } from '../../store.ts';
import type { WriteName } from '../../write/index.ts';

/** A thread's way to the store: give it to the thread as data, with `transfer` as the transfer list. */
export type StorePort = {
  /** The name under which the thread takes maildrop locks. */
  holder: string;
  directory: string;
  counters: SharedArrayBuffer;
  port: MessagePort;
  transfer: MessagePort[];
};

/** From a thread to the writer. Every `id` is answered exactly once, unless the writer dies. */
export type Request =
  | { say: 'write'; id: number; name: WriteName; input: unknown }
  | { say: 'chunk'; id: number; body: BodyId; seq: number; octets: Uint8Array }
  | { say: 'listen' };

export type Answer =
  | { id: number; say: 'done'; answer: unknown }
  | { id: number; say: 'refused'; code: StoreRefusalCode; message: string }
  | { id: number; say: 'fault'; error: Error };

/** From the writer to a thread: all that one batch has for it. */
export type Answers = { answers: Answer[]; notices: Notice[] };

/** What the writer's thread is given to begin with. */
export type WriterData = {
  directory: string;
  counters: SharedArrayBuffer;
  reserve: number;
  maximumPages: { index?: number; bodies?: number };
};

/** From the owner to the writer's thread, beside the ports. */
export type Order =
  | { say: 'connect'; port: MessagePort }
  | { say: 'reserve'; octets: number }
  | { say: 'close' };

/** From the writer's thread to the owner. */
export type Report =
  | { say: 'ready' }
  | { say: 'fault'; name: string; error: Error }
  | { say: 'full'; what: 'index' | 'bodies' };
