// What an operation of the store is: a generator that yields SQL statements and receives their rows. SQLite drives
// one synchronously inside an open transaction; PostgreSQL awaits each statement. Nothing else can be awaited in
// one, so no transaction is ever held while somebody waits.

/** What a column may hold. Integers are JavaScript numbers (below 2^53); octets are Uint8Array. */
export type Sql = null | number | string | Uint8Array;

/** A row as an array, in the order of the columns. */
export type Row = Sql[];

/** One statement. `rows`: what the operation wants back: all rows, or only how many rows it changed. */
export type Statement = { text: string; values: Sql[]; rows: 'all' | 'changes' };

/** An operation; what it yields comes back as Row[] for 'all', as a number for 'changes'. */
export type Operation<T> = Generator<Statement, T, Row[] | number>;

/** All rows. */
export function* all<R extends Row = Row>(text: string, ...values: Sql[]): Operation<R[]> {
  return (yield { text, values, rows: 'all' }) as R[];
}

/** The first row, or undefined. */
export function* get<R extends Row = Row>(text: string, ...values: Sql[]): Operation<R | undefined> {
  return ((yield { text, values, rows: 'all' }) as R[])[0];
}

/** Runs a statement for its effect; returns how many rows it changed. */
export function* run(text: string, ...values: Sql[]): Operation<number> {
  return (yield { text, values, rows: 'changes' }) as number;
}
