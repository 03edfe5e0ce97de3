// The sources of letters.

import { all, get, type Operation } from '../operation.ts';
import type { AccountId, SourceId } from '../store.ts';

export type SourceRow = {
  account: AccountId;
  source: SourceId;
  name: string;
  /** JSON, these two. */
  settings: string;
  state: string;
  /** Milliseconds. */
  madeAt: number;
};

type Found = [AccountId, SourceId, string, string, string, number];

const select = 'SELECT account, id, name, settings, state, made_at FROM sources WHERE';

/** Of an account, in the order of their names. */
export function* listSources({ account }: { account: AccountId }): Operation<SourceRow[]> {
  const text = `${select} account = ? AND name IS NOT NULL ORDER BY name`;
  return (yield* all<Found>(text, account)).map(rowOf);
}

/** Of all accounts, at most 1,000: begin with zeros, go on with the last one's ids. */
export function* listAllSources(input: { account: number; source: number }): Operation<SourceRow[]> {
  const text = `${select} (account, id) > (?, ?) AND name IS NOT NULL AND account IN
    (SELECT id FROM accounts WHERE removed = 0) ORDER BY account, id LIMIT 1000`;
  return (yield* all<Found>(text, input.account, input.source)).map(rowOf);
}

/** With its sealed secret. null where it is gone. */
export function* readSource(input: {
  account: AccountId;
  source: SourceId;
}): Operation<(SourceRow & { secret: Uint8Array | null }) | null> {
  const { account, source } = input;
  const row = yield* get<[...Found, Uint8Array | null]>(
    `SELECT account, id, name, settings, state, made_at, secret FROM sources
      WHERE account = ? AND id = ? AND name IS NOT NULL`,
    account,
    source,
  );
  if (row === undefined) return null;
  const [, , , , , , secret] = row;
  return { ...rowOf(row), secret };
}

function rowOf(row: readonly [...Found, ...unknown[]]): SourceRow {
  const [account, source, name, settings, state, madeAt] = row;
  return { account, source, name, settings, state, madeAt };
}
