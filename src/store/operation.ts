// What an operation of the store is: a generator that yields statements and receives their rows. SQLite drives one
// synchronously inside an open transaction; PostgreSQL awaits each statement. Nothing else can be awaited in one,
// so no transaction is ever held while somebody waits.
//
// SQL is written for both engines: `INSERT … ON CONFLICT`, `RETURNING`, `UPDATE … FROM`, and two functions that
// PostgreSQL is given by its first migration: json_each(text) with a column `value`, and json_group_array().

import type { BodyId, Notice } from './store.ts';

/** What a column may hold. Integers are JavaScript numbers (below 2^53); octets are Uint8Array. */
export type Sql = null | number | string | Uint8Array;

/** A row as an array, in the order of the columns. */
export type Row = Sql[];

/** One step of an operation: a statement, or something only the engine can do. */
export type Step =
  /** Runs a statement; comes back as all its rows. */
  | { kind: 'all'; text: string; values: Sql[] }
  /** Runs a statement; comes back as how many rows it changed. */
  | { kind: 'changes'; text: string; values: Sql[] }
  /** Holds the accounts' rows until the end, in the order of their ids: writes of one account are serial. */
  | { kind: 'lock'; accounts: readonly number[] }
  /** Tells, once this is durable, that a mailbox changed. */
  | { kind: 'notice'; notice: Notice }
  /** Comes back as that many random octets. */
  | { kind: 'random'; octets: number }
  /** From now on the index names this body. Refuses when its octets are not on the disk. */
  | { kind: 'published'; body: BodyId }
  /** Comes back as bodies that were begun before `before` (milliseconds) and were not published by then. */
  | { kind: 'unpublished'; before: number; limit: number }
  /** Before the next slice of this operation begins, the octets of these bodies are gone from the disk. */
  | { kind: 'erase'; bodies: readonly BodyId[] }
  /** They were published, though a crash kept that from being noted. */
  | { kind: 'note-published'; bodies: readonly BodyId[] }
  /** Gives at most that many free pages back to the file system; comes back as how many are left. */
  | { kind: 'return-pages'; pages: number };

export type Reply = Row[] | number | Uint8Array | BodyId[] | undefined;

export type Operation<T> = Generator<Step, T, Reply>;

/** Work too long for one transaction: each slice is one, and others come between. A crash leaves some slices done. */
export type Sliced<Input, State, T> = {
  begin(input: Input): State;
  slice(input: Input, state: State): Operation<SliceEnd<State, T>>;
};
export type SliceEnd<State, T> = { at: 'more'; state: State } | { at: 'done'; answer: T };

/** What a registry of operations holds. */
export type AnyOperation = ((input: never) => Operation<unknown>) | Sliced<never, never, unknown>;

export type InputOf<O> = O extends (input: infer I) => unknown
  ? I
  : O extends { begin(input: infer I): unknown }
    ? I
    : never;
export type AnswerOf<O> = O extends (input: never) => Operation<infer T>
  ? T
  : O extends { slice(input: never, state: never): Operation<infer End> }
    ? Extract<End, { at: 'done' }> extends { answer: infer T }
      ? T
      : never
    : never;

/** All rows. */
export function* all<R extends Row = Row>(text: string, ...values: Sql[]): Operation<R[]> {
  return (yield { kind: 'all', text, values }) as R[];
}

/** The first row, or undefined. */
export function* get<R extends Row = Row>(text: string, ...values: Sql[]): Operation<R | undefined> {
  return ((yield { kind: 'all', text, values }) as R[])[0];
}

/** Runs a statement for its effect; returns how many rows it changed. */
export function* run(text: string, ...values: Sql[]): Operation<number> {
  return (yield { kind: 'changes', text, values }) as number;
}

export function* lock(...accounts: number[]): Operation<void> {
  yield { kind: 'lock', accounts };
}

export function* notify(notice: Notice): Operation<void> {
  yield { kind: 'notice', notice };
}

export function* random(octets: number): Operation<Uint8Array> {
  return (yield { kind: 'random', octets }) as Uint8Array;
}
