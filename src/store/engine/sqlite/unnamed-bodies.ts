// Octets that neither the index nor the sweeper's queue knows: nobody would ever take them away.

import { setImmediate } from 'node:timers/promises';
import type { BodyId } from '../../store.ts';
import { scope } from '../../write/body-refs.ts';
import type { OpenFiles } from './files.ts';

const perSlice = 1000;
const begun = `SELECT body FROM chunks WHERE body > ? AND seq = 0
  AND NOT EXISTS (SELECT 1 FROM unpublished WHERE unpublished.body = chunks.body) ORDER BY body LIMIT ${perSlice}`;

/** Reads in slices of some milliseconds. */
export async function* unnamedBodies({ index, bodies }: OpenFiles): AsyncGenerator<BodyId> {
  for (let after: Uint8Array = new Uint8Array(0); ; await setImmediate()) {
    const page = bodies.all(begun, [after]).map(([body]) => body as BodyId);
    for (const body of page) {
      const isNamed = index.all('SELECT 1 FROM bodies WHERE scope = ? AND id = ?', [scope, body]).length > 0;
      // It may have been swept since the page was read.
      const isThere = () => bodies.all('SELECT 1 FROM chunks WHERE body = ? AND seq = 0', [body]).length > 0;
      if (!isNamed && isThere()) yield body;
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
  }
}
