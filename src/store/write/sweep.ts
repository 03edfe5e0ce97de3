// The sweeper: erases bodies whose last reference went, and those that were begun and never published. It reads only
// these two queues. A body's octets go first, its row after them: a crash in between leaves work, never a loss.

import { all, get, type Operation, run, type SliceEnd } from '../operation.ts';
import type { BodyId } from '../store.ts';
import { scope } from './body-refs.ts';

export type SweepInput = {
  /** Milliseconds. Bodies that died before this: nobody reads them any more. */
  deadBefore: number;
  /** Milliseconds. Bodies that were begun before this and never published: nobody writes them any more. */
  begunBefore: number;
};

type Swept = { bodies: number; octets: number };
type State = { erased: BodyId[]; sofar: Swept };

const perSlice = 200;
const octetsPerSlice = 16 * 2 ** 20;

/** Answers how many bodies went; `octets` counts those of the dead. */
export const sweep = {
  begin: (_: SweepInput): State => ({ erased: [], sofar: { bodies: 0, octets: 0 } }),
  slice: function* (
    { deadBefore, begunBefore }: SweepInput,
    state: State,
  ): Operation<SliceEnd<State, Swept>> {
    for (const body of state.erased) {
      // One that was published since it was chosen is live, and keeps all it has.
      const text = 'DELETE FROM bodies WHERE scope = ? AND id = ? AND dead_at IS NOT NULL';
      if ((yield* run(text, scope, body)) === 0) continue;
      yield* run('DELETE FROM letters WHERE scope = ? AND body = ?', scope, body);
    }
    const dead = yield* someDead(deadBefore);
    const erased = [...dead.bodies, ...(yield* someUnpublished(begunBefore))];
    const sofar = { bodies: state.sofar.bodies + erased.length, octets: state.sofar.octets + dead.octets };
    if (erased.length === 0) return { at: 'done', answer: sofar };
    yield { kind: 'erase', bodies: erased };
    return { at: 'more', state: { erased, sofar } };
  },
};

function* someDead(before: number): Operation<{ bodies: BodyId[]; octets: number }> {
  const rows = yield* all<[BodyId, number]>(
    'SELECT id, octets FROM bodies WHERE dead_at IS NOT NULL AND dead_at < ? ORDER BY dead_at LIMIT ?',
    before,
    perSlice,
  );
  const bodies: BodyId[] = [];
  let octets = 0;
  for (const [id, size] of rows) {
    if (bodies.length > 0 && octets + size > octetsPerSlice) break;
    bodies.push(id);
    octets += size;
  }
  return { bodies, octets };
}

function* someUnpublished(before: number): Operation<BodyId[]> {
  const found = (yield { kind: 'unpublished', before, limit: perSlice }) as BodyId[];
  const garbage: BodyId[] = [];
  const named: BodyId[] = [];
  for (const id of found) {
    const row = yield* get('SELECT 1 FROM bodies WHERE scope = ? AND id = ?', scope, id);
    (row === undefined ? garbage : named).push(id);
  }
  if (named.length > 0) yield { kind: 'note-published', bodies: named };
  return garbage;
}
