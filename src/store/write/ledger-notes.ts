// What the ledger notes of letters that it has: what they are called, whether they are listed, what is to become of them
// at their source. Each write takes at most 5,000 entries, so that none holds the writer for long.

import { all, get, lock, type Operation, run } from '../operation.ts';
import { StoreRefusal } from '../refusal.ts';
import type { AccountId, SourceId } from '../store.ts';
import { touchLedger } from './source-row.ts';

type Of = { account: AccountId; source: SourceId };

export const entriesAtOnce = 5_000;

const these = 'account = ? AND source = ? AND entry IN (SELECT value FROM json_each(?))';

function* change(of: Of, set: string, value: number | null, entries: readonly number[]): Operation<number> {
  const text = `UPDATE ledger SET ${set} WHERE ${these}`;
  return yield* run(text, value, of.account, of.source, JSON.stringify(entries));
}

function* begin({ account, source }: Of, entries: number): Operation<void> {
  if (entries > entriesAtOnce) throw new RangeError(`more than ${entriesAtOnce} entries at once`);
  yield* lock(account);
  yield* touchLedger(account, source);
}

/**
 * `absent` are not listed any more, `returned` are again, `confirmed` were deleted as it was asked for. Refuses
 * 'nonexistent', as all of these do where the source is gone.
 */
export function* noteListing(
  input: Of & {
    absent: readonly number[];
    returned: readonly number[];
    confirmed: readonly number[];
    /** Milliseconds. */
    now: number;
  },
): Operation<void> {
  const { absent, returned, confirmed, now } = input;
  yield* begin(input, absent.length + returned.length + confirmed.length);
  if (absent.length > 0) yield* change(input, 'absent_since = coalesce(absent_since, ?)', now, absent);
  if (returned.length > 0) yield* change(input, 'absent_since = ?, deletion = 0', null, returned);
  if (confirmed.length > 0) yield* change(input, 'deletion = ?', 2, confirmed);
}

export type Renamed = { entry: number; key: string; occurrence: number; octets: number | null };

/** The server gave known letters other names, or sizes. They are listed. Two may change names. */
export function* renameLedger(input: Of & { renamed: readonly Renamed[] }): Operation<void> {
  const { account, source, renamed } = input;
  yield* begin(input, renamed.length);
  // Out of each other's way first: the entry itself is a name that nothing else has.
  const entries = JSON.stringify(renamed.map(({ entry }) => entry));
  yield* run(
    `UPDATE ledger SET key = ' ' || entry, absent_since = NULL WHERE ${these}`,
    account,
    source,
    entries,
  );
  for (const { entry, key, occurrence, octets } of renamed) {
    yield* makeWay(input, key, occurrence);
    yield* run(
      `UPDATE ledger SET key = ?, occurrence = ?, octets = coalesce(?, octets)
        WHERE account = ? AND source = ? AND entry = ?`,
      key,
      occurrence,
      octets,
      account,
      source,
      entry,
    );
  }
}

/** Who had the name before is not listed under it: it becomes a further occurrence. */
function* makeWay({ account, source }: Of, key: string, occurrence: number): Operation<void> {
  const text = 'SELECT entry FROM ledger WHERE account = ? AND source = ? AND key = ? AND occurrence = ?';
  const there = yield* get<[number]>(text, account, source, key, occurrence);
  if (there === undefined) return;
  yield* run(
    `UPDATE ledger SET occurrence = (SELECT max(occurrence) + 1 FROM ledger AS l
      WHERE l.account = ?1 AND l.source = ?2 AND l.key = ?3) WHERE account = ?1 AND source = ?2 AND entry = ?4`,
    account,
    source,
    key,
    there[0],
  );
}

/** Pending deletions: `due` are wanted gone since then (milliseconds), `withdrawn` are not any more. */
export function* setDue(
  input: Of & { due: readonly { entry: number; since: number }[]; withdrawn: readonly number[] },
): Operation<void> {
  const { due, withdrawn } = input;
  yield* begin(input, due.length + withdrawn.length);
  const bySince = Map.groupBy(due, ({ since }) => since);
  for (const [since, some] of bySince) {
    const entries = some.map(({ entry }) => entry);
    yield* change(input, 'due_since = ?', since, entries);
  }
  if (withdrawn.length > 0) yield* change(input, 'due_since = ?', null, withdrawn);
}

