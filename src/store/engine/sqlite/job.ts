// One piece of work for the writer: an operation, or a chunk that goes ahead.

import type { ReceivedLetter } from '../../incoming.ts';
import type { Operation, SliceEnd } from '../../operation.ts';
import type { StoreRefusal } from '../../refusal.ts';
import type { BodyId } from '../../store.ts';
import { type WriteName, writes } from '../../write/index.ts';

export type Outcome =
  | { at: 'done'; answer: unknown }
  /** It has more to do, or must be tried again: it belongs into the next batch. */
  | { at: 'again' }
  | { at: 'refused'; refusal: StoreRefusal }
  | { at: 'fault'; error: Error };

/** An operation of which slices may already be done. */
export type OperationJob = {
  kind: 'operation';
  name: WriteName;
  input: unknown;
  /** The letter whose last chunks travel with it. */
  letter: ReceivedLetter | undefined;
  /** What a sliced operation remembers between slices. */
  state: unknown;
  begun: boolean;
  /** Bodies that must be gone before the next slice. */
  erase: readonly BodyId[];
  /** The letter's chunks must be written though its digest looked known: the body that had it went meanwhile. */
  insist: boolean;
  /** The live body that the letter will share, when its octets are gone: the letter's become its. */
  mends: BodyId | undefined;
  /** All octets of the letter are on the disk under its own id. */
  stored: boolean;
};

export type ChunkJob = { kind: 'chunk'; body: BodyId; seq: number; octets: Uint8Array };

export type Job = OperationJob | ChunkJob;

/** Octets of letters that the job carries. */
export function octetsOf(job: Job): number {
  if (job.kind === 'chunk') return job.octets.length;
  return job.letter?.tail.chunks.reduce((sum, { length }) => sum + length, 0) ?? 0;
}

/** Makes room sooner or later, and so may use what is kept for that. */
export function isFreeing(job: OperationJob): boolean {
  return freeing.has(job.name);
}

const freeing = new Set<WriteName>([
  'deleteMailbox',
  'expunge',
  'popUpdate',
  'removeAccount',
  'returnPages',
  'sweep',
]);

/** Whether a name is that of a write: it comes from another thread. */
export function isWriteName(name: string): name is WriteName {
  return Object.hasOwn(writes, name);
}

export function operationJob(name: WriteName, input: unknown): OperationJob {
  const carries = name === 'deliver' || name === 'deliverEach' || name === 'importLetter';
  const letter = carries ? (input as { letter: ReceivedLetter }).letter : undefined;
  return {
    kind: 'operation',
    name,
    input,
    letter,
    state: undefined,
    begun: false,
    erase: [],
    insist: false,
    mends: undefined,
    stored: false,
  };
}

type Whole = (input: unknown) => Operation<unknown>;
type Parts = {
  begin(input: unknown): unknown;
  slice(input: unknown, state: unknown): Operation<SliceEnd<unknown, unknown>>;
};

/** The next slice of the job; an operation that is not sliced has one. */
export function* nextSlice(job: OperationJob): Operation<SliceEnd<unknown, unknown>> {
  // The registry's types are known to whoever asks by name; here they have crossed a thread.
  const operation = writes[job.name] as unknown as Whole | Parts;
  if (typeof operation === 'function') return { at: 'done', answer: yield* operation(job.input) };
  return yield* operation.slice(job.input, job.begun ? job.state : operation.begin(job.input));
}
