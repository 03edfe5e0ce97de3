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
  /** Letters whose last chunks travel with it. */
  carried: Carried[];
  /** What a sliced operation remembers between slices. */
  state: unknown;
  begun: boolean;
  /** Bodies that must be gone before the next slice. */
  erase: readonly BodyId[];
  /** Its letters' chunks must be written though a digest looked known: the body that had it went meanwhile. */
  insist: boolean;
};

export type Carried = {
  letter: ReceivedLetter;
  /** Its chunks must be written: no body is known to have the same octets. */
  needed: boolean;
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
  let octets = 0;
  for (const { letter } of job.carried) for (const { length } of letter.tail.chunks) octets += length;
  return octets;
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
  const carried = lettersIn(name, input).map((letter) => ({
    letter,
    needed: false,
    mends: undefined,
    stored: false,
  }));
  return {
    kind: 'operation',
    name,
    input,
    carried,
    state: undefined,
    begun: false,
    erase: [],
    insist: false,
  };
}

function lettersIn(name: WriteName, input: unknown): ReceivedLetter[] {
  switch (name) {
    case 'collectLetter':
    case 'deliver':
    case 'deliverEach':
    case 'importLetter':
      return [(input as { letter: ReceivedLetter }).letter];
    case 'appendLetters':
      return (input as { letters: { letter: ReceivedLetter }[] }).letters.map(({ letter }) => letter);
    default:
      return [];
  }
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