/** A person wants these to stay at their source, or (false) does not any more. What was pending is cancelled. */
export function* holdLetters(
  input: Of & { entries: readonly number[]; held: boolean },
): Operation<{ changed: number }> {
  const { entries, held } = input;
  yield* begin(input, entries.length);
  const changed = yield* change(input, 'held = ?, due_since = NULL', held ? 1 : 0, entries);
  return { changed };
}

/** They were asked to be deleted; or it is sure that they are. */
export function* noteDeletion(
  input: Of & { entries: readonly number[]; what: 'sent' | 'deleted' },
): Operation<void> {
  yield* begin(input, input.entries.length);
  yield* change(input, 'deletion = ?', input.what === 'sent' ? 1 : 2, input.entries);
}

/**
 * A letter could not be stored, once more. After `mostTries` times it is set aside, which means that it is not tried any
 * more, with `why`. Refuses 'exists' where it is stored by now.
 */
export function* setAside(
  input: Of & { key: string; occurrence: number; octets: number | null; why: string; mostTries: number },
): Operation<{ entry: number; tries: number; aside: boolean }> {
  const { account, source, key, occurrence, octets, why, mostTries } = input;
  yield* lock(account);
  const next = yield* touchLedger(account, source);
  const [row] = yield* all<[number, number]>(
    `INSERT INTO ledger (account, source, entry, key, occurrence, octets, aside, tries) VALUES (?1, ?2, ?3, ?4, ?5, ?6, CASE WHEN ?8 <= 1 THEN ?7 END, 1)
      ON CONFLICT (account, source, key, occurrence) DO UPDATE SET tries = tries + 1,
      aside = CASE WHEN tries + 1 >= ?8 THEN ?7 END WHERE digest IS NULL RETURNING entry, tries`,
    account,
    source,
    next,
    key,
    occurrence,
    octets,
    why,
    mostTries,
  );
  if (row === undefined) throw new StoreRefusal('exists');
  const [entry, tries] = row;
  if (entry === next) {
    yield* run(
      'UPDATE sources SET next_entry = next_entry + 1 WHERE account = ? AND id = ?',
      account,
      source,
    );
  }
  return { entry, tries, aside: tries >= mostTries };
}

/** The octets of these were read back and were right; those of `wrong` were not, or are gone: they are set aside. */
export function* noteVerified(
  input: Of & { right: readonly number[]; wrong: readonly { entry: number; aside: string }[] },
): Operation<void> {
  const { account, source, right, wrong } = input;
  yield* begin(input, right.length + wrong.length);
  if (right.length > 0) yield* change(input, 'verified = ?', 1, right);
  for (const { entry, aside } of wrong) {
    const text = 'UPDATE ledger SET aside = ? WHERE account = ? AND source = ? AND entry = ?';
    yield* run(text, aside, account, source, entry);
  }
}

/** These may be tried again, from the first try on, and stored ones be treated as any other. */
export function* tryAgain(input: Of & { entries: readonly number[] }): Operation<{ changed: number }> {
  yield* begin(input, input.entries.length);
  return { changed: yield* change(input, 'tries = ?, aside = NULL', 0, input.entries) };
}

/** Forgets letters that were not listed since before `before` (milliseconds); at most 2,000: again until it is 0. */
export function* pruneTombstones(input: Of & { before: number }): Operation<{ forgotten: number }> {
  const { account, source, before } = input;
  yield* begin(input, 0);
  const text = `DELETE FROM ledger WHERE account = ?1 AND source = ?2 AND entry IN
    (SELECT entry FROM ledger WHERE account = ?1 AND source = ?2 AND absent_since < ?3 LIMIT 2000)`;
  return { forgotten: yield* run(text, account, source, before) };
}
