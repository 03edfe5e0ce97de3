// A letter that will get no place: its octets go at once. The sweeper would find them, but only a day later, when no
// letter can still be coming, and whoever breaks off large letters would have filled the disk by then.

import type { Operation, SliceEnd } from '../operation.ts';
import type { BodyId } from '../store.ts';

type State = 'begun' | 'erased';

/** Nothing happens to a body that has a place. Refuses 'no-space' on a disk too full even for this. */
export const forgetLetter = {
  begin: (_: { body: BodyId }): State => 'begun',
  slice: function* ({ body }: { body: BodyId }, state: State): Operation<SliceEnd<State, void>> {
    if (state === 'erased') return { at: 'done', answer: undefined };
    yield { kind: 'erase', bodies: [body] };
    return { at: 'more', state: 'erased' };
  },
};
