// Sources: a row each, whose id stays the same whatever else of it changes.

import { get, lock, type Operation, run } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId, SourceId } from '../store.ts';

export type NewSource = {
  account: AccountId;
  /** Unique among the account's. */
  name: string;
  /** JSON. */
  settings: string;
  secret: Uint8Array | null;
  state: string;
  /** Milliseconds. */
  now: number;
};

/** Refuses 'exists' when the account has a source of that name, and 'nonexistent'. */
export function* addSource(input: NewSource): Operation<{ source: SourceId }> {
  const { account, name, settings, secret, state, now } = input;
  yield* lock(account);
  if ((yield* get('SELECT 1 FROM accounts WHERE id = ? AND removed = 0', account)) === undefined)
    throw new StoreRefusal('nonexistent');
  yield* assertFree(account, name, null);
  const next = "UPDATE sequences SET next = next + 1 WHERE name = 'source' RETURNING next - 1";
  const [source] = (yield* get<[SourceId]>(next))!;
  yield* run(
    'INSERT INTO sources (account, id, name, settings, secret, state, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    account,
    source,
    name,
    settings,
    secret,
    state,
    now,
  );
  return { source };
}

export type EditedSource = {
  account: AccountId;
  source: SourceId;
  name?: string;
  settings?: string;
  /** null: it is elsewhere now. */
  secret?: Uint8Array | null;
  state?: string;
};

/** Changes what is given. Refuses 'nonexistent', and 'exists' when the name is taken. */
export function* editSource(input: EditedSource): Operation<void> {
  const { account, source, name, settings, secret, state } = input;
  yield* lock(account);
  if (name !== undefined) yield* assertFree(account, name, source);
  const known = yield* run(
    `UPDATE sources SET name = coalesce(?, name), settings = coalesce(?, settings), state = coalesce(?, state),
      secret = CASE WHEN ? = 1 THEN ? ELSE secret END WHERE account = ? AND id = ? AND name IS NOT NULL`,
    name ?? null,
    settings ?? null,
    state ?? null,
    secret === undefined ? 0 : 1,
    secret ?? null,
    account,
    source,
  );
  if (known === 0) throw new StoreRefusal('nonexistent');
}

/** Keeps what a run left to the next. Refuses 'nonexistent'. */
export function* noteRun(input: { account: AccountId; source: SourceId; state: string }): Operation<void> {
  yield* editSource(input);
}

function* assertFree(account: AccountId, name: string, source: SourceId | null): Operation<void> {
  const taken = yield* get<[SourceId]>(
    'SELECT id FROM sources WHERE account = ? AND name = ?',
    account,
    name,
  );
  if (taken !== undefined && taken[0] !== source) throw new StoreRefusal('exists');
}

/** Its ledger is about to change; answers the number that a new entry would get. Refuses 'nonexistent'. */
export function* touchLedger(account: AccountId, source: SourceId): Operation<number> {
  const row = yield* get<[number]>(
    `UPDATE sources SET revision = revision + 1 WHERE account = ? AND id = ? AND name IS NOT NULL
      RETURNING next_entry`,
    account,
    source,
  );
  if (row === undefined) throw new StoreRefusal('nonexistent');
  return row[0];
}
