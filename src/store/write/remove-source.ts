// A source goes. At once: its name and its secret. In slices: its ledger. Its letters stay. Begun again with the same id
// it goes on where a crash stopped it.

import { lock, type Operation, run, type SliceEnd } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId, SourceId } from '../store.ts';

type Input = { account: AccountId; source: SourceId };
type State = 'mark' | 'ledger';

const perSlice = 2_000;
const some = `DELETE FROM ledger WHERE account = ?1 AND source = ?2 AND entry IN
  (SELECT entry FROM ledger WHERE account = ?1 AND source = ?2 LIMIT ${perSlice})`;

/** Refuses 'nonexistent'. */
export const removeSource = {
  begin: (_: Input): State => 'mark',
  slice: function* ({ account, source }: Input, state: State): Operation<SliceEnd<State, void>> {
    yield* lock(account);
    if (state === 'mark') {
      const mark = 'UPDATE sources SET name = NULL, secret = NULL WHERE account = ? AND id = ?';
      if ((yield* run(mark, account, source)) === 0) throw new StoreRefusal('nonexistent');
      return { at: 'more', state: 'ledger' };
    }
    if ((yield* run(some, account, source)) > 0) return { at: 'more', state };
    yield* run('DELETE FROM sources WHERE account = ? AND id = ?', account, source);
    return { at: 'done', answer: undefined };
  },
};
