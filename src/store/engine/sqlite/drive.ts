// Runs an operation to its end inside the transaction that stands.

import type { Operation, Reply, Step } from '../../operation.ts';
import type { Database } from './database.ts';

/** `ask` answers the steps that are no statements. What either throws ends the operation. */
export function drive<T>(db: Database, operation: Operation<T>, ask: (step: Ask) => Reply): T {
  let next = operation.next();
  while (!next.done) next = operation.next(reply(db, next.value, ask));
  return next.value;
}

export type Ask = Exclude<Step, { kind: 'all' | 'changes' }>;

function reply(db: Database, step: Step, ask: (step: Ask) => Reply): Reply {
  switch (step.kind) {
    case 'all':
      return db.all(step.text, step.values);
    case 'changes':
      return db.changes(step.text, step.values);
    default:
      return ask(step);
  }
}
